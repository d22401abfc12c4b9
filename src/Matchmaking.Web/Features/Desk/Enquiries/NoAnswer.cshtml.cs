using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>What the investor wrote last needs no answer: the clock stops without one.</summary>
public sealed class NoAnswerModel(EnquiryTools tools) : EnquiryPage(tools)
{
    [BindProperty]
    public string? Why { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !await FindAsync(id, cancel) ? NotFound()
        : Enquiry.MayStayUnanswered ? Page()
        : RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var why = ReadWhy(Why);
        if (!ModelState.IsValid)
            return Again();
        var (by, now) = (User.PersonId(), Tools.Time.GetUtcNow());
        return Done(
            await Tools.Enquiries.ChangeAsync(
                id,
                enquiry => Task.FromResult(enquiry.LeaveUnanswered(why, by, Tools.Calendars.AgencyClock, now)),
                cancel
            ),
            "desk.enquiry.left"
        );
    }
}
