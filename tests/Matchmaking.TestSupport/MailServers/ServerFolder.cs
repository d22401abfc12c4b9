using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// The throw-away folder of a Postfix and a Dovecot. All their processes work inside it, which is how they are found and ended,
/// by the run that started them or, if that was killed, by the next one.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    private readonly FileStream _lock;

    private ServerFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <summary>
    /// The one of these tests, always the same. In /run, because only root can lay out a folder there beforehand, and because
    /// the names of sockets may not be longer than 107 bytes.
    /// </summary>
    public static string Usual { get; } =
        "/run/matchmaking-mail-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AppContext.BaseDirectory)))[..8];

    /// <summary>Takes the folder for this process, empty, after ending what a killed run left in it.</summary>
    /// <exception cref="InvalidOperationException">Another process uses it now.</exception>
    public static async Task<ServerFolder> TakeAsync(string path)
    {
        FileStream @lock;
        try
        {
            // The system lets go of it when its holder ends, however it ends.
            @lock = new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path + ".lock"))
        {
            throw new InvalidOperationException($"Another run of these tests uses the mail servers in {path}.", e);
        }
        var folder = new ServerFolder(path, @lock);
        await folder.ClearAsync();
        // The servers' own users have to pass through it.
        await ProgramRun.MustRunAsync("mkdir", ["-m", "755", path]);
        return folder;
    }

    /// <summary>
    /// The processes of Postfix and Dovecot that work in the folder. Others, such as the shell of who looks into it, are none of ours.
    /// </summary>
    public IReadOnlyList<int> Processes() =>
        [
            .. from entry in Directory.EnumerateDirectories("/proc")
            let name = System.IO.Path.GetFileName(entry)
            where name.All(char.IsAsciiDigit) && IsOurs(entry)
            select int.Parse(name, System.Globalization.CultureInfo.InvariantCulture),
        ];

    /// <summary>Ends all processes, removes the folder and lets others have it.</summary>
    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        await _lock.DisposeAsync();
    }

    private async Task ClearAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        // Twice nobody: a master may have been starting somebody when the first look passed.
        for (var quiet = 0; quiet < 2; await Task.Delay(20))
        {
            var processes = Processes();
            quiet = processes.Count == 0 ? quiet + 1 : 0;
            foreach (var id in processes)
                End(id);
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
                throw new InvalidOperationException($"These processes in {Path} do not end: {string.Join(", ", processes)}.");
        }
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private bool IsOurs(string process)
    {
        try
        {
            var works = new FileInfo(process + "/cwd").LinkTarget;
            if (works is null || (works != Path && !works.StartsWith(Path + "/", StringComparison.Ordinal)))
                return false;
            var program = new FileInfo(process + "/exe").LinkTarget ?? "";
            return program.Contains("/postfix", StringComparison.Ordinal)
                || program.Contains("/dovecot", StringComparison.Ordinal)
                || File.ReadAllText(process + "/cmdline").Contains("/postfix-script", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or is another user's.
            return false;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself, with its master.
        }
    }
}
