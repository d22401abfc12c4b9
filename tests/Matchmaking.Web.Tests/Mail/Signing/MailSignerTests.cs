using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Mail.Signing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using MimeKit.Cryptography;

namespace Matchmaking.Web.Tests.Mail.Signing;

/// <summary>A signature that another program finds valid, over all that one-click unsubscription needs.</summary>
public sealed class MailSignerTests : IDisposable
{
    private static readonly string LongUrl = "https://example.az/unsubscribe/" + new string('x', 119);
    private readonly KeyFile _file = KeyFile.WithKey();
    private readonly MailSigner _signer;

    public MailSignerTests() =>
        _signer = new(
            new()
            {
                Domain = "example.az",
                Selector = "korpu1",
                KeyFile = _file.Path,
            },
            new FakeTimeProvider(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero))
        );

    public void Dispose()
    {
        _signer.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task The_signature_holds_after_the_way_over_the_wire()
    {
        Assert.True(await IsValidAsync(Signed(Alert())));
    }

    [Theory]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe-Post: List-Unsubscribe=Two-Click")]
    [InlineData("<https://example.az/", "<https://example.com/")]
    [InlineData("List-Id: Investment", "List-Id: Other")]
    [InlineData("To: investor@", "To: somebody@")]
    [InlineData("Date: Sun", "Date: Mon")]
    public async Task It_breaks_with_a_header_that_is_changed_on_the_way(string written, string changed)
    {
        var wire = Signed(Alert());
        Assert.Contains(written, wire, StringComparison.Ordinal);

        Assert.False(await IsValidAsync(wire.Replace(written, changed, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_breaks_with_a_changed_body()
    {
        var message = Alert();
        _signer.Sign(message);
        ((TextPart)message.Body!).Text = "另一个正文";

        Assert.False(await IsValidAsync(Wire(message)));
    }

    [Fact]
    public void It_names_every_header_that_receivers_ask_for()
    {
        var signature = Signature(Signed(Alert()));

        Assert.Equal(
            "from:to:subject:date:message-id:mime-version:content-type:list-id:list-unsubscribe:list-unsubscribe-post",
            signature["h"]
        );
        Assert.Equal(
            ("rsa-sha256", "relaxed/relaxed", "example.az", "korpu1"),
            (signature["a"], signature["c"], signature["d"], signature["s"])
        );
        Assert.Equal("1772352000", signature["t"]);
    }

    [Fact]
    public async Task A_mail_of_the_account_promises_nothing_about_lists()
    {
        var message = Alert();
        foreach (var field in new[] { "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post" })
            message.Headers.RemoveAll(field);

        var wire = Signed(message);

        Assert.True(await IsValidAsync(wire));
        Assert.DoesNotContain("list-", Signature(wire)["h"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_address_stands_in_one_piece_and_no_line_is_too_long()
    {
        var wire = Signed(Alert());

        Assert.Equal(150, LongUrl.Length);
        Assert.Contains($"<{LongUrl}>", wire, StringComparison.Ordinal);
        Assert.All(wire.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.All(wire, letter => Assert.True(char.IsAscii(letter)));
    }

    [Fact]
    public async Task Eight_senders_share_one_key()
    {
        var wires = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 10).Select(_ => Signed(Alert())).ToList()))
        );

        foreach (var wire in wires.SelectMany(some => some))
            Assert.True(await IsValidAsync(wire));
    }

    private static MimeMessage Alert()
    {
        var message = new MimeMessage
        {
            Subject = "3 条新机会：电动客车装配（苏姆盖特）、纸板厂（占贾）等，均与您的投资意向相符",
            Date = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
            MessageId = "0195500000007000800000000000002a@example.az",
            Body = new TextPart("html") { Text = "<p>正文：电动客车、Sumqayıt, Gəncə</p>\n" },
        };
        message.From.Add(new MailboxAddress("Körpü 桥", "alerts@example.az"));
        message.To.Add(new MailboxAddress("", "investor@example.org"));
        message.Headers.Add(HeaderId.ListId, "Investment alerts <alerts.example.az>");
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{LongUrl}>, <mailto:unsub+token@example.az?subject=unsubscribe>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return message;
    }

    private string Signed(MimeMessage message)
    {
        _signer.Sign(message);
        return Wire(message);
    }

    private static string Wire(MimeMessage message)
    {
        using var stream = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private async Task<bool> IsValidAsync(string wire)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(wire)));
        var zone = MailDns.Describe(
            new("example.az", "example.az", "mail.example.az", [], null, "example.az", "korpu1", _signer.PublicKey, null)
        );
        return await new DkimVerifier(new PublishedKeys(zone)).VerifyAsync(
            message,
            message.Headers.Single(header => header.Id == HeaderId.DkimSignature)
        );
    }

    private static Dictionary<string, string> Signature(string wire)
    {
        using var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(wire)));
        return Regex
            .Replace(message.Headers[HeaderId.DkimSignature]!, @"\s", "")
            .Split(';')
            .Select(tag => tag.Split('=', 2))
            .ToDictionary(tag => tag[0], tag => tag[1]);
    }
}
