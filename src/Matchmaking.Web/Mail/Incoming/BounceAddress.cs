using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// A return address for every mail, so that a bounce tells which mail it is about whatever its text looks like:
/// <c>bounce+&lt;id of the mail&gt;-&lt;10 hex of an HMAC&gt;@domain</c>. Only hexadecimal, because some servers fold the case of
/// addresses; signed, because otherwise anybody could make us stop writing to somebody.
/// </summary>
/// <param name="keys">The same numbered keys as of the links: the newest signs, all are believed. At least one.</param>
public sealed partial class BounceAddress(IReadOnlyDictionary<int, byte[]> keys)
{
    private const int MacLength = 5;

    /// <summary>The address for a mail.</summary>
    public string Make(Guid mailId, string domain) =>
        $"bounce+{mailId:N}-{Convert.ToHexStringLower(Mac(keys[keys.Keys.Max()], mailId))}@{domain}";

    /// <summary>
    /// The first mail in a text (an address, a header, several headers) whose return address is really ours; null without one.
    /// </summary>
    public Guid? Find(string text)
    {
        foreach (Match match in Pattern().Matches(text))
        {
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
    private static byte[] Mac(byte[] key, Guid id) =>
        HMACSHA256.HashData(key, (byte[])[.. "bounce:"u8, .. id.ToByteArray(bigEndian: true)])[..MacLength];

    [GeneratedRegex(
        @"(?:^|[^0-9a-z+._-])bounce\+(?<id>[0-9a-f]{32})-(?<mac>[0-9a-f]{10})@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();
}
