namespace Matchmaking.Matching.Index;

/// <summary>By what a list is ordered; what is equal stands newest first.</summary>
public enum FacetOrder
{
    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>What closes first, first; what is open-ended last.</summary>
    Closing,

    /// <summary>The largest amount first; what publishes none last.</summary>
    Amount,

    /// <summary>By numbers that are given with the question, the highest first.</summary>
    Scores,

    /// <summary>By how near those of <see cref="FacetFilter.Among"/> are, the nearest first.</summary>
    Nearness,
}

/// <summary>Where a listing stands in an ordered list: the higher, the earlier.</summary>
/// <param name="Key">What the list is ordered by, as a number.</param>
/// <param name="PublishedAt">Microseconds since 1970.</param>
/// <param name="Id">The listing.</param>
public readonly record struct FacetPosition(long Key, long PublishedAt, Guid Id) : IComparable<FacetPosition>
{
    /// <inheritdoc/>
    public int CompareTo(FacetPosition other) =>
        Key != other.Key ? Key.CompareTo(other.Key)
        : PublishedAt != other.PublishedAt ? PublishedAt.CompareTo(other.PublishedAt)
        : Id.CompareTo(other.Id);
}

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Order">How it is ordered.</param>
/// <param name="Size">How many listings, at most.</param>
/// <param name="After">Those behind this position; null from the start.</param>
/// <param name="Before">Those before this position, the last of them; not together with <paramref name="After"/>.</param>
/// <param name="Scores">For <see cref="FacetOrder.Scores"/>: a number for each listing that has one, the others have the lowest.</param>
public sealed record FacetPageQuestion(
    FacetOrder Order,
    int Size,
    FacetPosition? After = null,
    FacetPosition? Before = null,
    IReadOnlyDictionary<Guid, float>? Scores = null
);

/// <summary>A part of a list.</summary>
/// <param name="Rows">The listings, in order.</param>
/// <param name="HasMore">Whether there are more in the direction that was asked for.</param>
public sealed record FacetPage(IReadOnlyList<FacetPosition> Rows, bool HasMore);

/// <summary>Keeps the first of many positions, without sorting the others.</summary>
internal sealed class FirstPositions(FacetPageQuestion question)
{
    // The worst that is kept comes out first: the lowest when the page is read forwards, the highest when backwards.
    private readonly bool _isForwards = question.Before is null;
    private readonly PriorityQueue<FacetPosition, FacetPosition> _kept = new(
        question.Before is null
            ? Comparer<FacetPosition>.Default
            : Comparer<FacetPosition>.Create(static (one, other) => other.CompareTo(one))
    );

    /// <summary>Takes a position if it belongs to the page so far.</summary>
    public void Offer(FacetPosition position)
    {
        if (question.After is { } after && position.CompareTo(after) >= 0)
            return;
        if (question.Before is { } before && position.CompareTo(before) <= 0)
            return;
        if (_kept.Count <= question.Size)
            _kept.Enqueue(position, position);
        // Most of many are behind the worst that is kept: they are not worth a turn of the queue.
        else if (_isForwards ? position.CompareTo(_kept.Peek()) > 0 : position.CompareTo(_kept.Peek()) < 0)
            _kept.EnqueueDequeue(position, position);
    }

    /// <summary>The page, when all were offered.</summary>
    public FacetPage Page()
    {
        // One more than is shown is kept: it says that there is more.
        var hasMore = _kept.Count > question.Size;
        if (hasMore)
            _kept.Dequeue();
        var rows = new List<FacetPosition>(_kept.Count);
        while (_kept.TryDequeue(out var position, out _))
            rows.Add(position);
        if (question.Before is null)
            rows.Reverse();
        return new(rows, hasMore);
    }
}
