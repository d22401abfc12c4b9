namespace Matchmaking.Benchmarks.Quality;

/// <summary>How well matching ranks on a file of real deals.</summary>
internal static class QualityCommand
{
    public static int Run(string[] args) => throw new NotImplementedException(string.Join(' ', args));
}
