namespace Matchmaking.Web.Features.Mandates;

/// <summary>A small chart: how many a week, the oldest first.</summary>
/// <param name="Weeks">The counts.</param>
/// <param name="Most">Above this a week is too much; drawn as a line where one is.</param>
/// <param name="End">When the last week ends.</param>
public sealed record WeekBars(IReadOnlyList<int> Weeks, int Most, DateTimeOffset End)
{
    public const int BarWidth = 20,
        Height = 56;

    /// <summary>The count that fills the whole height.</summary>
    public int Top => Math.Max(4, Weeks.Max());

    public int Width => Weeks.Count * BarWidth;

    /// <summary>When a week begins.</summary>
    public DateTimeOffset Begin(int week) => End.AddDays(-7 * (Weeks.Count - week));

    /// <summary>How high a count is drawn; a single one can still be seen.</summary>
    public int HeightOf(int count) => count == 0 ? 0 : Math.Max(3, count * Height / Top);
}
