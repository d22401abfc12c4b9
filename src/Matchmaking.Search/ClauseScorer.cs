namespace Matchmaking.Search;

/// <summary>How well each document of a snapshot meets a clause, from 0 to 1.</summary>
internal sealed class ClauseScorer(Snapshot snapshot)
{
    /// <summary>More words with one beginning are not looked at.</summary>
    private const int MostBeginnings = 64;

    /// <summary>The documents that meet the clause in one way at least, dead ones included; the caller gives the column back.</summary>
    public Column Score(Clause clause)
    {
        var column = Column.Rent(snapshot.Count);
        foreach (var alternative in clause.Alternatives)
            Score(alternative, column);
        return column;
    }

    /// <summary>Adds the documents that meet an alternative.</summary>
    public void Score(Alternative alternative, Column column)
    {
        switch (alternative.Way)
        {
            case Way.Key:
                Key(alternative.Keys[0], alternative.Share, column);
                break;
            case Way.All:
                All(alternative, column);
                break;
            case Way.Together:
                Together(alternative, column, null);
                break;
            case Way.Phrase:
                Together(alternative, column, new PhraseMatcher(snapshot, alternative.Keys).Has);
                break;
            case Way.Half:
                Half(alternative, column);
                break;
            case Way.Beginning:
                foreach (var word in snapshot.Segment.Words.Current.Beginning(alternative.Keys[0]).Take(MostBeginnings))
                    Key(word, alternative.Share, column);
                break;
            case Way.Amount:
                Amounts(alternative, column);
                break;
            case Way.Range:
                Range(alternative, column);
                break;
        }
    }

    private void Key(string key, float share, Column column)
    {
        if (snapshot.Segment.Find(key) is { } list)
            Key(list, share, column);
    }

    private void Key(PostingList list, float share, Column column)
    {
        var (cursor, limit, factor) = (list.Read(), snapshot.Count, share / 255);
        while (cursor.Next() && cursor.Ordinal < limit)
            if (cursor.Weight > DocumentReader.OfPart)
                column.Raise(cursor.Ordinal, cursor.Weight * factor);
    }

    private void Range(Alternative alternative, Column column)
    {
        var quantities = snapshot.Segment.Quantities;
        foreach (var (quantity, list) in quantities.Lists.AsSpan(0, quantities.Count))
            if (alternative.Quantity.Includes(quantity))
                Key(list, alternative.Share, column);
    }

    private Column OfKey(string key)
    {
        var column = Column.Rent(snapshot.Count);
        Key(key, 1, column);
        return column;
    }

    private void All(Alternative alternative, Column column)
    {
        var parts = alternative.Parts;
        using var joined = Score(parts[0]);
        for (var i = 1; i < parts.Length && joined.Count > 0; i++)
        {
            using var next = Score(parts[i]);
            joined.Join(next);
        }
        foreach (var ordinal in joined.Touched)
            column.Raise(ordinal, joined[ordinal] * alternative.Share / parts.Length);
    }

    /// <summary>Walks over all lists at once, since each is in the order of the documents.</summary>
    private void Together(Alternative alternative, Column column, Func<int, bool>? accepts)
    {
        var lists = alternative.Keys.Select(snapshot.Segment.Find).ToArray();
        if (Array.Exists(lists, list => list is null))
            return;
        // The shortest list leads.
        var cursors = lists.OfType<PostingList>().OrderBy(list => list.Capacity).Select(list => list.Read()).ToArray();
        var factor = alternative.Share / 255 / cursors.Length;
        var least = accepts is null ? DocumentReader.OfPart : (byte)0;
        while (cursors[0].Next() && cursors[0].Ordinal < snapshot.Count)
        {
            var (ordinal, sum, has) = (cursors[0].Ordinal, (int)cursors[0].Weight, cursors[0].Weight > least);
            for (var i = 1; i < cursors.Length && has; i++)
            {
                ref var cursor = ref cursors[i];
                while (cursor.Ordinal < ordinal)
                    if (!cursor.Next())
                        return;
                has = cursor.Ordinal == ordinal && cursor.Weight > least;
                sum += cursor.Weight;
            }
            if (has && (accepts is null || accepts(ordinal)))
                column.Raise(ordinal, sum * factor);
        }
    }

    private void Half(Alternative alternative, Column column)
    {
        var keys = alternative.Keys;
        using var found = Column.Rent(snapshot.Count);
        using var sum = Column.Rent(snapshot.Count);
        foreach (var key in keys)
        {
            using var one = OfKey(key);
            foreach (var ordinal in one.Touched)
            {
                found.Add(ordinal, 1);
                sum.Add(ordinal, one[ordinal]);
            }
        }
        foreach (var ordinal in found.Touched)
            if (found[ordinal] * 2 >= keys.Length)
                column.Raise(ordinal, alternative.Share * sum[ordinal] / keys.Length);
    }

    private void Amounts(Alternative alternative, Column column)
    {
        var (amounts, quantity) = (snapshot.Amounts, alternative.Quantity);
        for (var ordinal = 0; ordinal < snapshot.Count; ordinal++)
            if (amounts[ordinal].Currency is not null && amounts[ordinal].Fit(quantity, alternative.PerDollar) is > 0 and var fit)
                column.Raise(ordinal, alternative.Share * fit);
    }
}
