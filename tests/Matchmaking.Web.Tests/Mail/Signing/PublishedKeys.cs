using System.Text.RegularExpressions;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Matchmaking.Web.Tests.Mail.Signing;

/// <summary>Finds public keys in a zone file instead of DNS.</summary>
internal sealed partial class PublishedKeys(string zone) : DkimPublicKeyLocatorBase
{
    public override AsymmetricKeyParameter LocatePublicKey(
        string methods,
        string domain,
        string selector,
        CancellationToken cancellationToken = default
    )
    {
        var line = Assert.Single(zone.Split('\n'), line => line.StartsWith($"{selector}._domainkey.{domain}. ", StringComparison.Ordinal));
        return GetPublicKey(string.Concat(Quoted().Matches(line).Select(match => match.Groups[1].Value)));
    }

    public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
        string methods,
        string domain,
        string selector,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
