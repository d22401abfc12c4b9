using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>
/// Takes a message apart into its text and its files. Of alternatives the plain one is read, unless there is nothing in it; whatever is no
/// text to be read is a file.
/// </summary>
internal sealed partial class LetterBody
{
    /// <summary>UTF-16 units of text that are shown. A longer one comes as a file too, whole.</summary>
    public const int LongestText = 200_000;

    /// <summary>How many files are taken.</summary>
    public const int MostFiles = 10;

    /// <summary>Of all files together, in bytes.</summary>
    public const int LargestFiles = 20 * 1024 * 1024;
    private const int MostParts = 1000,
        LongestPointer = 300,
        LongestName = 150;
    private readonly List<(string Name, MimeEntity Entity, bool IsInText)> _files = [];
    private int _parts;

    /// <summary>Lines of all texts, in their order.</summary>
    public List<LetterLine> Lines { get; private set; } = [];

    /// <summary>Attachments, then pictures within the text.</summary>
    public List<LetterFile> Files { get; } = [];

    /// <summary>Files that were too many or too large together.</summary>
    public int FilesLeftOut { get; private set; }

    public LetterBody(MimeMessage message)
    {
        if (message.Body is { } body)
            Walk(body);
        foreach (var (name, entity, isInText) in _files.OrderBy(file => file.IsInText))
            Keep(new(CleanText.Line(CleanText.Cut(CleanText.Of(name), LongestName)), Bytes(entity), isInText));
        Shorten();
    }

    private void Walk(MimeEntity entity)
    {
        if (++_parts > MostParts)
            _files.Add(("", entity, false));
        else if (entity is MultipartAlternative alternative)
            WalkAlternative(alternative);
        else if (entity is Multipart multipart)
            foreach (var part in multipart)
                Walk(part);
        else if (entity is TextPart text && IsBody(text))
            Lines.AddRange(LinesOf(text));
        else if (entity is TnefPart outlook && Unpacked(outlook) is { Count: > 0 } unpacked)
            foreach (var part in unpacked)
                _files.Add((NameOf(part), part, false));
        else
            _files.Add((NameOf(entity), entity, entity is MimePart { IsAttachment: false, ContentId: not null }));
    }

    /// <summary>The plain text, else the HTML; what is neither (an invitation) comes with it.</summary>
    private void WalkAlternative(MultipartAlternative alternative)
    {
        List<LetterLine>? best = null;
        foreach (var part in alternative)
        {
            if (part is TextPart { IsPlain: true } plain && IsBody(plain))
            {
                var lines = LinesOf(plain);
                if (!SaysNothing(lines))
                    best = lines;
            }
            else if (part is TextPart { IsHtml: true } html && IsBody(html))
                best ??= LinesOf(html);
            else
            {
                // A whole that holds the HTML and its pictures: of its text there is need only where there is no other.
                var (read, before) = (Lines, best);
                Lines = [];
                Walk(part);
                best = before ?? (Lines.Count > 0 ? Lines : null);
                Lines = read;
            }
        }
        best ??= alternative.OfType<TextPart>().Where(IsBody).Select(LinesOf).FirstOrDefault();
        if (best is not null)
            Lines.AddRange(best);
    }

    private static bool IsBody(TextPart text) => (text.IsPlain || text.IsHtml) && !text.IsAttachment && string.IsNullOrEmpty(text.FileName);

    private static bool SaysNothing(List<LetterLine> lines)
    {
        var text = string.Join(' ', lines.Where(line => !line.IsBlank).Take(10).Select(line => line.Words));
        return text.Length == 0 || (text.Length < LongestPointer && Pointer().IsMatch(text));
    }

    private static List<LetterLine> LinesOf(TextPart part)
    {
        var text = MailCharsets.Decode(Bytes(part), part.ContentType.Charset);
        if (part.IsHtml)
            return LetterHtml.Lines(text);
        if (!part.IsFlowed)
            return LetterLine.OfPlain(text);
        var deletes = string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        return LetterLine.OfPlain(new FlowedToText { DeleteSpace = deletes }.Convert(text));
    }

    /// <summary>Old Outlooks pack all files into one (winmail.dat); null when it cannot be unpacked: then it is a file itself.</summary>
    private static List<MimeEntity>? Unpacked(TnefPart outlook)
    {
        try
        {
            return [.. outlook.ExtractAttachments().Take(MostParts)];
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string NameOf(MimeEntity entity) =>
        entity switch
        {
            MimePart { FileName: { Length: > 0 } name } => name,
            TextPart text when text.ContentType.IsMimeType("text", "calendar") => "invitation.ics",
            MessagePart message => CleanText.Cut(CleanText.Line(message.Message?.Subject), LongestName - 4) + ".eml",
            _ => "",
        };

    private static byte[] Bytes(MimeEntity entity)
    {
        using var bytes = new MemoryStream();
        if (entity is MimePart part)
            part.Content?.DecodeTo(bytes);
        else if (entity is MessagePart { Message: { } message })
            message.WriteTo(bytes);
        else
            entity.WriteTo(bytes);
        return bytes.ToArray();
    }

    private void Keep(LetterFile file)
    {
        if (file.Content.Length == 0)
            return;
        if (Files.Count < MostFiles && Files.Sum(other => (long)other.Content.Length) + file.Content.Length <= LargestFiles)
            Files.Add(file);
        else
            FilesLeftOut++;
    }

    /// <summary>A text that nobody reads to its end on a page is shown up to there and kept whole as a file.</summary>
    private void Shorten()
    {
        var (length, lines) = (0, 0);
        while (lines < Lines.Count && (length += Lines[lines].Text.Length + 1) <= LongestText)
            lines++;
        if (lines == Lines.Count)
            return;
        Keep(new("letter.txt", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Lines.Select(line => line.Text))), false));
        var last = Lines[lines];
        Lines.RemoveRange(lines, Lines.Count - lines);
        if (lines == 0)
            Lines.Add(last with { Text = CleanText.Cut(last.Text, LongestText), Words = CleanText.Cut(last.Words, LongestText) });
    }

    /// <summary>"Your program shows no HTML": the letter is in the other part.</summary>
    [GeneratedRegex(
        @"\bhtml\b|(?:view|read|open) (?:this|the) (?:e-?)?(?:mail|message)|查看(?:此|该|這)?[邮郵]件|[浏瀏][览覽]器",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pointer();
}
