using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>What the investor wrote last needs no answer: the clock stops without one.</summary>
public sealed class NoAnswerModel(EnquiryTools tools) : EnquiryPage(tools)
{
    [BindProperty]
    public string? Why { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !await FindAsync(id, cancel) ? NotFound()
        : Enquiry.MayStayUnanswered ? await OpenAsync(cancel)
        : RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var why = ReadWhy(Why);
        if (!ModelState.IsValid)
            return Again();
        var (by, now) = (User.PersonId(), Tools.Time.GetUtcNow());
        TellsInvestor = false;
        return await LeadOnAsync(
            enquiry => enquiry.LeaveUnanswered(why, by, Tools.Calendars.AgencyClock, now),
            enquiry => enquiry.History.Any(line => line.Kind == EnquiryEventKind.LeftUnanswered) && !enquiry.Promises.Any(p => p.IsOwed),
            "desk.enquiry.left",
            cancel
        );
    }
}
