using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>Everybody with an account: the desk first, then the investors, newest first, page by page.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Words to look for in names, addresses and organisations.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The last investor of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<PersonRow> Desk { get; private set; } = [];
    public IReadOnlyList<PersonRow> Investors { get; private set; } = [];
    public Guid? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Query = CleanText.Line(Query, LikePattern.Longest);
        var people = db.Users.AsNoTracking();
        if (LikePattern.Containing(Query) is { } like)
            people = people.Where(p =>
                EF.Functions.ILike(p.FullName, like) || EF.Functions.ILike(p.Email!, like) || EF.Functions.ILike(p.Organisation!.Name, like)
            );
        Desk = await PersonRow.From(db, people.Where(p => p.OrganisationId == null).OrderBy(p => p.Email)).ToListAsync(cancel);
        // Ids are made in the order of time.
        var investors = people.Where(p => p.OrganisationId != null);
        if (After is { } after)
            investors = investors.Where(p => p.Id < after);
        (Investors, var hasMore) = await PersonRow.From(db, investors.OrderByDescending(p => p.Id)).PageAsync(PageSize, cancel);
        Next = hasMore ? Investors[^1].Id : null;
    }
}
