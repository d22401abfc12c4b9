using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Matchmaking.Web.Tests.Architecture;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail.Incoming.Letters;

/// <summary>
/// Answers as QQ Mail, Foxmail, NetEase, WeCom, Outlook, Apple Mail, Gmail, Mail.ru and Yandex write them in our readers' languages:
/// NAME.eml, and in NAME.txt what of it is new.
/// </summary>
public sealed class ReplyReaderTests
{
    private const string Folder = "tests/Matchmaking.Web.Tests/Mail/Incoming/Letters/Messages";

    public static TheoryData<string> Messages =>
        [.. Source.Files(Folder, ".eml").Select(file => Path.GetFileNameWithoutExtension(file.Name))];

    /// <summary>Repeated from their first line on, or with answers that may stand in the quote: shown whole.</summary>
    private static readonly string[] ShownWhole =
    [
        "answers-between",
        "answers-between-html",
        "answers-in-red",
        "charset-told-wrongly",
        "html-only-lists",
        "invitation",
        "itinerary",
        "meeting-proposal",
        "no-quote",
        "nothing-above",
        "old-token-deleted",
        "plain-is-a-pointer",
        "signature-like-a-quote",
        "text-picture-text",
        "winmail",
        "wrote-in-a-sentence",
    ];

    [Theory, MemberData(nameof(Messages))]
    public void What_is_new_is_told_from_what_is_repeated(string message) => Assert.Equal(Expected(message), Read(message).Text);

    [Theory, MemberData(nameof(Messages))]
    public void Only_what_is_repeated_or_a_signature_is_folded(string message) =>
        Assert.Equal(ShownWhole.Contains(message), Read(message).Folded.Length == 0);

    [Theory, MemberData(nameof(Messages))]
    public void Nothing_is_lost(string message)
    {
        using var loaded = Load(message);
        var parts = string.Concat(ReplyReader.Read(loaded).Parts.Select(part => part.Text));

        // Held against what another reader of MIME and HTML finds; marks of lists and addresses of links are ours.
        Assert.Contains(Sources(loaded), source => Letters(source) == Letters(parts));
    }

    [Fact]
    public void A_letter_that_begins_with_what_it_repeats_says_that_nothing_could_be_told_to_be_new()
    {
        Assert.False(Read("nothing-above").HasNewText);
        Assert.True(Read("answer-below").HasNewText);
    }

    [Fact]
    public void A_signature_is_told_from_a_quote()
    {
        var parts = Read("signature-rule").Parts;

        Assert.Equal([LetterPartKind.New, LetterPartKind.Signature, LetterPartKind.Quote], parts.Select(part => part.Kind));
        Assert.Equal("--\nZhang Wei\nHead of Investment\n+86 10 5555 0100", parts[1].Text);
    }

    [Theory]
    [InlineData("qq-html-zh", "张伟", "回复：[KQ-1042] 苏姆盖特纺织厂")]
    [InlineData("outlook-html-ru", "Иван Ли", "RE: [KQ-1042]")]
    [InlineData("gmail-plain-tw-big5", "張偉", "Re: 紡織廠")]
    public void Name_and_subject_are_read_in_their_charset(string message, string name, string subject)
    {
        var letter = Read(message);

        Assert.Equal((name, subject), (letter.Name, letter.Subject));
        Assert.EndsWith("@example.com", letter.Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: zhang@example.com, li@example.com\r\n")]
    [InlineData("From: zhang@example.com\r\nFrom: li@example.com\r\n")]
    [InlineData("From: Zhang Wei\r\n")]
    [InlineData("Sender: zhang@example.com\r\n")]
    public void A_letter_of_nobody_or_of_several_has_no_sender(string head) => Assert.Null(Read(Message(head, "Yes.")).Address);

    [Fact]
    public void A_name_in_bare_bytes_of_a_Chinese_system_is_read()
    {
        var bytes = Encoding.GetEncoding("GB18030").GetBytes("From: \"中国纺织有限公司\" <zhang@example.com>\r\n\r\n好的。\r\n");
        using var message = IncomingMessage.Load(bytes);

        var letter = ReplyReader.Read(message);

        Assert.Equal(("中国纺织有限公司", "zhang@example.com", "好的。"), (letter.Name, letter.Address, letter.Text));
    }

    private static string Expected(string message) => File.ReadAllText(Path.Combine(Source.Root, Folder, message + ".txt")).TrimEnd('\n');

    private static Letter Read(string message)
    {
        using var loaded = message.Contains('\n', StringComparison.Ordinal)
            ? IncomingMessage.Load(Encoding.UTF8.GetBytes(message))
            : Load(message);
        return ReplyReader.Read(loaded);
    }

    private static string Message(string head, string text) => $"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";

    private static MimeMessage Load(string message) =>
        IncomingMessage.Load(File.ReadAllBytes(Path.Combine(Source.Root, Folder, message + ".eml")));

    /// <summary>Each text that the message has, and all of them one after another.</summary>
    private static List<string> Sources(MimeMessage message)
    {
        var texts = message
            .BodyParts.OfType<TextPart>()
            .Where(part => part.IsPlain || part.IsHtml)
            .Select(part =>
                part.ContentType.Charset == "us-ascii" ? part.GetText(Encoding.GetEncoding("GB18030"))
                : part.IsHtml ? Seen(part.Text)
                : part.Text
            )
            .ToList();
        return [.. texts, string.Concat(texts)];
    }

    private static string Seen(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        foreach (var unseen in page.QuerySelectorAll("style, script, title").ToList())
            unseen.Remove();
        return page.DocumentElement.TextContent;
    }

    private static string Letters(string text) =>
        string.Concat(
            Regex
                .Replace(text.Replace("&nbsp;", " ", StringComparison.Ordinal), @" \(https://[^)]*\)", "")
                .Replace("1. the licence\n2. the", "the licence\nthe", StringComparison.Ordinal)
                .Where(c => !char.IsWhiteSpace(c) && c is not ('>' or '•' or '\uFEFF'))
        );
}
