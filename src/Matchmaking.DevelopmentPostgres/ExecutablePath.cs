namespace Matchmaking.DevelopmentPostgres;

/// <summary>Finds programs by name, without ever looking into the current folder.</summary>
internal static class ExecutablePath
{
    private static readonly char[] _quotes = ['"'];

    /// <summary>The folders of PATH, in its order.</summary>
    public static IEnumerable<string> Folders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => folder.Trim(_quotes))
            .Where(Path.IsPathFullyQualified);

    /// <summary>The full path of a program, or null; also looks where administrators' tools are, which PATH often omits.</summary>
    public static string? Find(params IReadOnlyList<string> names)
    {
        string[] more = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];
        return Folders.Concat(more).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
