using System.Text.RegularExpressions;

namespace Matchmaking.Web.Mail;

/// <summary>What could be a token in a text of others: mail servers repeat addresses of ours in their answers.</summary>
internal static partial class Tokens
{
    /// <summary>
    /// The text without them, for logs and lists, whose readers have no business to know any: signed return addresses, tokens of links and
    /// of unsubscriptions by mail are all runs of more than 32 such characters.
    /// </summary>
    public static string Without(string text) => Token().Replace(text, "…");

    [GeneratedRegex("[A-Za-z0-9_-]{32,}", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
