using System.Security.Cryptography;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// The password of the server's two roles. It is made once and kept in a file that its owner alone may read: other
/// users of the machine can reach the server's port, but not the data.
/// </summary>
internal static class PasswordFile
{
    private const int Bytes = 32;

    public static string ReadOrCreate(ClusterHome home)
    {
        var path = Path.Combine(home.Folder, "password");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } password)
        {
            return password;
        }

        if (Directory.Exists(home.Cluster))
        {
            throw new PrivatePostgresException(
                $"The password file {path} is missing, and without it the data in {home.Cluster} cannot be opened. "
                    + $"Put the file back, or move {home.Folder} away to begin with an empty database."
            );
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        // Written aside first: a process killed in between must not leave half a password that is then believed.
        PrivateFile.Write(path + ".new", made);
        File.Move(path + ".new", path, overwrite: true);
        return made;
    }
}
