using System.Security.Cryptography;

namespace Matchmaking.Web.Tests.Mail.Signing;

/// <summary>A file of the test's own, gone after it.</summary>
internal sealed class KeyFile : IDisposable
{
    public KeyFile(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".pem");

    public static KeyFile WithKey(int bits = 2048)
    {
        using var key = RSA.Create(bits);
        return new(key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => File.Delete(Path);
}
