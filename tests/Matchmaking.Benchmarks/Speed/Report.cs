using System.Globalization;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>Prints as it goes, and keeps what is to be said at the end.</summary>
internal sealed class Report
{
    private readonly List<(string Name, bool Reached, string Measured, bool Counts)> _targets = [];
    private readonly List<string> _skipped = [];

    /// <summary>How many sets of results differed.</summary>
    public int Differences { get; set; }

    /// <summary>How many were compared.</summary>
    public int Compared { get; set; }

    public static void Line(params FormattableString[] text) => Console.WriteLine(string.Concat(text.Select(FormattableString.Invariant)));

    public static void Row(string way, int? threads, Timings times, string note) =>
        Line($"  {way, -34} {threads, 7} {times.P50, 11:N3} {times.P99, 11:N3}  {note}");

    public static void Head(FormattableString title)
    {
        Line($"");
        Line(title);
        Line($"  {"", -34} {"threads", 7} {"p50 ms", 11} {"p99 ms", 11}");
    }

    /// <summary>Notes a target. One that does not count is for another number of mandates, and is only told.</summary>
    public void Target(string name, bool reached, FormattableString measured, bool counts) =>
        _targets.Add((name, reached, measured.ToString(CultureInfo.InvariantCulture), counts));

    public void Skip(string what)
    {
        _skipped.Add(what);
        Line($"left out: {what}");
    }

    /// <summary>Prints the targets. The exit code: 1 when one was missed or results differed.</summary>
    public int End()
    {
        Line($"");
        Line($"result sets compared: {Compared:N0}, different: {Differences:N0}");
        foreach (var skipped in _skipped)
            Line($"left out: {skipped}");
        foreach (var (name, reached, measured, counts) in _targets)
            Line(
                $"  {(reached ? "reached" : "MISSED"), -8} {name}: ",
                $"{measured}{(counts ? "" : " (a target for 1,000,000 mandates; told only)")}"
            );
        return Differences == 0 && _targets.All(target => target.Reached || !target.Counts) ? 0 : 1;
    }
}
