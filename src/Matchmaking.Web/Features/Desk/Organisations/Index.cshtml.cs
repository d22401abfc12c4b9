using Matchmaking.Web.Database;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>All organisations, with and without account, by name; and which new account may be a known company.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50,
        MostSuggestions = 20;

    [BindProperty(SupportsGet = true)]
    public OrganisationFilter Filter { get; set; } = new();

    public IReadOnlyList<(string? Kind, int Count)> Counts { get; private set; } = [];
    public IReadOnlyList<OrganisationRow> Rows { get; private set; } = [];
    public IReadOnlyList<SameName> SameNames { get; private set; } = [];
    public Guid? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var found = Filter.Apply(db.Organisations.AsNoTracking());
        var (all, accounts) = (await found.CountAsync(cancel), await found.CountAsync(o => o.Members.Any(), cancel));
        var contractors = await OrganisationFilter.OfKind(found, "contractor").CountAsync(cancel);
        Counts = [(null, all), ("account", accounts), ("prospect", all - accounts), ("contractor", contractors)];
        found = OrganisationFilter.OfKind(found, Filter.Kind);
        if (
            Filter.After is { } after
            && await db.Organisations.Where(o => o.Id == after).Select(o => o.Name).SingleOrDefaultAsync(cancel) is { } last
        )
            found = found.Where(o => EF.Functions.GreaterThan(ValueTuple.Create(o.Name, o.Id), ValueTuple.Create(last, after)));
        (Rows, var hasMore) = await found.OrderBy(o => o.Name).ThenBy(o => o.Id).Rows(db).PageAsync(PageSize, cancel);
        Next = hasMore ? Rows[^1].Id : null;
        SameNames = [.. (await db.SameNames().Take(MostSuggestions).ToListAsync(cancel)).DistinctBy(same => (same.Id, same.KnownId))];
    }

    /// <summary>The link's values.</summary>
    public Dictionary<string, string> Query(string? kind, Guid? after = null)
    {
        var query = new Dictionary<string, string>();
        if (Filter.Q is { Length: > 0 } words)
            query["q"] = words;
        if (kind is not null)
            query["kind"] = kind;
        if (after is { } id)
            query["after"] = id.ToString();
        return query;
    }
}
