using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>Makes the cluster of a home that has none yet.</summary>
internal static class ClusterCreation
{
    private const string UnfinishedPrefix = "cluster.new-";

    /// <summary>
    /// Text is ordered by its bytes everywhere, the same on every system. For telling letters from other characters
    /// and for their case, the system's language-neutral Unicode locale is used where it has one: in plain C only ASCII
    /// letters are letters, and pg_trgm finds nothing in Cyrillic, Chinese or Azerbaijani words.
    /// </summary>
    private static IEnumerable<string> CharacterTypes =>
        OperatingSystem.IsWindows() ? ["C"]
        : OperatingSystem.IsMacOS() ? ["C.UTF-8", "UTF-8", "C"]
        : ["C.UTF-8", "C"];

    /// <summary>
    /// Leaves a complete cluster under its name, or none: it is made under another name and renamed at the end.
    /// </summary>
    public static async Task EnsureAsync(
        ClusterHome home,
        ServerPrograms programs,
        string password,
        bool throwaway,
        ILogger logger,
        CancellationToken ct
    )
    {
        RemoveUnfinished(home, logger);
        if (Directory.Exists(home.Cluster))
        {
            return;
        }

        logger.LogInformation("Making a new PostgreSQL {Version} cluster in {Folder}.", programs.Version, home.Cluster);
        // A new name each time, since the initdb of a killed process may still be writing to the former one.
        var unfinished = Path.Combine(home.Folder, UnfinishedPrefix + RandomNumberGenerator.GetHexString(8, lowercase: true));
        var passwordFile = unfinished + ".password";
        PrivateFile.Write(passwordFile, password, home.User);
        try
        {
            await InitialiseAsync(home, programs, unfinished, passwordFile, throwaway, ct);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await File.AppendAllTextAsync(
            Path.Combine(unfinished, "postgresql.conf"),
            $"\ninclude_if_exists = '{ServerSettings.FileName}'\n",
            ct
        );
        Directory.Move(unfinished, home.Cluster);
    }

    private static async Task InitialiseAsync(
        ClusterHome home,
        ServerPrograms programs,
        string folder,
        string passwordFile,
        bool throwaway,
        CancellationToken ct
    )
    {
        var result = new CommandResult(0, "");
        foreach (var characterType in CharacterTypes)
        {
            PrivateFile.CreateFolder(folder, home.User);
            result = await new Command(
                programs.InitDb,
                [
                    "--pgdata",
                    folder,
                    "--username",
                    ServerConnection.Superuser,
                    "--pwfile",
                    passwordFile,
                    "--auth",
                    "scram-sha-256",
                    "--encoding",
                    "UTF8",
                    "--locale-provider",
                    "libc",
                    "--locale",
                    "C",
                    "--lc-ctype",
                    characterType,
                    "--no-instructions",
                    .. throwaway ? ["--no-sync"] : Array.Empty<string>(),
                ]
            )
            {
                User = home.User,
                Folder = home.Folder,
            }.RunAsync(ct);
            if (result.Succeeded)
            {
                return;
            }

            if (!result.Output.Contains("invalid locale name", StringComparison.Ordinal))
            {
                break;
            }
        }

        throw new PrivatePostgresException($"initdb ({programs.InitDb}) could not make {folder}:\n{result.LastLines}");
    }

    private static void RemoveUnfinished(ClusterHome home, ILogger logger)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(home.Folder, UnfinishedPrefix + "*"))
            {
                File.Delete(file);
            }

            foreach (var folder in Directory.EnumerateDirectories(home.Folder, UnfinishedPrefix + "*"))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The initdb of a killed process may be writing there still. It does no harm, and the next start tries again.
            logger.LogDebug(e, "A half-made cluster in {Folder} cannot be removed now.", home.Folder);
        }
    }
}
