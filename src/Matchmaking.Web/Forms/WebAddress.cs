namespace Matchmaking.Web.Forms;

/// <summary>Addresses of pages that somebody types.</summary>
public static class WebAddress
{
    /// <summary>Of one address, in UTF-16 units.</summary>
    public const int Length = 500;

    /// <summary>Only what a browser opens as a page: never "javascript:", nor an address that hides its host behind a name.</summary>
    /// <param name="line">Cleaned, one line.</param>
    public static bool IsOne(string line) =>
        line.Length <= Length
        && !line.Any(char.IsWhiteSpace)
        && Uri.TryCreate(line, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Contains('.', StringComparison.Ordinal)
        && address.UserInfo.Length == 0;
}
