using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>The investor takes an enquiry back, as long as nobody has answered it.</summary>
public sealed class WithdrawalModel(MatchmakingDb db, EnquiryService enquiries, WorkingCalendars calendars, TimeProvider time, Text t)
    : FormPage(t)
{
    public Enquiry Enquiry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel)
            ? Enquiry.MayBeWithdrawn
                ? Page()
                : RedirectToPage("Details", new { id })
            : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var isDone = await enquiries.ChangeAsync(
            id,
            enquiry => Task.FromResult(enquiry.Withdraw(calendars.AgencyClock, time.GetUtcNow())),
            cancel
        );
        Flash(T[isDone ? "enquiry.withdrawn" : "enquiry.withdraw.late"]);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Enquiries.AsNoTracking().VisibleTo(User).WithClock().SingleOrDefaultAsync(e => e.Id == id, cancel) is not { } found)
            return false;
        Enquiry = found;
        return true;
    }
}
