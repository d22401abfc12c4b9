using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>
/// Ends an enquiry: declined, with words that the investor gets; or expired, when the investor owes an answer and gives none.
/// </summary>
public sealed class EndingModel(EnquiryTools tools, AnswerTemplates templates) : EnquiryPage(tools)
{
    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? How { get; set; }

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    /// <summary>See <see cref="Enquiry.MayExpireAt"/>.</summary>
    public DateTimeOffset? MayExpireAt => Enquiry.MayExpireAt(Tools.Calendars.AgencyClock);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !await FindAsync(id, cancel) ? NotFound()
        : Enquiry.IsOpen ? await OpenAsync(cancel)
        : RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var words = CleanText.Lines(Words);
        var most = How == "expired" ? EnquiryEvent.TextLength : EnquiryMessage.TextLength;
        if (How is not ("declined" or "expired"))
            ModelState.AddModelError(nameof(How), T["account.choose"]);
        else if (How == "expired" && Enquiry.PausedAt is null)
            ModelState.AddModelError(nameof(How), T["desk.enquiry.end.owed"]);
        else if (How == "expired" && MayExpireAt is { } from && from > Tools.Time.GetUtcNow())
            ModelState.AddModelError(nameof(How), T["desk.enquiry.end.too-soon", ("from", TwoClocks.Moment(from, T.Language))]);
        if (How == "declined" && words.Length == 0)
            ModelState.AddModelError(nameof(Words), T["desk.enquiry.end.words-needed"]);
        // What nobody wrote would count as the answer that was promised.
        else if (How == "declined" && AnswerTemplates.IsUntouched(words, await templates.AllAsync(cancel), Enquiry, User.DisplayName()))
            ModelState.AddModelError(nameof(Words), T["desk.enquiry.end.own-words"]);
        if (words.Length > most)
            ModelState.AddModelError(nameof(Words), T["account.too-long", ("max", most), ("count", words.Length)]);
        if (AnswerTemplates.Open(words) is { Count: > 0 } open)
            ModelState.AddModelError(nameof(Words), T.Count("desk.enquiry.placeholders", open.Count, ("names", T.List(open.Distinct()))));
        if (!ModelState.IsValid)
            return Again();
        var (by, now, clock) = (User.PersonId(), Tools.Time.GetUtcNow(), Tools.Calendars.AgencyClock);
        if (How == "declined")
        {
            var farewell = Written(Forms.FormKey.Of(FormKey, by, "ending", id, words), MessageKind.Answer, words);
            return await Tools.Enquiries.DeclineAsync(farewell, Seen, Standing, cancel)
                ? Done("desk.enquiry.ended")
                : await MeanwhileAsync(cancel);
        }
        TellsInvestor = true;
        return await LeadOnAsync(
            enquiry => enquiry.Expire(words.Length == 0 ? null : words, by, clock, now),
            enquiry => enquiry.State == EnquiryState.Expired,
            "desk.enquiry.ended",
            cancel
        );
    }
}
