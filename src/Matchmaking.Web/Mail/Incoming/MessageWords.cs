using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using MimeKit;
using MimeKit.Text;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// The words of a message that its sender has written, and not we: the subject of our mail is taken out wherever it stands, and the text
/// ends where our mail begins. What we write about a company ("returns", "delayed") must not decide what becomes of the mail.
/// </summary>
internal sealed partial class MessageWords(MimeMessage message, string? ownSubject)
{
    private const int LongestSubject = 1000,
        LongestText = 20_000,
        MostParts = 100,
        LongestHeader = 8000,
        MarkLength = 8,
        LeastMark = 3;

    /// <summary>One line.</summary>
    public string Subject => field ??= CleanText.Cut(WithoutOurs(CleanText.Line(SubjectOf(message))), LongestSubject);

    /// <summary>Several lines.</summary>
    public string Text => field ??= WithoutOurs(BeforeOriginal(CleanText.Cut(CleanText.Lines(TextOf(message)), LongestText)));

    /// <summary>The subject as it stands, whatever its charset is called.</summary>
    public static string SubjectOf(MimeMessage message)
    {
        var raw = message.Headers.FirstOrDefault(header => header.Id == HeaderId.Subject)?.RawValue ?? [];
        return MailCharsets.DecodeHeader(raw.Length > LongestHeader ? raw[..LongestHeader] : raw).Trim();
    }

    /// <summary>Our subject is "New opportunity: TITLE"; in the text of our mail the title stands alone.</summary>
    private string WithoutOurs(string text)
    {
        var own = CleanText.Line(ownSubject);
        return Without(Without(text, own), own[(own.AsSpan().IndexOfAny(':', '：') + 1)..]);
    }

    /// <summary>A text without another one, or at least the beginning of it; spaces and case do not count.</summary>
    private static string Without(string text, string? own)
    {
        var (mark, ours) = (0, Squashed(own ?? "").Letters);
        if (ours.Length < LeastMark)
            return text;
        var (letters, places) = Squashed(text);
        var (kept, copied) = (new StringBuilder(), 0);
        var start = ours[..Math.Min(MarkLength, ours.Length)];
        while ((mark = letters.IndexOf(start, mark, StringComparison.Ordinal)) >= 0)
        {
            var length = letters.AsSpan(mark).CommonPrefixLength(ours);
            kept.Append(text, copied, places[mark] - copied).Append(' ');
            copied = places[mark + length - 1] + 1;
            mark += length;
        }
        return copied == 0 ? text : kept.Append(text, copied, text.Length - copied).ToString().Trim();
    }

    private static (string Letters, List<int> Places) Squashed(string text)
    {
        var (letters, places) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
            if (!char.IsWhiteSpace(text[i]))
            {
                letters.Append(char.ToLowerInvariant(text[i]));
                places.Add(i);
            }
        return (letters.ToString(), places);
    }

    private static string BeforeOriginal(string text) =>
        OriginalBegins().Match(text) is { Success: true } match ? text[..match.Index] : text;

    private static string TextOf(MimeMessage message)
    {
        var parts = Parts(message).ToList();
        return parts
                .Where(part => !part.IsHtml)
                .Select(Decoded)
                .Concat(parts.Where(part => part.IsHtml).Select(part => Visible(Decoded(part))))
                .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
            ?? "";
    }

    /// <summary>Texts of the message itself, not of one that is attached to it.</summary>
    private static IEnumerable<TextPart> Parts(MimeMessage message)
    {
        var waiting = new Stack<MimeEntity>();
        if (message.Body is { } body)
            waiting.Push(body);
        for (var count = 0; waiting.TryPop(out var entity) && count < MostParts; count++)
        {
            if (entity is TextPart { IsAttachment: false } text)
                yield return text;
            else if (entity is Multipart multipart)
                foreach (var part in multipart.Take(MostParts).Reverse())
                    waiting.Push(part);
        }
    }

    private static string Decoded(TextPart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return MailCharsets.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), part.ContentType.Charset);
    }

    /// <summary>What a reader sees of an HTML text.</summary>
    private static string Visible(string html)
    {
        var (text, hidden) = (new StringBuilder(), HtmlTagId.Unknown);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (text.Length < LongestText * 2 && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                var endsLine =
                    tag.Id is HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.BlockQuote;
                text.Append(endsLine ? '\n' : ' ');
                var hides = tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Head && !tag.IsEmptyElement;
                if (hides && (hidden == HtmlTagId.Unknown || hidden == tag.Id))
                    hidden = tag.IsEndTag ? HtmlTagId.Unknown : tag.Id;
                else if (tag.Id == HtmlTagId.Body)
                    hidden = HtmlTagId.Unknown;
            }
            else if (token is HtmlDataToken data && hidden == HtmlTagId.Unknown)
                text.Append(data.Data);
        }
        return text.ToString();
    }

    /// <summary>
    /// A line that announces our mail, one of its headers, or a quoted line. Sendmail's transcript (<c>&gt;&gt;&gt; RCPT</c>) is none.
    /// </summary>
    [GeneratedRegex(
        @"^[ \t]*(?:"
            + @"[-_=*—\s]*(?:original message|forwarded message|orijinal m(?:esaj|əktub)|исходное сообщение|原始?[邮郵]件(?:内容|內容)?"
            + @"|[转轉](?:发|寄)[邮郵]件)[-_=*—\s:：]*$"
            + @"|[-_=* ]*(?:this is|below this line is|here is|the following is) a copy of"
            + @"|.{0,60}copy of (?:the|your) (?:original )?message.{0,40}:? *$"
            + @"|(?:received|return-path|dkim-signature|mime-version|message-id|list-unsubscribe|list-id|auto-submitted"
            + @"|content-type)[ \t]*:"
            + @"|>(?:[^>\n]|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex OriginalBegins();
}
