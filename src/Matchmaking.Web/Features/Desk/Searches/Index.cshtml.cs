using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Searches;

/// <summary>Words that visitors searched for and did not find, the most frequent first, with what they find today.</summary>
public sealed class IndexModel(MatchmakingDb db, OpportunitiesInMemory inMemory, ListSearch search, TimeProvider time) : PageModel
{
    /// <summary>So many days are counted together, today included.</summary>
    public const int Days = 90;

    /// <summary>So many words are shown.</summary>
    public const int Most = 100;

    public IReadOnlyList<MissedRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var first = BakuDay.Of(time).AddDays(1 - Days);
        var counted = await db
            .MissedSearches.Where(s => s.Day >= first)
            .GroupBy(s => s.Words)
            .Select(words => new
            {
                Words = words.Key,
                Nothing = words.Sum(s => s.Nothing),
                Corrected = words.Sum(s => s.Corrected),
                Last = words.Max(s => s.Day),
            })
            .OrderByDescending(row => row.Nothing + row.Corrected)
            .ThenByDescending(row => row.Last)
            .ThenBy(row => row.Words)
            .Take(Most)
            .ToListAsync(cancel);
        var published = await inMemory.CurrentAsync(cancel);
        Rows = counted.ConvertAll(row =>
        {
            var found = search.Find(published, row.Words, isExact: false);
            return new MissedRow(row.Words, row.Nothing, row.Corrected, row.Last, found?.Result.Hits.Count ?? 0, found?.Corrected);
        });
    }
}

/// <summary>Words that were not found.</summary>
/// <param name="Words">In one spelling.</param>
/// <param name="Nothing">How often they found nothing.</param>
/// <param name="Corrected">How often they found something by another spelling alone.</param>
/// <param name="Last">On which day in Baku the last time.</param>
/// <param name="FindsNow">How many listings they find today, those that are no longer open included.</param>
/// <param name="By">The spelling by which alone they find these; null when they are found as they stand.</param>
public sealed record MissedRow(string Words, int Nothing, int Corrected, DateOnly Last, int FindsNow, string? By);
