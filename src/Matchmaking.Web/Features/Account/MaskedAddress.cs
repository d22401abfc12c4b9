namespace Matchmaking.Web.Features.Account;

/// <summary>
/// An address on a page that opens without a password, or in a mail to somebody else: mails are forwarded, and so are their links.
/// </summary>
public static class MaskedAddress
{
    /// <summary>"s•••@example.com": enough to recognise one's own, too little to learn somebody else's.</summary>
    public static string Of(string address) => $"{address[0]}•••{address[address.LastIndexOf('@')..]}";
}
