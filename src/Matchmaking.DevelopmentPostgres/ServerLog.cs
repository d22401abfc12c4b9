using System.Text;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>The file the server writes its messages to.</summary>
internal sealed class ServerLog(string path)
{
    private const int MaximumBytes = 5 * 1024 * 1024;
    private const int TailBytes = 32 * 1024;
    private const int ShownLines = 20;

    public string Path => path;

    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Makes the file ready for the server's user; an overgrown one begins anew, so it can never fill the disk.</summary>
    public void Prepare(ClusterUser? user)
    {
        if (Length > MaximumBytes)
        {
            File.Delete(path);
        }

        if (!File.Exists(path))
        {
            PrivateFile.Write(path, "");
        }

        user?.TakeOwnership(path);
    }

    /// <summary>What was written from a position on, at most the end of it.</summary>
    public string TextFrom(long position)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        // The server may be writing at this moment.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Clamp(position, Math.Max(0, file.Length - TailBytes), file.Length);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public static string LastLines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(l => l.TrimEnd('\r')));
}
