using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;
using Matchmaking.Web.Languages;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>
/// Whom we believe to be our mail servers (SMTP and IMAP): whoever has a certificate of an authority that the system trusts, or of the
/// private one of the settings. What is wrong with a certificate is said in words that name the setting which helps.
/// </summary>
public sealed class MailTls
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection _authorities = [];
    private readonly bool _checkRevocation;

    /// <summary>Reads the certificates of the private authority.</summary>
    public MailTls(TlsSettings settings)
    {
        _checkRevocation = settings.CheckRevocation;
        if (settings.CertificateAuthority is { Length: > 0 } path)
            _authorities.ImportFromPemFile(path);
    }

    /// <summary>What is wrong with the settings; null when nothing is.</summary>
    public static string? Fault(TlsSettings settings)
    {
        try
        {
            return settings.CertificateAuthority is { Length: > 0 } path && new MailTls(settings)._authorities.Count == 0
                ? $"Mail__Tls__CertificateAuthority: there is no certificate (PEM) in {path}."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"Mail__Tls__CertificateAuthority cannot be read: {e.Message}";
        }
    }

    /// <summary>To be called before a client connects.</summary>
    public void SetUp(MailService client)
    {
        client.CheckCertificateRevocation = _checkRevocation;
        client.ServerCertificateValidationCallback = (host, certificate, chain, errors) =>
            Check(host as string, certificate, chain, errors);
    }

    /// <summary>The failure of a connection in our own words where it is one of TLS; any other as it is.</summary>
    public static Exception Explained(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is MailTlsException ours)
                return ours;
        return e is SslHandshakeException
            ? new MailTlsException($"No TLS connection could be made: {CleanText.Line(e.InnerException?.Message ?? e.Message, 300)}")
            : e;
    }

    private bool Check(string? host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (certificate is not X509Certificate2 shown || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            throw new MailTlsException($"The mail server {host} shows no certificate.");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw new MailTlsException(
                $"The certificate of the mail server ({Name(shown.Subject)}) is not for its name in the settings, {host}."
            );
        if (_authorities.Count == 0)
            throw new MailTlsException(Words(host, shown, chain.ChainStatus));
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        foreach (var element in chain.ChainElements)
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.RevocationMode = _checkRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        own.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(10);
        return own.Build(shown) ? true : throw new MailTlsException(Words(host, shown, own.ChainStatus));
    }

    private static string Words(string? host, X509Certificate2 shown, X509ChainStatus[] found)
    {
        var all = found.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        // A certificate of a stranger says nothing about its revocation either: the graver fault first.
        var words =
            Has(X509ChainStatusFlags.Revoked) ? "was revoked by its authority"
            : Has(X509ChainStatusFlags.NotTimeValid) ? $"is valid only from {shown.NotBefore:u} to {shown.NotAfter:u}"
            : Has(X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)
                ? $"comes from an authority that is not trusted ({Name(shown.Issuer)}); "
                    + "a private one is named in Mail__Tls__CertificateAuthority"
            : Has(X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation)
                ? "comes from an authority whose list of revoked certificates cannot be had; "
                    + "for one that keeps none set Mail__Tls__CheckRevocation=false"
            : "is not valid: " + string.Join(", ", found.Select(status => status.Status));
        return $"The certificate of the mail server {host} {words}.";

        bool Has(X509ChainStatusFlags flags) => (all & flags) != 0;
    }

    private static string Name(string subject) => CleanText.Line(subject, 100);
}

/// <summary>A mail server that could not show that it is the one of the settings.</summary>
public sealed class MailTlsException(string message) : Exception(message);

/// <summary>Finds at the start what would make every connection fail later.</summary>
internal sealed class TlsSettingsCheck : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options) =>
        MailTls.Fault(options.Tls) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
