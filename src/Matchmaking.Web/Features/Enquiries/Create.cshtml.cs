using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.SignUp;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// The agency is asked: with one tap by whoever is signed in, with name and address by whoever is not, who then confirms it by a link.
/// </summary>
[EnableRateLimiting(RateLimits.SignUp)]
public sealed class CreateModel(
    EnquiryReader reader,
    EnquiryService enquiries,
    EnquiryRequests requests,
    WorkingCalendars calendars,
    BotTrap trap,
    ReferenceData reference,
    TimeProvider time,
    Text t
) : GuestPage(t)
{
    [BindProperty]
    public EnquiryInput Input { get; set; } = new();

    public Opportunity? Listing { get; private set; }

    /// <summary>What was asked about the listing already.</summary>
    public AskedBefore? Before { get; private set; }

    /// <summary>By when a person writes, if it is sent now.</summary>
    public DateTimeOffset AnswerBy => calendars.AgencyClock.Due(time.GetUtcNow(), calendars.AgencyClock.Days(Enquiry.FirstDays));

    public async Task<IActionResult> OnGetAsync(
        string? listing,
        string? sector,
        string? place,
        Guid? mandate,
        string? from,
        CancellationToken cancel
    )
    {
        if (User.IsDesk())
            return Redirect(SiteLinks.DeskEnquiries);
        if (!await FindAsync(listing, cancel))
            return NotFound();
        Input = new()
        {
            Id = Guid.CreateVersion7(),
            Listing = listing,
            Sector = sector,
            Place = place,
            From = from,
            Country = "CN",
            Question = from == ReadyQuestions.Report ? null : ReadyQuestions.ChosenOf(Listing, (sector ?? place) is not null),
            Shown = trap.Stamp(),
            Intent = await reader.IntentAsync(User.OrganisationId(), cancel),
        };
        if (await reader.MandateAsync(mandate, User, cancel) is { } of)
            EnquiryReader.Fill(Input, of);
        Before = await reader.BeforeAsync(Listing, User, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (User.IsDesk() || !await FindAsync(Input.Listing, cancel))
            return NotFound();
        var mandate = await reader.MandateAsync(Input.Mandate, User, cancel);
        var channel = Input.From == "fits" ? EnquiryChannel.Fits : EnquiryChannel.Site;
        var draft = reader.Read(Input, Listing, mandate, channel, ModelState);
        return User.IsInvestor() ? await AskAsync(draft, cancel) : await RequestAsync(draft, cancel);
    }

    /// <summary>
    /// What was typed behind the link of somebody else's alert, to be asked in the own name: without that one's mandate and amount, which
    /// are not the reader's to tell.
    /// </summary>
    public async Task<IActionResult> OnPostOwnAsync(CancellationToken cancel)
    {
        if (User.IsDesk() || !await FindAsync(Input.Listing, cancel))
            return NotFound();
        ModelState.Clear();
        Input = Input.InOwnName(trap.Stamp(), await reader.IntentAsync(User.OrganisationId(), cancel));
        Before = await reader.BeforeAsync(Listing, User, cancel);
        return Page();
    }

    /// <summary>Whether the listing may be asked about; nothing need be asked about one.</summary>
    private async Task<bool> FindAsync(string? listing, CancellationToken cancel)
    {
        Listing = await reader.ListingAsync(listing, cancel);
        return Listing is not null || string.IsNullOrEmpty(listing);
    }

    private async Task<IActionResult> AskAsync(EnquiryDraft draft, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Again();
        draft = draft.AskedBy(User.PersonId());
        await enquiries.ReceiveAsync(draft, User.PersonId(), cancel);
        return RedirectToPage("Details", new { id = draft.Id, sent = true });
    }

    private async Task<IActionResult> RequestAsync(EnquiryDraft draft, CancellationToken cancel)
    {
        // A robot filled in what no person sees. It learns nothing.
        if (!string.IsNullOrEmpty(Input.Website))
            return RedirectToPage("Sent");
        var guest = ReadGuest(Input, reference);
        if (!ModelState.IsValid)
            return Again();
        if (await trap.SpendAsync(Input.Shown, guest.Email, cancel) == StampVerdict.Bad)
        {
            ModelState.AddModelError("", T["enquiry.too-soon"]);
            ModelState.Remove("Input.Shown");
            Input.Shown = trap.Stamp();
            return Again();
        }
        await requests.AddAsync(HttpContext, draft.AskedBy(Guid.Empty, guest), guest, cancel);
        TempData["Address"] = guest.Email;
        return RedirectToPage("Sent");
    }
}
