using Matchmaking.Web.Mail.Incoming.Letters;
using MimeKit;
using MimeKit.Cryptography;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Whether a mail comes from whom it names in "From", as the server of our mailbox has found.</summary>
public enum SenderProof
{
    /// <summary>The server has said nothing, or it is not set which server that is.</summary>
    Unknown,

    /// <summary>The server has looked, and nothing shows that the sender's domain sent it.</summary>
    Failed,

    /// <summary>The sender's domain sent it.</summary>
    Proven,
}

/// <summary>Reads <c>Authentication-Results</c> (RFC 8601).</summary>
public static class SenderProofs
{
    private const int LongestHeader = 16 * 1024,
        LeastLabels = 2;

    /// <summary>
    /// What our server says of a mail. Only the topmost of its headers counts: servers write on top, so that one below may be the
    /// sender's own.
    /// </summary>
    /// <param name="message">As it was in the mailbox.</param>
    /// <param name="server"><see cref="MailboxSettings.AuthenticationServer"/>.</param>
    public static SenderProof Of(MimeMessage message, string? server)
    {
        if (string.IsNullOrEmpty(server))
            return SenderProof.Unknown;
        var results = Topmost(message, server);
        if (results is null)
            return SenderProof.Unknown;
        return ReplyReader.SenderOf(message)?.Domain is { Length: > 0 } from && IsProven(results, from)
            ? SenderProof.Proven
            : SenderProof.Failed;
    }

    /// <summary>Null also when one above it cannot be read: it may be ours, and the next one the sender's.</summary>
    private static AuthenticationResults? Topmost(MimeMessage message, string server)
    {
        foreach (var header in message.Headers.Where(header => header.Id == HeaderId.AuthenticationResults))
        {
            if (header.RawValue.Length > LongestHeader || !AuthenticationResults.TryParse(header.RawValue, out var read))
                return null;
            if (Same(read.AuthenticationServiceIdentifier, server))
                return read;
        }
        return null;
    }

    private static bool IsProven(AuthenticationResults results, string from)
    {
        var dmarc = results.Results.Where(result => Same(result.Method, "dmarc")).ToList();
        // The domain's own word about who may write in its name stands above the others.
        if (dmarc.Any(result => Same(result.Result, "fail")))
            return false;
        return dmarc.Any(result => Passes(result, from, "header.from", isNeeded: false))
            || results.Results.Any(result =>
                (Same(result.Method, "dkim") && (Passes(result, from, "header.d") || Passes(result, from, "header.i")))
                || (Same(result.Method, "spf") && Passes(result, from, "smtp.mailfrom"))
            );
    }

    /// <summary>Whether a check has passed for the domain in a property, and that domain is the sender's.</summary>
    private static bool Passes(AuthenticationMethodResult result, string from, string property, bool isNeeded = true)
    {
        if (!Same(result.Result, "pass"))
            return false;
        var named = result.Properties.Where(p => Same($"{p.PropertyType}.{p.Property}", property)).Select(p => p.Value).ToList();
        return named.Count == 0 ? !isNeeded : named.TrueForAll(value => IsAligned(value[(value.LastIndexOf('@') + 1)..], from));
    }

    /// <summary>
    /// The same domain, or one below the other (RFC 7489, 3.1, relaxed). Two that only share a domain above them count as different: to
    /// tell company.com.cn from com.cn takes a list that changes weekly.
    /// </summary>
    private static bool IsAligned(string domain, string from)
    {
        var (one, other) = (domain.Trim().TrimEnd('.'), from.Trim().TrimEnd('.'));
        if (Same(one, other))
            return one.Length > 0;
        var (upper, lower) = one.Length < other.Length ? (one, other) : (other, one);
        return upper.Split('.', LeastLabels + 1).Length >= LeastLabels && lower.EndsWith("." + upper, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
