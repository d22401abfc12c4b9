using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// The agency is asked from the link of an alert, without a password: as the addressee, who is asked once; whoever is somebody else asks in
/// the own name. Looking changes nothing.
/// </summary>
[EnableRateLimiting(RateLimits.SignUp)]
public sealed class AlertModel(
    AlertPages alerts,
    EnquiryReader reader,
    EnquiryService enquiries,
    LinkTokens links,
    WorkingCalendars calendars,
    TimeProvider time,
    Text t
) : FormPage(t)
{
    [BindProperty]
    public EnquiryInput Input { get; set; } = new();

    public string Token { get; private set; } = "";
    public Opportunity? Listing { get; private set; }

    /// <summary>In whose name it is asked, in part.</summary>
    public string As { get; private set; } = "";

    /// <summary>It was sent: its owner reads it by the link of the mail that confirms it.</summary>
    public bool IsSent { get; private set; }

    /// <summary>What was asked about the listing already.</summary>
    public AskedBefore? Before { get; private set; }

    /// <summary>By when a person writes, if it is sent now.</summary>
    public DateTimeOffset AnswerBy => calendars.AgencyClock.Due(time.GetUtcNow(), calendars.AgencyClock.Days(Enquiry.FirstDays));

    public async Task<IActionResult> OnGetAsync(string token, bool sent, string? from, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } item)
            return NotFound();
        IsSent = sent;
        Input = new()
        {
            Id = Guid.CreateVersion7(),
            Listing = Listing!.Slug,
            From = from,
            Question = ReadyQuestions.Of(Listing)[0],
            Intent = await reader.IntentAsync(item.Mandate!.OrganisationId, cancel),
        };
        EnquiryReader.Fill(Input, item.Mandate!);
        Before = await reader.BeforeAsync(Listing, User, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } item)
            return NotFound();
        var channel = Input.From == "fits" ? EnquiryChannel.Fits : EnquiryChannel.AlertMail;
        var draft = reader.Read(Input, Listing, item.Mandate, channel, ModelState);
        if (!ModelState.IsValid)
            return Again();
        var (id, question) = alerts.ActingFor(this, item, SiteLinks.EnquiryInOwnName);
        if (question is not null)
            return question;
        draft = draft.AskedBy(id);
        await enquiries.ReceiveAsync(draft, id, cancel);
        await alerts.NoteSignOfLifeAsync(id, cancel);
        return User.IsSignedIn()
            ? RedirectToPage("Details", new { id = draft.Id, sent = true })
            : RedirectToPage("Alert", new { token, sent = true });
    }

    private async Task<AlertItem?> FindAsync(string token, CancellationToken cancel)
    {
        if (await alerts.FindAsync(token, cancel) is not { } item || item.Opportunity!.Status != PublicationStatus.Published)
            return null;
        (Token, Listing, As) = (links.Make(LinkPurpose.Alert, item.Id), item.Opportunity, MaskedAddress.Of(item.Person!.Email!));
        return item;
    }
}
