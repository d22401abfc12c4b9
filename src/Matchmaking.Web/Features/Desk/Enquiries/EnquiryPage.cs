using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>What the small pages of an enquiry have in common.</summary>
public sealed record EnquiryTools(
    MatchmakingDb Db,
    EnquiryService Enquiries,
    EnquiryMails Mails,
    WorkingCalendars Calendars,
    PlanReader Plans,
    TimeProvider Time,
    Text Text
)
{
    /// <summary>In Baku.</summary>
    public DateOnly Today => BakuDay.Of(Time);
}

/// <summary>A small page that does one thing to an enquiry and leads back to it.</summary>
public abstract class EnquiryPage(EnquiryTools tools) : FormPage(tools.Text)
{
    protected EnquiryTools Tools { get; } = tools;
    public Enquiry Enquiry { get; private set; } = null!;

    /// <summary>How it stood when the form was opened; see <see cref="Enquiry.Standing"/>.</summary>
    [BindProperty]
    public string? Standing { get; set; }

    /// <summary>The last message that was there when the form was opened.</summary>
    [BindProperty]
    public Guid? Seen { get; set; }

    /// <summary>What was written last, to be read before the form is sent again; null while nothing has changed.</summary>
    public EnquiryMessage? Latest { get; private set; }

    /// <summary>The next step and its day, as typed.</summary>
    [BindProperty]
    public string? NextStep { get; set; }

    [BindProperty]
    public string? NextStepOn { get; set; }

    /// <summary>Whether the investor is told of it by mail.</summary>
    [BindProperty]
    public bool TellsInvestor { get; set; }

    /// <summary>Whether the enquiry exists.</summary>
    protected async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await Tools
                .Db.Enquiries.AsNoTracking()
                .VisibleTo(User)
                .Include(e => e.Opportunity)
                .Include(e => e.Owner)
                .WithClock()
                .SingleOrDefaultAsync(e => e.Id == id, cancel)
            is not { } found
        )
            return false;
        Enquiry = found;
        return true;
    }

    /// <summary>The form as it is opened.</summary>
    protected async Task<IActionResult> OpenAsync(CancellationToken cancel)
    {
        (Standing, Seen) = (Enquiry.Standing, await Tools.Enquiries.LastAsync(Enquiry.Id, cancel));
        return Page();
    }

    /// <summary>The form again, with what was typed: something was written or led on meanwhile, and whoever sends it has to know.</summary>
    protected async Task<IActionResult> MeanwhileAsync(CancellationToken cancel)
    {
        ModelState.AddModelError("", T["desk.enquiry.meanwhile"]);
        ModelState.Remove(nameof(Standing));
        ModelState.Remove(nameof(Seen));
        await FindAsync(Enquiry.Id, cancel);
        await OpenAsync(cancel);
        Latest = await Tools
            .Db.EnquiryMessages.AsNoTracking()
            .Include(m => m.Files)
            .Include(m => m.TranslatedBy)
            .SingleOrDefaultAsync(m => m.Id == Seen, cancel);
        return Again();
    }

    /// <summary>The next step and its day; complains when one is missing, or the day is over.</summary>
    protected EnquiryPlan ReadNextStep() => Tools.Plans.Read(NextStep, NextStepOn, "", ModelState);

    /// <summary>The reason as typed; null for none. Complains when it is too long.</summary>
    protected string? ReadWhy(string? typed)
    {
        var why = CleanText.Lines(typed);
        if (why.Length > EnquiryEvent.TextLength)
            ModelState.AddModelError("Why", T["account.too-long", ("max", EnquiryEvent.TextLength), ("count", why.Length)]);
        return why.Length == 0 ? null : why;
    }

    /// <summary>What somebody of the desk writes to the investor.</summary>
    protected EnquiryMessage Written(Guid id, MessageKind kind, string words) =>
        new()
        {
            Id = id,
            EnquiryId = Enquiry.Id,
            Kind = kind,
            At = Tools.Time.GetUtcNow(),
            AuthorId = User.PersonId(),
            AuthorName = CleanText.Cut(User.DisplayName(), Enquiry.NameLength),
            Via = EnquiryChannel.Site,
            Language = Enquiry.Language,
            Text = words,
        };

    /// <summary>
    /// Leads it on by a verb that writes a line of history, of which the investor is told when that was ticked. The same form sent twice is
    /// done once; one from before something else was written or done is shown again.
    /// </summary>
    /// <param name="verb">Changes it; false when it is too late.</param>
    /// <param name="isSo">Whether it stands already as the form says.</param>
    /// <param name="said">What is said afterwards.</param>
    /// <param name="cancel">Ends it early.</param>
    protected async Task<IActionResult> LeadOnAsync(
        Func<Enquiry, bool> verb,
        Func<Enquiry, bool> isSo,
        string said,
        CancellationToken cancel
    )
    {
        var wasSo = false;
        var isDone = await Tools.Enquiries.ChangeAsync(
            Enquiry.Id,
            async enquiry =>
            {
                if ((wasSo = isSo(enquiry)) || !await Tools.Enquiries.IsAsSeenAsync(enquiry, Seen, Standing, cancel) || !verb(enquiry))
                    return false;
                if (TellsInvestor)
                    Tools.Mails.ToldOfStep(enquiry);
                return true;
            },
            cancel
        );
        return isDone || wasSo ? Done(said) : await MeanwhileAsync(cancel);
    }

    /// <summary>Back to the enquiry, with what was done.</summary>
    protected IActionResult Done(string said)
    {
        Flash(T[said]);
        return RedirectToPage("Details", new { id = Enquiry.Id });
    }
}
