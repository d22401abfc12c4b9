namespace Matchmaking.Benchmarks.Speed;

/// <summary>How fast the index answers, side by side with other ways.</summary>
internal static class SpeedCommand
{
    public static Task<int> RunAsync(string[] args) => throw new NotImplementedException(string.Join(' ', args));
}
