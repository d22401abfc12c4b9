using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation;

/// <summary>One's own organisation: who is in it, what it looks for, what it sent in.</summary>
public sealed class OrganisationModel(MatchmakingDb db) : PageModel
{
    public sealed record View(string Name, string Country, IReadOnlyList<string> Members, int Mandates, int Submissions, int Deals);

    public View Own { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var id = User.OrganisationId();
        var own = await db
            .Organisations.Where(o => o.Id == id)
            .Select(o => new View(
                o.Name,
                o.Country,
                o.Members.OrderBy(p => p.FullName).Select(p => p.DisplayName).ToList(),
                db.Mandates.Count(m => m.OrganisationId == o.Id && m.ArchivedAt == null),
                db.Opportunities.Count(p => p.SubmittedById == o.Id),
                db.Deals.Count(d => d.OrganisationId == o.Id)
            ))
            .SingleOrDefaultAsync(cancel);
        if (own is null)
            return NotFound();
        Own = own;
        return Page();
    }
}
