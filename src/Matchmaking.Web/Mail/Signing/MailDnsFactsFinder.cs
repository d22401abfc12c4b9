using System.Net;
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
        var server = mail.Smtp.Host is { Length: > 0 } host ? host : sender.Domain;
        return MailDns.Describe(new(
            sender.Domain, mail.Bounces.Domain ?? sender.Domain, server, await AddressesAsync(server), null,
            dkim.IsWanted ? dkim.Domain : null, dkim.IsWanted ? dkim.Selector : null, services.GetService<MailSigner>()?.PublicKey, sender.From.Address));
    }

    /// <summary>What the mail server's name leads to; nothing when it cannot be looked up here, then the addresses are to be filled in.</summary>
    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(string server)
    {
        try
        {
            return [.. (await Dns.GetHostAddressesAsync(server)).Where(address => !IPAddress.IsLoopback(address))];
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
