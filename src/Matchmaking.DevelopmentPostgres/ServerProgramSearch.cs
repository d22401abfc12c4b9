using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>Decides whose programs run the cluster.</summary>
internal static class ServerProgramSearch
{
    /// <summary>
    /// The first programs that will do: an installed PostgreSQL, else the npm package. Data that exists already can be
    /// read by the major version that made it only.
    /// </summary>
    public static async Task<ServerPrograms> FindAsync(ClusterHome home, bool searchSystem, ILogger logger, CancellationToken ct)
    {
        var madeBy = MajorOf(home.Cluster);
        foreach (var folder in searchSystem ? SystemProgramFolders.InOrder() : [])
        {
            if (await ServerPrograms.TryReadAsync(folder, home.User, ct) is { } programs && (madeBy is null || programs.Major == madeBy))
            {
                return programs;
            }
        }

        try
        {
            return await NpmServerPrograms.GetAsync(madeBy ?? NpmServerPrograms.NewestMajor, home, logger, ct);
        }
        catch (PostgresNotFoundException e) when (madeBy is not null)
        {
            throw new PrivatePostgresException(
                $"The data in {home.Cluster} was made by PostgreSQL {madeBy}, which no other major version can read. "
                    + $"Install PostgreSQL {madeBy}, or move {home.Folder} away to begin with an empty database.\n{e.Message}",
                e
            );
        }
    }

    private static int? MajorOf(string cluster)
    {
        if (!Directory.Exists(cluster))
        {
            return null;
        }

        var file = Path.Combine(cluster, "PG_VERSION");
        return
            File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new PrivatePostgresException(
                $"{cluster} is not a readable PostgreSQL data folder (it has no PG_VERSION). Move it away to begin with an empty database."
            );
    }
}
