using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Reviews;

/// <summary>One submission, whole: to accept it or to send it back.</summary>
public sealed class DetailsModel(MatchmakingDb db) : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.Opportunities.AsNoTracking().Include(o => o.SubmittedBy).SingleOrDefaultAsync(o => o.Id == id, cancel)
            is not { } opportunity
        )
            return NotFound();
        // An old link to something that was accepted meanwhile leads to where it stands now.
        if (opportunity.Status is not (PublicationStatus.Submitted or PublicationStatus.Returned or PublicationStatus.Declined))
            return RedirectToPage("/Desk/Opportunities/Edit", new { id });
        Opportunity = opportunity;
        return Page();
    }
}
