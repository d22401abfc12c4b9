using System.Security.Cryptography;

namespace Matchmaking.Web.Mail.Signing;

/// <summary>The private key that mails are signed with.</summary>
public static class DkimKey
{
    /// <summary>RFC 8301 asks for 2048; many receivers ignore a signature by less than 1024.</summary>
    public const int SmallestSize = 2048;

    /// <summary>Reads the key of the settings.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used; the message says why and what to do.</exception>
    public static RSA Load(DkimSettings settings)
    {
        if (settings is not { Domain.Length: > 0, Selector.Length: > 0, KeyFile.Length: > 0 })
            throw new InvalidOperationException(
                "Mail__Dkim__Domain, Mail__Dkim__Selector and Mail__Dkim__KeyFile belong together: set all three, or none."
            );
        if (Uri.CheckHostName(settings.Domain) != UriHostNameType.Dns || Uri.CheckHostName(settings.Selector) != UriHostNameType.Dns)
            throw new InvalidOperationException(
                "Mail__Dkim__Domain and Mail__Dkim__Selector must be names as DNS knows them, for example mail.example.az and korpu1."
            );
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(Read(settings.KeyFile));
            // A public key is read without complaint, and signs nothing.
            key.SignHash(SHA256.HashData([]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException(
                $"The DKIM key file {settings.KeyFile} (Mail__Dkim__KeyFile) holds no unencrypted RSA private key in PEM: {e.Message}",
                e
            );
        }
        if (key.KeySize >= SmallestSize)
            return key;
        var size = key.KeySize;
        key.Dispose();
        throw new InvalidOperationException(
            $"The DKIM key in {settings.KeyFile} (Mail__Dkim__KeyFile) has {size} bits; {SmallestSize} are needed. Make one: "
                + "openssl genrsa -out dkim.pem 2048"
        );
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"The DKIM key file {file} (Mail__Dkim__KeyFile) cannot be read: {e.Message}", e);
        }
    }
}
