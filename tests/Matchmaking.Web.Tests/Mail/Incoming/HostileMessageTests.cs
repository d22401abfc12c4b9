using System.Diagnostics;
using System.Text;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>Messages made to keep a core busy: four times the length may not take much more than four times as long.</summary>
public sealed class HostileMessageTests(ITestOutputHelper output)
{
    private const string Address = "bounce+0195500000007000800000000000002a-5f61772ddb@example.az";
    private const int Quarter = (IncomingMessage.Largest / 4) - 2000;
    private static readonly ReportReader Reader = new(
        new BounceAddress(new Dictionary<int, byte[]> { [1] = [.. Enumerable.Repeat((byte)7, 32)] }),
        new SmtpReplyTable(),
        new ProviderRegister(Options.Create(new ProvidersSettings()))
    );

    public static TheoryData<string, string, string, string> Messages { get; } =
        new()
        {
            // Name, headers and beginning, what is repeated, ending.
            { "style", Html, "\n", "" },
            { "styles", Html, "<style ", "" },
            { "open tags", Html, "<", "" },
            { "comments", Html, "<!--", "" },
            { "nested tags", Html, "<div>", "" },
            { "attributes", Html + "<p ", "a=b ", ">" },
            { "entities", Html, "&#", "" },
            { "spaces", Plain, " ", "550" },
            { "line feeds", Plain, "\r\n", "550" },
            { "colons", Plain, ": ", "550" },
            { "reasons", Plain, "原因：", "550" },
            { "delivery without failure", Plain, "delivery ", "" },
            { "return addresses", Plain, Address + " ", "" },
            { "numbers", Plain, "5.1.1.", "" },
            { "quotes", Plain, "> \r\n", "" },
            { "dashes", Plain, "-", "" },
            { "marks", Plain, "a\u00CC\u0081\u00CC\u0081", "" },
            { "our subject", Plain, "New oppo", "" },
            { "GBK", Plain, "\u00d6\u00d0", "" },
            { "subject", $"To: {Address}\r\nFrom: mailer-daemon@x.example\r\nSubject: ", "=?utf-8?q?a?= ", "\r\n\r\n" },
            { "half encoded subject", $"To: {Address}\r\nFrom: mailer-daemon@x.example\r\nSubject: ", "=?utf-8?q?", "\r\n\r\n" },
            { "recipients", "From: mailer-daemon@x.example\r\nTo: ", Address + ", ", "\r\n\r\n" },
            { "comments in an address", "From: mailer-daemon@x.example\r\nTo: ", "(", "\r\n\r\n" },
            { "groups", "From: mailer-daemon@x.example\r\nTo: ", "a:", "\r\n\r\n" },
            { "headers", $"From: mailer-daemon@x.example\r\nTo: {Address}\r\n", "To: x\r\n", "\r\n" },
            { "parameters", $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Type: text/plain", ";\r\n a*1=b", "\r\n\r\n" },
            { "parts", Mixed, "--b\r\n\r\n", "--b--" },
            { "nested parts", Mixed, "--b\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n", "" },
            { "nested messages", Mixed + "--b\r\n", "Content-Type: message/rfc822\r\n\r\n", "" },
            { "growing boundaries", Mixed, $"--b\r\n{Inner}bb\r\n\r\n--bb\r\n{Inner}b\r\n\r\n", "" },
            { "recipients of a report", Report, "Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\n\r\n", "--b--" },
            { "diagnostic", Report + "Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\nDiagnostic-Code: smtp; ", "\r\n :", "\r\n--b--" },
            { "report headers", Report, "Action: failed\r\n", "--b--" },
            { "base64", $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Transfer-Encoding: base64\r\n\r\n", "AAAA", "" },
            {
                "quoted-printable",
                $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                "=0",
                ""
            },
        };

    private const string Inner = "Content-Type: multipart/mixed; boundary=";
    private const string Plain = $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    private const string Html = $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style";
    private const string Mixed = $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n";
    private const string Report =
        $"From: mailer-daemon@x.example\r\nTo: {Address}\r\nContent-Type: multipart/report; report-type=delivery-status; "
        + "boundary=\"b\"\r\n\r\n"
        + "--b\r\nContent-Type: message/delivery-status\r\n\r\n";

    [Theory]
    [MemberData(nameof(Messages))]
    public void Time_grows_no_faster_than_length(string name, string beginning, string repeated, string ending)
    {
        var (one, four) = (Make(beginning, repeated, ending, Quarter), Make(beginning, repeated, ending, Quarter * 4));
        Time(one);

        // The best of several: whatever else the machine does makes it only longer.
        var (short1, long1) = (Enumerable.Range(0, 3).Min(_ => Time(one)), Enumerable.Range(0, 3).Min(_ => Time(four)));

        output.WriteLine($"{name}: {short1.TotalMilliseconds:F1} ms, {long1.TotalMilliseconds:F1} ms");
        // Two seconds for a machine that does other things meanwhile: what is not linear took twenty to fifty seconds at this length.
        Assert.True(long1 < (6 * short1) + TimeSpan.FromSeconds(2), $"{short1} and {long1}");
    }

    private static byte[] Make(string beginning, string repeated, string ending, int length)
    {
        var count = (length - beginning.Length - ending.Length) / repeated.Length;
        return Encoding.Latin1.GetBytes(beginning + string.Concat(Enumerable.Repeat(repeated, count)) + ending);
    }

    private static TimeSpan Time(byte[] bytes)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var message = IncomingMessage.Load(bytes);
            Reader.Read(message, "New opportunity: a place");
        }
        catch (FormatException)
        {
            // No message is an answer too, as long as it comes soon.
        }
        return Stopwatch.GetElapsedTime(began);
    }
}
