namespace Matchmaking.DevelopmentPostgres;

/// <summary>The environment variables that the programs of PostgreSQL get to see.</summary>
internal static class ServerEnvironment
{
    // A server run as "nobody" could otherwise be read by every other process of nobody, our secrets included.
    private static readonly HashSet<string> _keptOnUnix = new(
        ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZDIR"],
        StringComparer.Ordinal
    );

    public static void Apply(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => !IsKept(name)).ToList())
        {
            environment.Remove(name);
        }

        // Messages are searched for and shown to developers, so they come in one language; and on macOS a server
        // without a valid locale refuses to start.
        environment["LC_ALL"] = "C";
    }

    // Windows programs need too many variables to list them; there the server runs as the same user anyway.
    private static bool IsKept(string name) =>
        OperatingSystem.IsWindows() ? !name.StartsWith("PG", StringComparison.OrdinalIgnoreCase) : _keptOnUnix.Contains(name);
}
