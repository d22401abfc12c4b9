namespace Matchmaking.Benchmarks.Crash;

/// <summary>Somebody who no longer wants mails, or must not get any.</summary>
/// <param name="Address">Whose.</param>
/// <param name="At">When that was committed.</param>
internal sealed record Leaver(string Address, DateTimeOffset At);
