namespace Matchmaking.Matching.TrackRecords;

/// <summary>Rounds parts so that they still add up.</summary>
internal static class WholePoints
{
    /// <summary>Whole numbers near the parts that add up to the rounded sum: those with the largest remainders are rounded up.</summary>
    public static int[] Of(IReadOnlyList<double> parts)
    {
        var sum = (int)Math.Round(parts.Sum(), MidpointRounding.AwayFromZero);
        var whole = parts.Select(part => (int)Math.Floor(part)).ToArray();
        var missing = sum - whole.Sum();
        foreach (var at in Enumerable.Range(0, whole.Length).OrderByDescending(at => parts[at] - whole[at]).ThenBy(at => at).Take(missing))
            whole[at]++;
        return whole;
    }
}
