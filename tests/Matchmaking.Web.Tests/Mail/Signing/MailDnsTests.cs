using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Matchmaking.Web.Mail.Signing;

namespace Matchmaking.Web.Tests.Mail.Signing;

/// <summary>The records that an administrator copies into a zone.</summary>
public sealed class MailDnsTests
{
    private static readonly MailDnsFacts Own = new(
        "mail.example.az",
        "bounce.example.az",
        "mx.example.az",
        [IPAddress.Parse("192.0.2.10"), IPAddress.Parse("2001:db8::1")],
        null,
        "example.az",
        "korpu1",
        NewKey(),
        "dmarc@example.az"
    );

    [Theory]
    [InlineData("mail.example.az. 3600 IN TXT \"v=spf1 ip4:192.0.2.10 ip6:2001:db8::1 -all\"")]
    [InlineData("bounce.example.az. 3600 IN TXT \"v=spf1 ip4:192.0.2.10 ip6:2001:db8::1 -all\"")]
    [InlineData("_dmarc.mail.example.az. 3600 IN TXT \"v=DMARC1; p=none; adkim=r; aspf=r; rua=mailto:dmarc@example.az\"")]
    [InlineData("bounce.example.az. 3600 IN MX 10 mx.example.az.")]
    [InlineData("10.2.0.192.in-addr.arpa. 3600 IN PTR mx.example.az.")]
    [InlineData("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR mx.example.az.")]
    [InlineData("mx.example.az. 3600 IN A 192.0.2.10")]
    [InlineData("mx.example.az. 3600 IN AAAA 2001:db8::1")]
    public void A_record_is_written_out(string record) => Assert.Contains(record, MailDns.Describe(Own).Split('\n'));

    [Fact]
    public void A_long_key_is_cut_into_strings_that_DNS_can_hold()
    {
        var line = Assert.Single(
            MailDns.Describe(Own).Split('\n'),
            line => line.StartsWith("korpu1._domainkey.example.az. ", StringComparison.Ordinal)
        );
        var parts = Regex.Matches(line, "\"([^\"]*)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.True(parts.Count > 1);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 255));
        Assert.Equal($"v=DKIM1; k=rsa; p={Convert.ToBase64String(Own.DkimPublicKey!)}", string.Concat(parts));
    }

    [Fact]
    public void Behind_a_relay_its_record_is_included_and_its_addresses_are_its_own()
    {
        var zone = MailDns.Describe(Own with { SendingAddresses = [], RelayInclude = "spf.relay.example", DkimDomain = null });

        Assert.Contains("\"v=spf1 include:spf.relay.example -all\"", zone, StringComparison.Ordinal);
        Assert.DoesNotContain(" IN PTR ", zone, StringComparison.Ordinal);
        Assert.DoesNotContain("v=DKIM1", zone, StringComparison.Ordinal);
        Assert.Contains("unsigned", zone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.az", false)]
    [InlineData("mail.example.az", false)]
    [InlineData("example.com", true)]
    [InlineData("l.example.az", true)]
    [InlineData("xample.az", true)]
    public void A_signing_domain_that_DMARC_would_not_count_is_warned_of(string signer, bool warned) =>
        Assert.Equal(warned, MailDns.Describe(Own with { DkimDomain = signer }).Contains("WARNING", StringComparison.Ordinal));

    [Fact]
    public void One_domain_for_both_has_one_record_of_each_kind()
    {
        var zone = MailDns.Describe(Own with { BounceDomain = Own.SenderDomain });

        Assert.Single(Regex.Matches(zone, "v=spf1"));
        Assert.Single(Regex.Matches(zone, " IN MX "));
    }

    [Fact]
    public void What_only_the_owner_knows_is_to_be_filled_in_and_nothing_is_published_that_forbids_everybody_to_send()
    {
        var zone = MailDns.Describe(Own with { SendingAddresses = [], MailServer = null });

        Assert.DoesNotContain("\"v=spf1 -all\"", zone, StringComparison.Ordinal);
        Assert.DoesNotContain(
            zone.Split('\n'),
            line =>
                !line.StartsWith(';')
                && (line.Contains(" MX ", StringComparison.Ordinal) || line.Contains("spf1", StringComparison.Ordinal))
        );
        Assert.Contains("; fill in: bounce.example.az. 3600 IN MX", zone, StringComparison.Ordinal);
        Assert.Contains("; fill in: mail.example.az. 3600 IN TXT", zone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.1.1", false)]
    [InlineData("192.0.2.10", true)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2001:db8::1", true)]
    public void Only_a_public_address_is_published(string address, bool isPublic) =>
        Assert.Equal(isPublic, MailDnsFactsFinder.IsPublic(IPAddress.Parse(address)));

    private static byte[] NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfo();
    }
}
