using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Features.Account;

/// <summary>Brings what was typed into a single line to the form in which it is kept.</summary>
public static partial class TypedText
{
    public const int EmailLength = 254, NameLength = 200;

    /// <summary>
    /// NFC, one space where there were several, no control or direction-changing characters: an invisible character would make two equal
    /// names different, or turn a line around.
    /// </summary>
    public static string Line(string? typed)
    {
        var kept = new StringBuilder();
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (kept.Length > 0 && kept[^1] != ' ')
                    kept.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                && rune != Rune.ReplacementChar)
                kept.Append(rune.ToString());
        }
        return kept.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// An address as a mail server takes it: half-width, without spaces, an international domain in its ASCII form. Null when it is none.
    /// </summary>
    public static string? Email(string? typed)
    {
        var address = Line(typed).Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > EmailLength)
            return null;
        string domain;
        try
        {
            domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(address[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a host name in any script.
            return null;
        }
        address = address[..at] + "@" + domain;
        return address.Length <= EmailLength && Grammar().IsMatch(address) && MailAddress.TryCreate(address, out _) ? address : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
