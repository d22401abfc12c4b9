using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Web.Mail.Signing;

/// <summary>What this installation sends with, as far as DNS must tell others.</summary>
/// <param name="SenderDomain">The domain behind the @ of the sender's address.</param>
/// <param name="BounceDomain">The domain that undeliverable mails come back to; often the same.</param>
/// <param name="MailServer">Public name of the server that receives what comes back, and that sends when we send ourselves; null where
/// only its owner knows it.</param>
/// <param name="SendingAddresses">Public addresses that mails leave from; empty where a relay sends, or where
/// only the owner knows them.</param>
/// <param name="RelayInclude">Name of the relay's own SPF record, for example "spf.relay.example"; null without a relay, or where
/// only its owner knows it.</param>
/// <param name="DkimDomain">Signing domain; null when we do not sign.</param>
/// <param name="DkimSelector">Its selector.</param>
/// <param name="DkimPublicKey">Its public key (SubjectPublicKeyInfo).</param>
/// <param name="ReportsTo">Address for DMARC reports; null for none.</param>
public sealed record MailDnsFacts(
    string SenderDomain,
    string BounceDomain,
    string? MailServer,
    IReadOnlyList<IPAddress> SendingAddresses,
    string? RelayInclude,
    string? DkimDomain,
    string? DkimSelector,
    byte[]? DkimPublicKey,
    string? ReportsTo
);

/// <summary>The DNS records to publish, so that receivers believe our mails.</summary>
public static class MailDns
{
    /// <summary>The longest string that a TXT record may hold (RFC 1035); a longer value is several strings side by side.</summary>
    private const int LongestString = 255;

    /// <summary>The records in the form of a zone file, with comments.</summary>
    public static string Describe(MailDnsFacts facts)
    {
        var zone = new StringBuilder();
        var spf = Spf(facts);
        Comment(zone, "SPF: who may send. One record a name: merge it with one that is there already.");
        foreach (var domain in Domains(facts))
            if (spf is null)
                FillIn(
                    zone,
                    domain,
                    "TXT",
                    "v=spf1 … -all",
                    "the addresses that mails leave from (ip4:…, ip6:…), or the record that your relay's owner names (include:…)"
                );
            else
                Txt(zone, domain, spf);
        if (facts is { DkimDomain: { } signer, DkimSelector: { } selector, DkimPublicKey: { } key })
        {
            Comment(
                zone,
                "DKIM: the public key of our signatures. To change the key, publish a new selector first and drop the old one a week later."
            );
            Txt(zone, $"{selector}._domainkey.{signer}", $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key)}");
            if (!Aligned(facts.SenderDomain, signer))
                Comment(
                    zone,
                    $"WARNING: {signer} is neither {facts.SenderDomain} nor above it; DMARC will not count the signature. "
                        + "Change Mail__Dkim__Domain."
                );
        }
        else
            Comment(
                zone,
                "DKIM: mails leave unsigned. Set Mail__Dkim__*, or make sure that the relay signs, "
                    + "List-Unsubscribe and List-Unsubscribe-Post included."
            );
        Comment(
            zone,
            "DMARC: start with p=none, read the reports for two weeks, then p=quarantine. "
                + "QQ refuses mails of a p=reject domain that fail it."
        );
        Txt(
            zone,
            "_dmarc." + facts.SenderDomain,
            "v=DMARC1; p=none; adkim=r; aspf=r" + (facts.ReportsTo is { } reports ? $"; rua=mailto:{reports}" : "")
        );
        Comment(zone, "MX: where undeliverable mails and unsubscriptions by mail come back to.");
        foreach (var domain in Domains(facts))
            if (facts.MailServer is null)
                FillIn(zone, domain, "MX", "10 ….", $"the public name of the server that receives mail for {domain}");
            else
                Record(zone, domain, "MX", $"10 {facts.MailServer}.");
        Comment(
            zone,
            facts.SendingAddresses.Count == 0
                ? "PTR: whoever owns the addresses that mails leave from sets them (a relay its own); "
                    + "name and address must lead to each other."
                : "PTR: the owner of the addresses (the provider of the machine) sets them; name and address must lead to each other."
        );
        foreach (var address in facts.SendingAddresses)
        {
            if (facts.MailServer is null)
            {
                FillIn(zone, Reverse(address), "PTR", "….", $"the public name of the server at {address}, which must lead back to it");
                continue;
            }
            Record(zone, Reverse(address), "PTR", facts.MailServer + ".");
            Record(zone, facts.MailServer, address.AddressFamily == AddressFamily.InterNetwork ? "A" : "AAAA", address.ToString());
        }
        return zone.ToString();
    }

    private static IEnumerable<string> Domains(MailDnsFacts facts) =>
        new[] { facts.SenderDomain, facts.BounceDomain }.Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where nobody here knows who sends: "-all" alone would say that nobody may.</summary>
    private static string? Spf(MailDnsFacts facts)
    {
        if (facts.SendingAddresses.Count == 0 && facts.RelayInclude is null)
            return null;
        var addresses = facts.SendingAddresses.Select(address =>
            $" ip{(address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6)}:{address}"
        );
        return $"v=spf1{string.Concat(addresses)}{(facts.RelayInclude is { } relay ? " include:" + relay : "")} -all";
    }

    private static bool Aligned(string sender, string signer) =>
        sender.Equals(signer, StringComparison.OrdinalIgnoreCase) || sender.EndsWith("." + signer, StringComparison.OrdinalIgnoreCase);

    private static string Reverse(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? string.Join('.', address.GetAddressBytes().Reverse()) + ".in-addr.arpa"
            : string.Join(
                '.',
                address
                    .GetAddressBytes()
                    .Reverse()
                    .SelectMany(part => new[] { part & 15, part >> 4 })
                    .Select(half => half.ToString("x", CultureInfo.InvariantCulture))
            ) + ".ip6.arpa";

    private static void Txt(StringBuilder zone, string name, string value) =>
        Record(zone, name, "TXT", string.Join(' ', value.Chunk(LongestString).Select(part => $"\"{new string(part)}\"")));

    private static void Record(StringBuilder zone, string name, string type, string value) =>
        zone.Append(CultureInfo.InvariantCulture, $"{name}. 3600 IN {type} {value}\n");

    /// <summary>A record that only its owner can complete. A comment, so that it is not published as it stands.</summary>
    private static void FillIn(StringBuilder zone, string name, string type, string value, string what) =>
        zone.Append(CultureInfo.InvariantCulture, $"; fill in: {name}. 3600 IN {type} {value}   where … is {what}\n");

    private static void Comment(StringBuilder zone, string text) => zone.Append("; ").Append(text).Append('\n');
}
