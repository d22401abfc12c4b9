using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using MimeKit.Text;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>
/// What mail programs write into the elements around a quote or a signature: Gmail, Apple Mail, Thunderbird, Outlook, QQ, NetEase, Foxmail.
/// None of it is needed to find a quote, since whoever answers may have deleted it, or the program may be another one.
/// </summary>
internal static partial class HtmlMarks
{
    private const int LongestValue = 1000;

    /// <summary>A block in which the mail that is answered stands. Without such a sign it is only set further in.</summary>
    public static bool Quotes(HtmlTagToken tag) =>
        tag.Id == HtmlTagId.BlockQuote
        && (Quoting().IsMatch(Names(tag)) || Value(tag, HtmlAttributeId.Cite).Length > 0 || SideLine().IsMatch(Style(tag)));

    /// <summary>A block of the signature.</summary>
    public static bool Signs(HtmlTagToken tag) => Signing().IsMatch(Names(tag));

    /// <summary>The block with which Outlook begins the mail that is answered: known by its name, or by the line above it.</summary>
    public static bool BeginsOriginal(HtmlTagToken tag) =>
        tag.Id == HtmlTagId.Div && (Beginning().IsMatch(Names(tag)) || TopLine().IsMatch(Style(tag)));

    private static string Names(HtmlTagToken tag) =>
        $"{Value(tag, HtmlAttributeId.Type)} {Value(tag, HtmlAttributeId.Class)} {Value(tag, HtmlAttributeId.Id)}";

    private static string Style(HtmlTagToken tag) => Value(tag, HtmlAttributeId.Style);

    private static string Value(HtmlTagToken tag, HtmlAttributeId id) =>
        CleanText.Cut(tag.Attributes.FirstOrDefault(attribute => attribute.Id == id)?.Value ?? "", LongestValue);

    [GeneratedRegex(
        @"\b(?:cite|gmail_quote|isReplyContent|ntes_quote|yahoo_quoted|protonmail_quote|qt)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Quoting();

    [GeneratedRegex(
        @"\b(?:gmail_signature|AppleMailSignature|ms-outlook-mobile-signature|moz-signature|ntes_signature|x?_?Signature|signature)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Signing();

    [GeneratedRegex(
        @"\b(?:divRplyFwdMsg|x_divRplyFwdMsg|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Beginning();

    [GeneratedRegex(
        @"border-left\s*:\s*[^;]*(?:solid|\dpx)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex SideLine();

    [GeneratedRegex(
        @"border:\s*none;\s*border-top:\s*solid",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex TopLine();
}
