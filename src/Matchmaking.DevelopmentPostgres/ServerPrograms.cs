using System.Globalization;
using System.Text.RegularExpressions;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>The programs of one PostgreSQL version, which lie together in one folder.</summary>
internal sealed partial record ServerPrograms(string Folder, int Major, string Version)
{
    /// <summary>Older versions lack what the application's SQL uses.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] _needed = ["initdb", "pg_ctl", "postgres"];

    public string InitDb => PathOf(Folder, "initdb");

    public string PgCtl => PathOf(Folder, "pg_ctl");

    /// <summary>
    /// The programs of a folder, or null where they are incomplete, too old, or cannot be run by the user who will
    /// have to run them.
    /// </summary>
    public static async Task<ServerPrograms?> TryReadAsync(string folder, ClusterUser? user, CancellationToken ct)
    {
        if (!_needed.All(name => File.Exists(PathOf(folder, name))))
        {
            return null;
        }

        var said = await new Command(PathOf(folder, "postgres"), "--version") { User = user }.RunAsync(ct);
        var match = VersionPattern.Match(said.Output);
        return
            said.Succeeded
            && match.Success
            && int.TryParse(match.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && major >= OldestMajor
            ? new ServerPrograms(folder, major, match.Groups["version"].Value)
            : null;
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>[0-9]+)\S*)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern { get; }
}
