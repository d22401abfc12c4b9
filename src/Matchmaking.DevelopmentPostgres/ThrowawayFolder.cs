namespace Matchmaking.DevelopmentPostgres;

/// <summary>The data folder of a throwaway server, deleted as a whole once that has been stopped.</summary>
internal static class ThrowawayFolder
{
    private const int Attempts = 20;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Marks a folder as one that may be deleted; refuses a folder with anything else in it, such as lasting data.</summary>
    public static void Claim(string folder)
    {
        var mark = Path.Combine(folder, "throwaway");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(mark))
        {
            throw new PrivatePostgresException(
                $"{folder} is not empty and was not made by a throwaway server, which would delete it. Choose another folder."
            );
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(mark, "");
    }

    public static async Task DeleteAsync(string folder)
    {
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (attempt < Attempts && e is IOException or UnauthorizedAccessException)
            {
                // The last of the server's processes end a moment after the server; until then Windows keeps their files.
                await Task.Delay(_pause);
            }
        }
    }
}
