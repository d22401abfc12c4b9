using System.Globalization;
using Matchmaking.Matching.Index;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// Which part of the list stands on a page, read from the address: from which row on, and how many. Whoever asks for more rows gets those
/// alone, for the end of the page, whose address grows with it: opened again, it shows them all.
/// </summary>
public sealed record ListWindow
{
    /// <summary>Rows of a page at first, and those that "show more" adds.</summary>
    public const int Step = 30;

    /// <summary>Rows of the longest page; what follows is on the next one.</summary>
    public const int Most = 5 * Step;

    /// <summary>The row that the page begins behind; null for the first page.</summary>
    public FacetPosition? After { get; private init; }

    /// <summary>The row that the page ends before; null for a page that is read forwards.</summary>
    public FacetPosition? Before { get; private init; }

    /// <summary>The last row that the reader has already, where only those behind it are asked for; null for the whole page.</summary>
    public FacetPosition? Past { get; private init; }

    /// <summary>How many rows the whole page shows, at most; a multiple of <see cref="Step"/>.</summary>
    public int Rows { get; private init; } = Step;

    /// <summary>What makes no sense in an address counts as nothing.</summary>
    public static ListWindow Read(IQueryCollection address)
    {
        if (ListPlace.Read(address["after"]) is null && ListPlace.Read(address["before"]) is { } before)
            return new() { Before = before };
        var isNumber = int.TryParse(address["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows);
        var isLonger = isNumber && rows is > Step and <= Most && rows % Step == 0;
        return new()
        {
            After = ListPlace.Read(address["after"]),
            Rows = isLonger ? rows : Step,
            Past = isLonger ? ListPlace.Read(address["past"]) : null,
        };
    }

    /// <summary>What the copy in memory is asked for.</summary>
    public FacetPageQuestion Question(FacetOrder order, IReadOnlyDictionary<Guid, float>? scores) =>
        Past is null ? new(order, Rows, After, Before, scores) : new(order, Step, Past, null, scores);

    /// <summary>How many rows the reader has with those that were found.</summary>
    public int Shown(FacetPage page) => page.Rows.Count + (Past is null ? 0 : Rows - Step);

    /// <summary>Address of the page before this one; null where nothing is before it.</summary>
    public string? Previous(ListFilter filter, FacetPage page) =>
        Past is null && page.Rows.Count > 0 && (Before is null ? After is not null : page.HasMore)
            ? filter.Address(("before", ListPlace.Of(page.Rows[0])))
            : null;

    /// <summary>Address of the page after this one; null where nothing is behind it.</summary>
    public string? Next(ListFilter filter, FacetPage page) =>
        page.Rows.Count > 0 && (page.HasMore || Before is not null) ? filter.Address(("after", ListPlace.Of(page.Rows[^1]))) : null;

    /// <summary>
    /// Where the rows behind these are asked for; null where there are none, where the page is long enough, and on a page that was gone
    /// back to, whose address says where it ends.
    /// </summary>
    public string? More(ListFilter filter, FacetPage page) =>
        page.HasMore && Before is null && Rows < Most ? Address(filter, Rows + Step, page.Rows[^1]) : null;

    /// <summary>Address of the whole page.</summary>
    public string Whole(ListFilter filter) => Address(filter, Rows, null);

    private string Address(ListFilter filter, int rows, FacetPosition? past)
    {
        var places = new List<(string, string)>();
        if (After is { } after)
            places.Add(("after", ListPlace.Of(after)));
        if (rows > Step)
            places.Add(("rows", rows.ToString(CultureInfo.InvariantCulture)));
        if (past is { } last)
            places.Add(("past", ListPlace.Of(last)));
        return filter.Address([.. places]);
    }
}
