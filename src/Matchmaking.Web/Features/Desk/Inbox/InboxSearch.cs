using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>
/// Finds items by words. What is rare is found by the index of words and put in order; what is in very many items is met soon in the
/// order of the list. The database cannot know which of the two it is: it would read the whole list for two common words that never meet.
/// </summary>
public sealed class InboxSearch(MatchmakingDb db)
{
    /// <summary>Up to so many are rare.</summary>
    private const int Rare = 2_000;

    /// <summary>Reads of the items those with the words.</summary>
    /// <param name="items">The items of a list.</param>
    /// <param name="query">The words, as a question to the index.</param>
    /// <param name="read">Reads a page of what it is given, in the order of the list.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<T> ReadAsync<T>(
        IQueryable<InboxItem> items,
        string query,
        Func<IQueryable<InboxItem>, Task<T>> read,
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
        var found = await read(
            ids.Count > Rare
                ? items.Where(i => i.SearchVector.Matches(EF.Functions.ToTsQuery("simple", query)))
                : items.Where(i => ids.Contains(i.Id))
        );
        await transaction.CommitAsync(cancel);
        return found;
    }
}
