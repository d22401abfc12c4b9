using System.Diagnostics;
using System.Text;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;

namespace Matchmaking.Web.Tests.Mail.Incoming.Letters;

/// <summary>Letters made to keep a core busy: four times the length may not take much more than four times as long.</summary>
public sealed class HostileLetterTests(ITestOutputHelper output)
{
    private const int Quarter = 256 * 1024;
    private const string Plain = "From: a@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
        Flowed = "From: a@example.com\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n",
        Html = "From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
        Alternatives = "From: a@example.com\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n";

    public static TheoryData<string, string, string> Letters { get; } =
        new()
        {
            { "quoted lines", Plain, ">\r\n" },
            { "deep quote", Plain, ">" },
            { "growing quotes", Plain, "> a\r\nb\r\n" },
            { "headers", Plain, "From: a\r\n" },
            { "headers of three kinds", Plain, "From: a\r\nDate: b\r\nTo: c\r\n" },
            { "rules", Plain, "_____\r\n\r\n" },
            { "openings", Plain, "On 1 May 2026, <a@\r\n" },
            { "attributions", Plain, "On 1 May 2026 a@example.com wrote:\r\n" },
            { "signatures", Plain, "a\r\n-- \r\n" },
            { "line feeds", Plain, "\r\n" },
            { "one line", Plain, "wrote: " },
            { "colons", Plain, "：" },
            { "flowed", Flowed, "> a \r\n" },
            { "flowed deep", Flowed, ">" },
            { "flowed line", Flowed, "a \r\n" },
            { "nested quotes", Html, "<blockquote type=cite>a" },
            { "nested blocks", Html, "<div>" },
            { "closed without being open", Html, "<div></blockquote>" },
            { "crossed", Html, "<div><blockquote></div>" },
            { "lists", Html, "<ol><li>" },
            { "links", Html, "<a href=http://example.com/>x" },
            { "open tags", Html, "<" },
            { "comments", Html, "<!--" },
            { "styles", Html, "<style " },
            { "attributes", Html + "<div ", "class=a " },
            { "long attribute", Html + "<div class=\"", "cite " },
            { "entities", Html, "&#" },
            { "marks", Html, "a\u00CC\u0081\u00CC\u0081" },
            { "parts", Alternatives, "--b\r\n\r\na\r\n" },
            { "nested parts", Alternatives, "--b\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n" },
        };

    [Theory(Explicit = true), MemberData(nameof(Letters))]
    public void Time_grows_no_faster_than_length(string name, string beginning, string repeated)
    {
        var (one, four) = (Make(beginning, repeated, Quarter), Make(beginning, repeated, Quarter * 4));
        Time(one);

        var (short1, long1) = (Enumerable.Range(0, 2).Min(_ => Time(one)), Enumerable.Range(0, 2).Min(_ => Time(four)));

        output.WriteLine($"{name}: {short1.TotalMilliseconds:F1} ms, {long1.TotalMilliseconds:F1} ms");
        Assert.True(long1 < (6 * short1) + TimeSpan.FromSeconds(2), $"{short1} and {long1}");
    }

    private static byte[] Make(string beginning, string repeated, int length) =>
        Encoding.Latin1.GetBytes(
            beginning + string.Concat(Enumerable.Repeat(repeated, (length - beginning.Length - 10) / repeated.Length)) + "\r\n"
        );

    private static TimeSpan Time(byte[] bytes)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var message = IncomingMessage.Load(bytes, IncomingMessage.LargestLetter);
            ReplyReader.Read(message);
        }
        catch (FormatException)
        {
            // No message is an answer too, as long as it comes soon.
        }
        return Stopwatch.GetElapsedTime(began);
    }
}
