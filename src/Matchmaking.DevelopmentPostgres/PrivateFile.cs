namespace Matchmaking.DevelopmentPostgres;

/// <summary>Files and folders that only one user may read.</summary>
internal static class PrivateFile
{
    public const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file anew; it is private before its first byte is in it.</summary>
    public static void Write(string path, string text, ClusterUser? owner = null)
    {
        // An existing file would keep its mode and its owner.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        using (var writer = new StreamWriter(path, options))
        {
            writer.Write(text);
        }

        owner?.TakeOwnership(path);
    }

    /// <summary>Does nothing on Windows, where a folder's access rights are inherited from the user's own.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public static void CreateFolder(string path, ClusterUser? owner = null)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnersFolder);
        owner?.TakeOwnership(path);
    }
}
