namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// Keeps a second application process off the data folder. The operating system releases the lock when its holder
/// ends, however it ends, so a killed process never locks anybody out.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    public static DataFolderLock Take(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "lock");
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new PrivatePostgresException(
                $"Another running process of this application already uses the data folder {dataFolder}. "
                    + "Stop that process, or give this one a data folder of its own.",
                e
            );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"The data folder {dataFolder} cannot be written to. Was the application once started by another user, "
                    + "such as root? Start it as that user again, or give that folder to the user of now.",
                e
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
