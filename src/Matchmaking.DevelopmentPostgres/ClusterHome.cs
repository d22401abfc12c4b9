using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// Where the cluster, its password, its log and fetched programs are: the data folder itself, or, where root's server
/// user cannot get to that (such as below /root), a folder in the temporary folder that the data folder points to.
/// </summary>
internal sealed record ClusterHome(string Folder, ClusterUser? User)
{
    /// <summary>The folder that PostgreSQL calls its data directory. It is there only once initdb has finished it.</summary>
    public string Cluster => Path.Combine(Folder, "cluster");

    public ServerLog Log => new(Path.Combine(Folder, "postgres.log"));

    public static async Task<ClusterHome> FindAsync(string dataFolder, ILogger logger, CancellationToken ct)
    {
        var here = new ClusterHome(dataFolder, null);
        var pointer = Path.Combine(dataFolder, "cluster-location");
        if (!ClusterUser.IsNeeded)
        {
            return !File.Exists(pointer)
                ? here
                : throw new PrivatePostgresException(
                    $"The data of {dataFolder} was made by root and lies elsewhere ({pointer} says where). "
                        + $"Start the application as root again, or move {dataFolder} away to begin with an empty database."
                );
        }

        if (Directory.Exists(here.Cluster))
        {
            // Perhaps made when the application was not run by root: it goes on belonging to whom it belongs to.
            var owner = await ClusterUser.OwnerOfAsync(here.Cluster, ct);
            return await owner.CanWriteInAsync(here.Cluster, ct)
                ? here with
                {
                    User = owner,
                }
                : throw new PrivatePostgresException(
                    $"The user {owner.Name}, as whom PostgreSQL has to run, cannot get to {here.Cluster}. "
                        + "Allow that user to pass through every folder above it (chmod o+x)."
                );
        }

        var users = await ClusterUser.ServiceUsersAsync(ct);
        if (File.Exists(pointer))
        {
            var folder = (await File.ReadAllTextAsync(pointer, ct)).Trim();
            if (Directory.Exists(folder))
            {
                return await OwnedAsync(folder, users, ct);
            }

            logger.LogWarning("The database of {DataFolder} was in {Folder}, which is gone; an empty one is made.", dataFolder, folder);
        }

        if (await CanHoldClusterAsync(dataFolder, users[0], ct))
        {
            File.Delete(pointer);
            return here with { User = users[0] };
        }

        var elsewhere = await ElsewhereAsync(dataFolder, users, ct);
        await File.WriteAllTextAsync(pointer, elsewhere.Folder, ct);
        logger.LogWarning(
            "The user {User}, as whom PostgreSQL has to run, cannot get to {DataFolder}; the database is in {Folder}.",
            elsewhere.User!.Name,
            dataFolder,
            elsewhere.Folder
        );
        return elsewhere;
    }

    // Tried out with a folder of the user's own, since access lists and network drives make rules of their own.
    private static async Task<bool> CanHoldClusterAsync(string folder, ClusterUser user, CancellationToken ct)
    {
        var probe = Path.Combine(folder, "probe");
        PrivateFile.CreateFolder(probe);
        try
        {
            return user.TryTakeOwnership(probe) && await user.CanWriteInAsync(probe, ct);
        }
        finally
        {
            Directory.Delete(probe);
        }
    }

    private static async Task<ClusterHome> ElsewhereAsync(string dataFolder, IReadOnlyList<ClusterUser> users, CancellationToken ct)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        // TMPDIR may well be one of root's own folders.
        foreach (var temp in (string[])[Path.GetTempPath(), "/tmp", "/var/tmp"])
        {
            var folder = Path.Combine(temp, "matchmaking-postgres-" + key);
            PrivateFile.CreateFolder(folder);
            var home = await OwnedAsync(folder, users, ct);
            if (await home.User!.CanWriteInAsync(folder, ct))
            {
                return home;
            }

            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }

        throw new PrivatePostgresException(
            $"The user {users[0].Name}, as whom PostgreSQL has to run, can get neither to {dataFolder} nor to the temporary "
                + "folders. Start the application as another user than root, or give it a data folder that everybody can get to."
        );
    }

    // In a folder that everybody may write to, somebody else could have laid out a folder for us beforehand.
    private static async Task<ClusterHome> OwnedAsync(string folder, IReadOnlyList<ClusterUser> users, CancellationToken ct)
    {
        var uid = await ClusterUser.OwnerIdAsync(folder, ct);
        var owner =
            uid == 0
                ? users[0]
                : users.FirstOrDefault(user => user.Uid == uid)
                    ?? throw new PrivatePostgresException(
                        $"The folder {folder} belongs to the user with the number {uid} and is therefore not used. "
                            + "Delete it if it is of no use."
                    );
        owner.TakeOwnership(folder);
        PrivateFile.SetMode(folder, PrivateFile.OwnersFolder);
        return new ClusterHome(folder, owner);
    }
}
