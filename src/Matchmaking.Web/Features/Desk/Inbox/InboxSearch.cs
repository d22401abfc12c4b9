using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Lists;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>
/// Finds items by words. What is common is met soon in the order of the list; what is rare is found by the index of words and put in
/// order. The database cannot know which of the two it is: it would read the whole list for two common words that never meet.
/// </summary>
public sealed class InboxSearch(MatchmakingDb db)
{
    /// <summary>So many items of the list are looked at before the index of words is asked, which costs more than they do.</summary>
    private const int Walked = 1_000;

    /// <summary>Up to so many are rare.</summary>
    private const int Rare = 2_000;

    /// <summary>Reads a page of those items that have the words.</summary>
    /// <param name="items">The items of a list, in its order, from the page on that was asked for.</param>
    /// <param name="query">The words, as a question to the index.</param>
    /// <param name="size">The rows of a page.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<(List<InboxRow> Rows, bool HasMore)> PageAsync(
        IQueryable<InboxItem> items,
        string query,
        int size,
        CancellationToken cancel
    )
    {
        var met = await InboxRow.From(Having(items.Take(Walked), query)).PageAsync(size, cancel);
        return met.HasMore ? met : await LookAsync(items, query, size, cancel);
    }

    private static IQueryable<InboxItem> Having(IQueryable<InboxItem> items, string query) =>
        items.Where(i => i.SearchVector.Matches(EF.Functions.ToTsQuery("simple", query)));

    private async Task<(List<InboxRow> Rows, bool HasMore)> LookAsync(
        IQueryable<InboxItem> items,
        string query,
        int size,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Of one word the database knows how common it is. Several are looked for in the index alone: it thinks that common ones are worth
        // reading all, however rarely they meet.
        if (query.AsSpan().ContainsAny('&', '<'))
            await db.Database.ExecuteSqlAsync($"SET LOCAL enable_seqscan = off", cancel);
        // Materialized: a limit that the planner sees makes it read the table from its beginning, hoping to meet enough soon.
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                WITH found AS MATERIALIZED (
                    SELECT id FROM inbox_items WHERE done_at IS NULL AND search_vector @@ to_tsquery('simple', {query}))
                SELECT id AS "Value" FROM found LIMIT {Rare + 1}
                """
            )
            .ToListAsync(cancel);
        if (ids.Count > Rare)
            // Without a bitmap only the index of the list's order is left: to sort all that was found takes longer than to meet a page.
            await db.Database.ExecuteSqlAsync($"SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off", cancel);
        var found = await InboxRow
            .From(ids.Count > Rare ? Having(items, query) : items.Where(i => ids.Contains(i.Id)))
            .PageAsync(size, cancel);
        await transaction.CommitAsync(cancel);
        return found;
    }
}
