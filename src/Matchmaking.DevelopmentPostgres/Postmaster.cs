using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>The server process that a cluster's postmaster.pid names.</summary>
internal sealed class Postmaster
{
    // The file's times are in whole seconds, and the process begins a moment before it writes the file.
    private static readonly TimeSpan _startTolerance = TimeSpan.FromSeconds(5);

    private readonly string _file;
    private readonly string _text;
    private readonly int _pid;

    private Postmaster(string file, string text, int pid) => (_file, _text, _pid) = (file, text, pid);

    /// <summary>Null where no server has left or is writing such a file.</summary>
    public static Postmaster? Read(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        try
        {
            var text = File.ReadAllText(file);
            return int.TryParse(text.Split('\n')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                ? new Postmaster(file, text, pid)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(_pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            // That is how Process says that there is none.
            return false;
        }
    }

    /// <summary>
    /// Whether the process really is the server of this cluster. After a crash or a reboot its number may long belong
    /// to something else, which must be left alone.
    /// </summary>
    public bool IsServer()
    {
        try
        {
            using var process = Process.GetProcessById(_pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                && (OperatingSystem.IsLinux() ? WorksInThisCluster() : StartedWhenTheFileSays(process));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It is gone, or it belongs to another user and cannot be ours.
            return false;
        }
    }

    /// <summary>
    /// Removes a file that names a foreign process. PostgreSQL sees by itself that a process is gone, but takes any
    /// live process of the same user for a server.
    /// </summary>
    public void Forget() => File.Delete(_file);

    // A server works in its data folder, whatever path that was reached by.
    private bool WorksInThisCluster()
    {
        try
        {
            var its = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_pid}/cwd/postmaster.pid"));
            // The last line, its state, may have changed meanwhile.
            return Identity(its).SequenceEqual(Identity(_text), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Identity(string text) => text.Split('\n').Take(3).Select(line => line.TrimEnd('\r'));

    private bool StartedWhenTheFileSays(Process process)
    {
        const int StartLine = 2;
        var lines = _text.Split('\n');
        return lines.Length > StartLine
            && long.TryParse(lines[StartLine].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch.AddSeconds(seconds)).Duration() <= _startTolerance;
    }
}
