namespace Matchmaking.Search;

/// <summary>The lists of the quantities in texts, by what they say: the writer appends, and a reader sees those that were there.</summary>
/// <param name="Lists">The first <paramref name="Count"/> of them are filled.</param>
/// <param name="Count">How many there are.</param>
internal sealed record QuantityKeys((Quantity Quantity, PostingList List)[] Lists, int Count)
{
    /// <summary>The same and one more.</summary>
    public QuantityKeys With(Quantity quantity, PostingList list)
    {
        var lists = Lists;
        if (Count == lists.Length)
            Array.Resize(ref lists, Math.Max(16, lists.Length * 2));
        lists[Count] = (quantity, list);
        return new(lists, Count + 1);
    }
}
