using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Account;

/// <summary>Reads a typed e-mail address.</summary>
public static partial class EmailInput
{
    public const int Length = 254;

    /// <summary>
    /// An address as a mail server takes it: half-width, without spaces, an international domain in its ASCII form. Null when it is none.
    /// </summary>
    public static string? Read(string? typed)
    {
        var address = CleanText.Line(typed).Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > Length)
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
        return address.Length <= Length && Grammar().IsMatch(address) && MailAddress.TryCreate(address, out _) ? address : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
