using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Searches;

/// <summary>A person's own searches, newest first, each to be repeated or forgotten.</summary>
public sealed class IndexModel(MatchmakingDb db, ReferenceData reference) : PageModel
{
    public IReadOnlyList<(string Key, ListFilter Filter, DateTimeOffset At)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = [
            .. (await db.RecentSearches.AsNoTracking().OwnedBy(User).ToListAsync(cancel)).Select(search =>
                (search.Key, SearchNotes.FilterOf(search.Address, reference), search.At)
            ),
        ];
}
