using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Signing;

/// <summary>Collects what <see cref="MailDns"/> needs from the settings of this installation.</summary>
public static class MailDnsFactsFinder
{
    /// <summary>The records to publish for the current settings.</summary>
    public static async Task<string> DescribeAsync(IServiceProvider services)
    {
        var mail = services.GetRequiredService<IOptions<MailSettings>>().Value;
        var dkim = services.GetRequiredService<IOptions<DkimSettings>>().Value;
        var sender = services.GetRequiredService<SenderAddress>();
        var (server, addresses) = await SendingAsync(mail.Smtp.Host);
        return MailDns.Describe(
            new(
                sender.Domain,
                mail.Bounces.Domain is { Length: > 0 } bounces ? bounces : sender.Domain,
                server,
                addresses,
                null,
                dkim.IsWanted ? dkim.Domain : null,
                dkim.IsWanted ? dkim.Selector : null,
                services.GetService<MailSigner>()?.PublicKey,
                sender.From.Address
            )
        );
    }

    /// <summary>
    /// Who sends, as far as this machine can know: where the mail server is this machine, its public addresses, and its name if
    /// that is more than "localhost". A server elsewhere is a relay: the name under which it takes our mails tells neither where it
    /// sends from nor who receives for us.
    /// </summary>
    private static async Task<(string? Name, IReadOnlyList<IPAddress> Addresses)> SendingAsync(string? host)
    {
        IPAddress[] own =
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                .Select(one => one.Address),
        ];
        var led = host is { Length: > 0 } ? await AddressesAsync(host) : [IPAddress.Loopback];
        if (led.Length == 0 || !led.All(address => IPAddress.IsLoopback(address) || own.Contains(address)))
            return (null, []);
        var name =
            host is { Length: > 0 }
            && !IPAddress.TryParse(host, out _)
            && host.Contains('.', StringComparison.Ordinal)
            && !led.All(IPAddress.IsLoopback)
                ? host
                : null;
        return (name, [.. own.Where(IsPublic).Distinct()]);
    }

    private static async Task<IPAddress[]> AddressesAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Not to be looked up from here: its owner fills the records in.
            return [];
        }
    }

    /// <summary>Neither of this machine only, nor of a local network, nor given out by a carrier (RFC 1918, 6598, 4193).</summary>
    internal static bool IsPublic(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes()
                is not (
                    [0 or 10 or 127, ..]
                    or [169, 254, ..]
                    or [192, 168, ..]
                    or [172, >= 16 and <= 31, ..]
                    or [100, >= 64 and <= 127, ..]
                    or [>= 224, ..]
                )
            : !IPAddress.IsLoopback(address)
                && !address.IsIPv6LinkLocal
                && !address.IsIPv6UniqueLocal
                && !address.IsIPv6SiteLocal
                && !address.IsIPv6Multicast;
}
