using System.Globalization;
using System.Runtime.InteropServices;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// The user that the server runs as when this process is root, because PostgreSQL refuses to run as root. The prefix
/// is what to put before a command so that it runs as this user.
/// </summary>
internal sealed record ClusterUser(string Name, uint Uid, uint Gid, IReadOnlyList<string> Prefix)
{
    /// <summary>False on Windows too: there pg_ctl gives up an administrator's rights by itself.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The users of this machine that a server may run as, the best first.</summary>
    public static async Task<IReadOnlyList<ClusterUser>> ServiceUsersAsync(CancellationToken ct)
    {
        var users = new List<ClusterUser>();
        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (await FindAsync(name, ct) is { } user)
            {
                users.Add(user);
            }
        }

        return users.Count > 0
            ? users
            : throw new PrivatePostgresException(
                "PostgreSQL refuses to run as root, and it could not be run as the user postgres or nobody either. "
                    + "Start the application as another user than root."
            );
    }

    /// <summary>The user who owns a file or folder; a link counts as itself, not as its target.</summary>
    public static async Task<ClusterUser> OwnerOfAsync(string path, CancellationToken ct)
    {
        var uid = await OwnerIdAsync(path, ct);
        return uid != 0 && await FindAsync(uid.ToString(CultureInfo.InvariantCulture), ct) is { } user
            ? user
            : throw new PrivatePostgresException(
                $"{path} belongs to the user with the number {uid}, as which PostgreSQL cannot be run. "
                    + "Give it (chown -R) to the user postgres or nobody."
            );
    }

    public static async Task<uint> OwnerIdAsync(string path, CancellationToken ct)
    {
        var format = OperatingSystem.IsMacOS() ? "-f" : "-c";
        var result = await new Command(Tool("stat"), format, "%u", path).RunAsync(ct);
        return uint.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? uid
            : throw new PrivatePostgresException($"The owner of {path} could not be read: {result.LastLines}");
    }

    public void TakeOwnership(string path)
    {
        if (!TryTakeOwnership(path))
        {
            throw new PrivatePostgresException($"{path} could not be given to the user {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public bool TryTakeOwnership(string path) => ChangeOwner(path, Uid, Gid) == 0;

    /// <summary>Whether this user gets to a folder and may write in it: every folder above it has to let the user through.</summary>
    public async Task<bool> CanWriteInAsync(string folder, CancellationToken ct) =>
        (await new Command(Tool("test"), "-w", folder, "-a", "-x", folder) { User = this }.RunAsync(ct)).Succeeded;

    private static async Task<ClusterUser?> FindAsync(string nameOrNumber, CancellationToken ct)
    {
        var name = await new Command(Tool("id"), "-un", nameOrNumber).RunAsync(ct);
        var uid = await new Command(Tool("id"), "-u", nameOrNumber).RunAsync(ct);
        var gid = await new Command(Tool("id"), "-g", nameOrNumber).RunAsync(ct);
        if (!name.Succeeded || !uid.Succeeded || !gid.Succeeded)
        {
            return null;
        }

        var user = new ClusterUser(
            name.Output.Trim(),
            uint.Parse(uid.Output, NumberStyles.Integer, CultureInfo.InvariantCulture),
            uint.Parse(gid.Output, NumberStyles.Integer, CultureInfo.InvariantCulture),
            []
        );
        foreach (var prefix in user.PossiblePrefixes())
        {
            // Tried out, not just looked for: BusyBox has a setpriv that cannot change users.
            var candidate = user with
            {
                Prefix = prefix,
            };
            if ((await new Command(Tool("true")) { User = candidate }.RunAsync(ct)).Succeeded)
            {
                return candidate;
            }
        }

        return null;
    }

    private IEnumerable<IReadOnlyList<string>> PossiblePrefixes()
    {
        var (uid, gid) = (Uid.ToString(CultureInfo.InvariantCulture), Gid.ToString(CultureInfo.InvariantCulture));
        IEnumerable<IReadOnlyList<string>> prefixes =
        [
            ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups", "--"],
            ["runuser", "-u", Name, "--"],
            ["sudo", "-n", "-u", Name, "--"],
            // A shell is named because the users of services have none of their own.
            ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", Name, "--"],
        ];
        return from words in prefixes
            let tool = ExecutablePath.Find(words[0])
            where tool is not null
            select (IReadOnlyList<string>)[tool, .. words.Skip(1)];
    }

    private static string Tool(string name) => ExecutablePath.Find(name) ?? name;

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint uid, uint gid);
}
