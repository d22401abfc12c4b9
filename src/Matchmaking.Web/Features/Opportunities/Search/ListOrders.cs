using Matchmaking.Matching.Index;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>Which orders a reader of the list can choose, and which one goes without saying.</summary>
public static class ListOrders
{
    /// <summary>
    /// The order of the list and those to choose from: by relevance where words are searched, else by match for who has matches, else
    /// newest first. What is asked for and makes no sense here is passed over.
    /// </summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="hasWords">Whether there is something to search for in its words.</param>
    public static (ListOrder Order, IReadOnlyList<ListOrder> Orders, ListOrder Usual) Of(
        ListFilter filter,
        ListReader reader,
        bool hasWords
    )
    {
        var orders = Enum.GetValues<ListOrder>()
            .Where(order =>
                order switch
                {
                    ListOrder.Relevance => hasWords,
                    ListOrder.Match => reader.Scores is { Count: > 0 },
                    _ => true,
                }
            )
            .ToArray();
        var usual =
            hasWords ? ListOrder.Relevance
            : orders.Contains(ListOrder.Match) ? ListOrder.Match
            : ListOrder.Newest;
        return (filter.Order is { } asked && orders.Contains(asked) ? asked : usual, orders, usual);
    }

    /// <summary>How the copy in memory is read for it.</summary>
    public static FacetOrder InMemory(ListOrder order) =>
        order switch
        {
            ListOrder.Relevance => FacetOrder.Nearness,
            ListOrder.Match => FacetOrder.Scores,
            ListOrder.Closing => FacetOrder.Closing,
            ListOrder.Amount => FacetOrder.Amount,
            _ => FacetOrder.Newest,
        };
}
