using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Forms;

/// <summary>What came of reading a typed e-mail address.</summary>
public enum EmailReading
{
    Read,

    /// <summary>Not an address at all.</summary>
    Unreadable,

    /// <summary>With a space inside: without it, it may be somebody else's.</summary>
    Space,

    /// <summary>With letters before the @ that only some mail servers take (RFC 6531): we could not be sure to reach it.</summary>
    Unreachable,
}

/// <summary>Reads a typed e-mail address.</summary>
public static partial class EmailInput
{
    public const int Length = 254;

    /// <summary>An address as a mail server takes it: half-width, an international domain in its ASCII form; or why it is none.</summary>
    public static (EmailReading Reading, string? Address) Read(string? typed)
    {
        var address = CleanText.Line(typed).Normalize(NormalizationForm.FormKC);
        if (address.Contains(' ', StringComparison.Ordinal))
            return (address.Contains('@', StringComparison.Ordinal) ? EmailReading.Space : EmailReading.Unreadable, null);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > Length || DomainOf(address[(at + 1)..]) is not { } domain)
            return (EmailReading.Unreadable, null);
        var (local, isAscii) = (address[..at], Ascii.IsValid(address.AsSpan(0, at)));
        address = (isAscii ? local : "x") + "@" + domain;
        if (address.Length > Length || !Grammar().IsMatch(address) || !MailAddress.TryCreate(address, out _))
            return (EmailReading.Unreadable, null);
        return isAscii ? (EmailReading.Read, address) : (EmailReading.Unreachable, null);
    }

    /// <summary>Null for what is no host name in any script.</summary>
    private static string? DomainOf(string typed)
    {
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }
                .GetAscii(typed)
                .ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Run over at most 254 characters.
    private const string Atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

    [GeneratedRegex(
        @$"^{Atom}(\.{Atom})*@([a-z0-9]([a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z0-9-]{{2,63}}$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Grammar();
}
