using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>Somebody of the desk hears of an enquiry too, or no longer.</summary>
public sealed class WatchModel(MatchmakingDb db) : PageModel
{
    public IActionResult OnGet(Guid id) => RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, bool watch, CancellationToken cancel)
    {
        if (!await db.Enquiries.VisibleTo(User).AnyAsync(e => e.Id == id, cancel))
            return NotFound();
        var me = User.PersonId();
        if (watch)
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO enquiry_watchers (enquiry_id, person_id) VALUES ({id}, {me}) ON CONFLICT DO NOTHING",
                cancel
            );
        else
            await db.Set<EnquiryWatcher>().Where(w => w.EnquiryId == id && w.PersonId == me).ExecuteDeleteAsync(cancel);
        return RedirectToPage("Details", new { id });
    }
}
