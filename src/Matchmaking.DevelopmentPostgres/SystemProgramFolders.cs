using System.Globalization;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>The folders in which an installed PostgreSQL may have its programs.</summary>
internal static class SystemProgramFolders
{
    /// <summary>What the user chose through PATH comes first, then the usual places, the newest version first.</summary>
    public static IEnumerable<string> InOrder() => OnPath().Concat(UsualPlaces()).Distinct(StringComparer.Ordinal);

    // A folder of PATH often holds links to some of the programs only; all of them are where the links lead to.
    private static IEnumerable<string> OnPath()
    {
        foreach (var folder in ExecutablePath.Folders)
        {
            var postgres = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "postgres.exe" : "postgres"));
            if (!postgres.Exists)
            {
                continue;
            }

            if (postgres.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true, DirectoryName: { } target })
            {
                yield return target;
            }

            yield return folder;
        }
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsWindows())
        {
            return Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin");
        }

        return
        [
            .. Versions("/usr/lib/postgresql", "*", "bin"),
            .. Versions("/usr", "pgsql-*", "bin"),
            .. Versions("/opt/homebrew/opt", "postgresql@*", "bin"),
            "/opt/homebrew/bin",
            .. Versions("/usr/local/opt", "postgresql@*", "bin"),
            "/usr/local/bin",
            .. Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
        ];
    }

    private static IEnumerable<string> Versions(string parent, string pattern, string bin) =>
        !Directory.Exists(parent)
            ? []
            : Directory.EnumerateDirectories(parent, pattern).OrderByDescending(VersionIn).Select(folder => Path.Combine(folder, bin));

    private static int VersionIn(string folder)
    {
        var digits = Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
