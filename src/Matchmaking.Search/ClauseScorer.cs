namespace Matchmaking.Search;

/// <summary>How well each document of a snapshot meets a clause, from 0 to 1.</summary>
internal sealed class ClauseScorer(Snapshot snapshot)
{
    /// <summary>More words with one beginning are not looked at.</summary>
    private const int MostBeginnings = 64;

    /// <summary>What converted money may differ by: rates are of a day.</summary>
    private const double OfRates = 0.03;
    private const double OfRounding = 0.005;
    private const float OfOtherCurrency = 0.8f;
    private const float OfSameNumber = 0.5f;
    private const float WithinRange = 0.6f;

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
                All(alternative.Parts.Length, i => Score(alternative.Parts[i]), alternative.Share, column, null);
                break;
            case Way.Phrase:
                var phrase = new PhraseMatcher(snapshot, alternative.Keys);
                All(alternative.Keys.Length, i => OfKey(alternative.Keys[i]), alternative.Share, column, phrase.Has);
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
            column.Raise(cursor.Ordinal, cursor.Weight * factor);
    }

    private Column OfKey(string key)
    {
        var column = Column.Rent(snapshot.Count);
        Key(key, 1, column);
        return column;
    }

    private static void All(int count, Func<int, Column> part, float share, Column column, Func<int, bool>? accepts)
    {
        if (count == 0)
            return;
        using var joined = part(0);
        for (var i = 1; i < count && joined.Count > 0; i++)
        {
            using var next = part(i);
            joined.Join(next);
        }
        if (accepts is not null)
            joined.Keep(accepts);
        foreach (var ordinal in joined.Touched)
            column.Raise(ordinal, joined[ordinal] * share / count);
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
            if (amounts[ordinal] is { } amount && Fit(amount, quantity, alternative.PerDollar) is > 0 and var fit)
                column.Raise(ordinal, alternative.Share * fit);
    }

    private static float Fit(DocumentAmount amount, Quantity quantity, double? perDollar)
    {
        if (quantity.Currency is null || quantity.Currency == amount.Currency)
        {
            var own = Fit(amount.From, amount.To, quantity, OfRounding);
            if (own > 0 || quantity.Currency is not null)
                return own;
        }
        if (quantity.Currency is null)
            return Fit(amount.DollarsFrom, amount.DollarsTo, quantity, OfRates) * OfOtherCurrency;
        var converted = perDollar is > 0 ? quantity with { Value = quantity.Value / perDollar.Value } : quantity;
        return Math.Max(
            perDollar is > 0 ? Fit(amount.DollarsFrom, amount.DollarsTo, converted, OfRates) * OfOtherCurrency : 0,
            // The currency is mistaken more easily than the number.
            quantity.Comparison == Comparison.Exactly
            && Fit(amount.From, amount.To, quantity, OfRounding) == 1
                ? OfSameNumber
                : 0
        );
    }

    private static float Fit(decimal? from, decimal? to, Quantity quantity, double tolerance)
    {
        if (from is null && to is null)
            return 0;
        var (low, high, value) = ((double)(from ?? to!.Value), (double)(to ?? from!.Value), quantity.Value);
        return quantity.Comparison switch
        {
            Comparison.AtLeast => high >= value ? 1 : 0,
            Comparison.AtMost => low <= value ? 1 : 0,
            _ when Math.Abs(low - value) <= value * tolerance || Math.Abs(high - value) <= value * tolerance => 1,
            _ => low < value && value < high ? WithinRange : 0,
        };
    }
}
