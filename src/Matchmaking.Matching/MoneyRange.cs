namespace Matchmaking.Matching;

/// <summary>
/// A range of money in US dollars, both ends included. An open end is null.
/// Callers convert at a dated rate before matching; a value whose rate is missing is passed as unknown, not as zero.
/// </summary>
/// <param name="From">Smallest amount, at least 0; null when there is no lower end.</param>
/// <param name="To">Largest amount, not below <paramref name="From"/>; null when there is no upper end.</param>
public sealed record MoneyRange(decimal? From, decimal? To)
{
    /// <summary>Whether the two ranges share at least one amount.</summary>
    public bool Overlaps(MoneyRange other) =>
        (From ?? 0) <= (other.To ?? decimal.MaxValue) && (other.From ?? 0) <= (To ?? decimal.MaxValue);

    /// <summary>
    /// The share, 0 to 1, of this range that <paramref name="ticket"/> covers. For a single amount or a range with an open
    /// end it is 1 when the known amounts lie in the ticket, and 0 otherwise. It never falls when the ticket grows.
    /// </summary>
    public decimal ShareCoveredBy(MoneyRange ticket)
    {
        if (!Overlaps(ticket))
            return 0;
        if (From is not { } from || To is not { } to || from == to)
            return ticket.Holds(From ?? To) && ticket.Holds(To ?? From) ? 1 : 0;
        var covered = Math.Min(to, ticket.To ?? decimal.MaxValue) - Math.Max(from, ticket.From ?? 0);
        return covered / (to - from);
    }

    private bool Holds(decimal? amount) => amount is null || (amount >= (From ?? 0) && amount <= (To ?? decimal.MaxValue));
}
