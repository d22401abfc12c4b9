using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// TLS from the first byte in front of a server on this machine that speaks without it. The certificate comes from a private authority that
/// keeps no list of revoked ones.
/// </summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly X509Certificate2 _authority,
        _certificate;
    private readonly int _behind;
    private readonly Task _accepting;

    /// <param name="behind">Port of the server.</param>
    /// <param name="name">Whom the certificate is for.</param>
    /// <param name="use">What it may be used for (RFC 5280 4.2.1.12); without a word, for servers.</param>
    public TlsFront(int behind, string name = "localhost", string use = "1.3.6.1.5.5.7.3.1")
    {
        _behind = behind;
        (_authority, _certificate) = Certificates(name, use);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The authority's certificate as PEM.</summary>
    public string Authority => _authority.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _closing.Dispose();
        _authority.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _behind, _closing.Token);
            using (client)
            await using (var tls = new SslStream(client.GetStream()))
            {
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate };
                await tls.AuthenticateAsServerAsync(options, _closing.Token);
                var plain = server.GetStream();
                await Task.WhenAny(tls.CopyToAsync(plain, _closing.Token), plain.CopyToAsync(tls, _closing.Token));
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // Whoever does not believe the certificate hangs up.
        }
    }

    private static (X509Certificate2 Authority, X509Certificate2 Server) Certificates(string name, string use)
    {
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=Private authority", authorityKey, HashAlgorithmName.SHA256);
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        own.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        own.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(own.PublicKey, false));
        var authority = own.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(use)], false));
        using var bare = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        // A key that lives in memory alone cannot serve on every system.
        return (authority, X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null));
    }
}
