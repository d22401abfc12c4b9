namespace Matchmaking.Matching.Index;

/// <summary>
/// Points by how much of an amount a ticket covers, as the rule has told them so far. The more is covered, the more points, so between two
/// that have the same points all have them; the rule is asked a few dozen times instead of once for each mandate.
/// </summary>
internal sealed class PointSteps
{
    private readonly (long From, long To)[] _known = [.. Enumerable.Repeat((long.MaxValue, long.MinValue), Matcher.TicketPoints + 1)];

    /// <summary>The points of what is covered, in cents, if they follow from what is known.</summary>
    public int? Find(long covered)
    {
        for (var points = 0; points < _known.Length; points++)
            if (covered >= _known[points].From && covered <= _known[points].To)
                return points;
        return null;
    }

    /// <summary>Notes what the rule has told.</summary>
    public void Learn(long covered, int points) =>
        _known[points] = (Math.Min(covered, _known[points].From), Math.Max(covered, _known[points].To));
}
