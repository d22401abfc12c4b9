using Htmx;
using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Preview;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>What the pages of the form need; one parameter instead of eight.</summary>
public sealed record MandateTools(
    MatchmakingDb Db,
    MatchRun Matching,
    MandateReading Reading,
    MandateFields Fields,
    MandatePreviews MandatePreviews,
    ReferenceData Reference,
    IMatchAlerts Alerts,
    Text T,
    TimeProvider Time
)
{
    /// <summary>
    /// Adds a mandate, and all else that is pending, and matches it. Sent once more, or by a second press, the same form adds nothing more.
    /// </summary>
    public async Task AddOnceAsync(Mandate mandate, CancellationToken cancel)
    {
        try
        {
            await Matching.SaveAsync(mandate, cancel);
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mandates" })
        {
            Db.ChangeTracker.Clear();
        }
    }

    /// <summary>
    /// Saves a changed mandate (tracked) and matches it. False when somebody saved it after the version was read; then nothing is saved.
    /// </summary>
    public async Task<bool> TrySaveAsync(Mandate mandate, uint? version, CancellationToken cancel)
    {
        mandate.UpdatedAt = Time.GetUtcNow();
        return await Db.TrySaveOnAsync(mandate, version, () => Matching.SaveAsync(mandate, cancel));
    }
}

/// <summary>The form of a mandate with its preview, for a new one and for a change.</summary>
public abstract class MandateFormPage(MandateTools tools) : PageModel
{
    /// <summary>Without a prefix, so that a link can fill the form: <c>?sectors=auto.ebus&amp;places=AZ-SM</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "")]
    public MandateInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    /// <summary>What the mandate would do; null while there is nothing, or nothing right, to preview.</summary>
    public MandatePreview? MandatePreview { get; private set; }

    /// <summary>Whether its alerts come to whoever fills in the form; a colleague's come to the colleague.</summary>
    public bool IsMine { get; protected set; } = true;

    public bool IsNew => Id is null;
    public Guid? Id { get; protected set; }

    /// <summary>What is wrong with the form: the first complaint about each field, by its name on the page.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems =>
        [
            .. ModelState
                .Where(pair => pair.Value!.Errors.Count > 0)
                .Select(pair =>
                    (pair.Key.Length == 0 ? "" : char.ToLowerInvariant(pair.Key[0]) + pair.Key[1..], pair.Value!.Errors[0].ErrorMessage)
                ),
        ];

    /// <summary>See <see cref="MandateInput.AskedWords"/>.</summary>
    public string QuestionedWords => tools.Reading.Questioned(Input);

    protected MandateTools Tools => tools;
    protected MatchmakingDb Db => tools.Db;
    protected Text T => tools.T;

    /// <summary>The mandate of the form, read and checked; its errors are in the model state.</summary>
    protected void Read(Mandate mandate) => tools.Reading.Read(Input, mandate, ModelState);

    protected Mandate Blank(Guid? id = null) =>
        new()
        {
            Id = id ?? Guid.CreateVersion7(),
            OrganisationId = User.OrganisationId() ?? Guid.Empty,
            OwnerId = User.PersonId(),
            Name = "",
            CreatedAt = tools.Time.GetUtcNow(),
        };

    /// <summary>The preview of what is in the form, errors or not. Works on a copy, so that nothing can be saved by accident.</summary>
    protected async Task FillPreviewAsync(CancellationToken cancel)
    {
        var mandate = Blank();
        var errors = new Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary();
        tools.Reading.Read(Input, mandate, errors);
        if (errors.IsValid)
            MandatePreview = await tools.MandatePreviews.OfAsync(mandate, cancel);
    }

    /// <summary>Answers the preview: its panel for htmx, else the whole page with everything typed.</summary>
    public async Task<IActionResult> PreviewAsync(string? adopt, CancellationToken cancel)
    {
        Input.Adopt(adopt);
        if (Input.HasWish || !Request.IsHtmx())
            Read(Blank());
        await FillPreviewAsync(cancel);
        return Request.IsHtmx() ? Partial("_Preview", this) : Page();
    }

    /// <summary>
    /// Adds the mail with what fits now to what is pending, if the form asks for it: once for each time it is saved. Whoever wants no
    /// alerts gets none.
    /// </summary>
    protected async Task SendNowAsync(Mandate mandate, CancellationToken cancel)
    {
        if (Input.SendNow && IsMine && await Db.Users.Notifiable().SingleOrDefaultAsync(p => p.Id == mandate.OwnerId, cancel) is { } owner)
            Db.Mails.Add(tools.Alerts.WhatFitsNow(owner, mandate.Id));
    }

    /// <summary>The page again, with messages beside the fields.</summary>
    protected async Task<IActionResult> AgainAsync(CancellationToken cancel)
    {
        await FillPreviewAsync(cancel);
        if (Request.IsHtmx())
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Says what came of saving it.</summary>
    protected async Task<IActionResult> SavedAsync(Mandate mandate, CancellationToken cancel)
    {
        var matches = await Db.Matches.Wanted(Db).CountAsync(match => match.MandateId == mandate.Id, cancel);
        var when = T["mandate.saved.when." + mandate.Frequency.ToString().ToLowerInvariant()];
        TempData["Flash"] = Opened.Told(
            T.Count("mandate.saved", matches, ("when", when))
                + (Input.SendNow && IsMine && matches > 0 ? " " + T["mandate.saved.now"] : ""),
            T
        );
        return RedirectToPage("/Matches/Index", new { mandate = mandate.Id });
    }
}

/// <summary>How many entries of a folded list are ticked.</summary>
/// <param name="Name">What is listed: "sector", "stage".</param>
/// <param name="Count">How many.</param>
/// <param name="Replace">For the answer of the preview: takes the place of the one on the page.</param>
public sealed record Chosen(string Name, int Count, bool Replace)
{
    /// <summary>Those of all lists of a condition.</summary>
    public static Chosen Of(Condition condition, MandateInput input, bool replace = false) =>
        new(
            condition.ToString().ToLowerInvariant(),
            Criterion.Lists.Where(list => list.Condition == condition).Sum(list => list.Typed(input).Count),
            replace
        );
}
