using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Lists;

/// <summary>
/// Lists are read page by page, each from the row after the last of the page before: a new row shifts nothing, and no
/// page costs more than the first.
/// </summary>
public static class ListPages
{
    /// <summary>Reads a page, in the order given. One row more than is shown says whether another page follows.</summary>
    /// <param name="rows">From the first row of the page on.</param>
    /// <param name="size">How many are shown.</param>
    public static async Task<(List<TRow> Rows, bool HasMore)> PageAsync<TRow>(
        this IQueryable<TRow> rows,
        int size,
        CancellationToken cancel
    )
    {
        var read = await rows.Take(size + 1).ToListAsync(cancel);
        return read.Count > size ? (read[..size], true) : (read, false);
    }
}
