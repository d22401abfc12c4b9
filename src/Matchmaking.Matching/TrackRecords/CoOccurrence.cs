namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// Which values of a field go together in the records of investors: who bought solar buys wind sooner than sugar. It lets an investor
/// with one deal be told from another where neither has done the very thing that is offered.
/// </summary>
internal sealed class CoOccurrence
{
    /// <summary>Deals' weight of the market in each value's kin: a value that was seen twice has hardly shown its kin.</summary>
    private const double Prior = 8;

    /// <summary>More values than this would take too much memory for too little.</summary>
    private const int MostValues = 1500;

    private readonly float[] lifts;
    private readonly int count;

    /// <summary>Counts, over all investors, which values stand beside each other in their records.</summary>
    /// <param name="rows">Each investor's deals by value.</param>
    /// <param name="investors">How many rows there are.</param>
    /// <param name="shares">The market's share of each value.</param>
    public CoOccurrence(SparseRows rows, int investors, ReadOnlySpan<double> shares)
    {
        count = shares.Length <= MostValues ? shares.Length : 0;
        lifts = new float[count * count];
        var sums = new double[count];
        for (var investor = 0; investor < investors && count > 0; investor++)
        {
            var columns = rows.Columns(investor);
            var values = rows.Values(investor);
            double total = 0;
            foreach (var value in values)
                total += value;
            if (total <= 1)
                continue;
            for (var one = 0; one < columns.Length; one++)
            for (var other = 0; other < columns.Length; other++)
            {
                // A deal is no kin of itself.
                var pairs =
                    values[one]
                    * (values[other] - (one == other ? Math.Min(1, values[one]) : 0))
                    / (total - Math.Min(1, values[one]) + 1e-6);
                lifts[columns[one] * count + columns[other]] += (float)pairs;
                sums[columns[one]] += pairs;
            }
        }
        for (var one = 0; one < count; one++)
        for (var other = 0; other < count; other++)
            lifts[one * count + other] = (float)(
                (lifts[one * count + other] + Prior * shares[other]) / ((sums[one] + Prior) * shares[other])
            );
    }

    /// <summary>How much likelier than for the market a value is, given what the investor did: 1 is as likely.</summary>
    public double Lift(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int code)
    {
        if (code < 0 || code >= count || columns.IsEmpty)
            return 1;
        double sum = 0,
            total = 0;
        for (var at = 0; at < columns.Length; at++)
        {
            sum += values[at] * lifts[columns[at] * count + code];
            total += values[at];
        }
        return (sum + 0.5) / (total + 0.5);
    }
}
