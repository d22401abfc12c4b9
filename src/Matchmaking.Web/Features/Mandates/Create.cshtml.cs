using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>Saying for the first time what the organisation looks for.</summary>
public sealed class CreateModel(MandateTools tools) : MandateFormPage(tools)
{
    /// <summary>More conditions has no search.</summary>
    private const int MostLeft = 20;

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    /// <summary>The organisation has no mandate yet: a word of welcome.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>What of a search could not be carried over, in the reader's words.</summary>
    public IReadOnlyList<string> Left { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        // A link with nonsense in it is a shorter link, not a mistake of the reader.
        ModelState.Clear();
        Input.KeepKnown(Tools.Reference);
        Left = [.. Request.Query[SearchAsMandate.Left].OfType<string>().Take(MostLeft).Select(left => SearchAsMandate.NameOf(left, T))];
        await WelcomeAsync(cancel);
        if (Input.HasWish)
            await FillPreviewAsync(cancel);
    }

    public async Task<IActionResult> OnPostPreviewAsync(string? adopt, CancellationToken cancel)
    {
        await WelcomeAsync(cancel);
        return await PreviewAsync(adopt, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (User.OrganisationId() is null)
            return NotFound();
        var mandate = Blank(Forms.FormKey.Of(FormKey, User.PersonId(), "mandate", Input));
        Read(mandate);
        if (await Db.Mandates.OwnedBy(User).CountAsync(known => known.Id != mandate.Id, cancel) >= MandateQueries.Most)
            ModelState.AddModelError("", T["mandate.error.too-many", ("most", MandateQueries.Most)]);
        if (!ModelState.IsValid)
            return await AgainAsync(cancel);
        Db.Mandates.Add(mandate);
        // What the form says above its button: with a mandate one asks for alerts.
        Db.AlertConsents.Add(
            new()
            {
                PersonId = mandate.OwnerId,
                Given = true,
                Version = AlertConsent.Wording,
                Language = T.Language,
                How = "mandate",
                At = mandate.CreatedAt,
            }
        );
        mandate.UpdatedAt = mandate.CreatedAt;
        await SendNowAsync(mandate, cancel);
        await Tools.AddOnceAsync(mandate, cancel);
        return await SavedAsync(mandate, cancel);
    }

    private async Task WelcomeAsync(CancellationToken cancel) => IsFirst = !await Db.Mandates.OwnedBy(User).AnyAsync(cancel);
}
