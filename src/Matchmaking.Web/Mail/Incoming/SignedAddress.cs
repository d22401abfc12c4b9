using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// An address of ours that carries an id and our signature: <c>prefix+&lt;id&gt;-&lt;10 hex of an HMAC&gt;@domain</c>. Only hexadecimal,
/// because some servers fold the case of addresses; signed, because otherwise anybody could speak of what is not theirs.
/// </summary>
/// <param name="prefix">Lower-case letters; an id that was signed for one prefix is worthless behind another.</param>
/// <param name="keys">The same numbered keys as of the links: the newest signs, all are believed. At least one.</param>
public abstract partial class SignedAddress(string prefix, IReadOnlyDictionary<int, byte[]> keys)
{
    private const int MacLength = 5;

    /// <summary>The address for an id.</summary>
    public string Make(Guid id, string domain) => $"{prefix}+{id:N}-{Convert.ToHexStringLower(Mac(keys[keys.Keys.Max()], id))}@{domain}";

    /// <summary>The first id in a text (an address, a header, several headers) whose address is really ours; null without one.</summary>
    public Guid? Find(string text)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            if (!match.Groups["prefix"].ValueSpan.Equals(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var id = Guid.ParseExact(match.Groups["id"].ValueSpan, "N");
            var mac = Convert.FromHexString(match.Groups["mac"].ValueSpan);
            // Every key is tried, whichever fits: the time taken tells nothing.
            var isOurs = false;
            foreach (var key in keys.Values)
                isOurs |= CryptographicOperations.FixedTimeEquals(Mac(key, id), mac);
            if (isOurs)
                return id;
        }
        return null;
    }

    /// <summary>A message of this length and beginning is signed nowhere else with these keys.</summary>
    private byte[] Mac(byte[] key, Guid id) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(prefix + ":"), .. id.ToByteArray(bigEndian: true)])[..MacLength];

    [GeneratedRegex(
        @"(?:^|[^0-9a-z+._-])(?<prefix>[a-z]{1,20})\+(?<id>[0-9a-f]{32})-(?<mac>[0-9a-f]{10})@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();
}

/// <summary>A return address for every mail, so that a bounce tells which mail it is about whatever its text looks like.</summary>
public sealed class BounceAddress(IReadOnlyDictionary<int, byte[]> keys) : SignedAddress("bounce", keys);

/// <summary>Where answers to the mails of an enquiry go, so that an answer tells to which whatever its subject says.</summary>
public sealed class EnquiryAddress(IReadOnlyDictionary<int, byte[]> keys) : SignedAddress("enquiry", keys);
