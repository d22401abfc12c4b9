using System.Text;
using System.Text.Json;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.EmailChange;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Signing;
using Matchmaking.Web.Tests.Mail.Signing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Our mails as another implementation reads them, one that refuses whatever the standards do not allow.</summary>
public sealed class PythonParsesTests
{
    private const string Script = """
        import sys, json, email, email.header, email.policy
        wire = sys.stdin.buffer.read()
        message = email.message_from_bytes(wire, policy=email.policy.strict)
        headers = {}
        for name, value in message.items():
            if value.defects:
                raise value.defects[0]
            headers.setdefault(name, []).append(str(value))
        parts = list(message.walk())
        for part in parts:
            if part.defects:
                raise part.defects[0]
        def text(kind):
            return next((part.get_content() for part in parts if part.get_content_type() == kind), None)
        json.dump({
            "headers": headers,
            # The strict parser leaves a blank between two encoded words of a name, which RFC 2047 says is none; this one does not.
            "from": str(email.header.make_header(email.header.decode_header(email.message_from_bytes(wire)["From"]))),
            "addresses": [address.addr_spec for name in ("From", "To") for address in message[name].addresses],
            "types": [part.get_content_type() for part in parts],
            "text": text("text/plain"),
            "html": text("text/html"),
        }, sys.stdout)
        """;

    private const string LongSubject =
        "3 条新机会：电动客车装配厂（苏姆盖特化学工业园）、瓦楞纸板与包装（占贾工业区）、番茄与石榴深加工（阿布歇隆半岛）等，均与“中亚食品与汽车”投资意向相符";
    private const string Sender = "Azərbaycan İxrac və İnvestisiyaların Təşviqi Agentliyi 桥";
    private static readonly string Url = "https://korpu.example.az/unsubscribe/" + new string('x', 113);
    private static readonly Guid Id = Guid.Parse("01955000-0000-7000-8000-00000000002a");
    private static readonly Texts Texts = new();
    private static readonly SiteAddress Site = new(
        Options.Create(new SiteSettings { Name = "Körpü 桥", BaseUrl = "https://korpu.example.az" }),
        new NoServer()
    );

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.Azerbaijani)]
    [InlineData(Language.English)]
    public async Task A_mail_about_the_account(string language)
    {
        var mail = Row(AccountMails.EmailChanged, language);
        mail.Data["email"] = "new.address@example.org";
        var content = await new EmailChangedMail(Site).WriteAsync(mail, new Text(Texts, language), CancellationToken.None);

        var read = await ReadAsync(Messages().Make(mail, content!));

        Assert.Equal(content!.Subject, read.Header("Subject"));
        Assert.Equal("auto-generated", read.Header("Auto-Submitted"));
        Assert.Equal(language, read.Header("Content-Language"));
        Assert.DoesNotContain(read.Headers.Keys, name => name.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("n•••@example.org", read.Text, StringComparison.Ordinal);
        Assert.Contains("n•••@example.org", read.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.Azerbaijani)]
    [InlineData(Language.English)]
    public async Task An_alert_with_everything_long(string language)
    {
        var read = await ReadAsync(Messages().Make(Row("alert", language), Alert(new Text(Texts, language))));

        Assert.Equal(LongSubject, read.Header("Subject"));
        Assert.Equal($"{Sender} <alerts@example.az>", read.From);
        Assert.Equal(["alerts@example.az", "investor@example.org"], read.Addresses);
        Assert.Equal($"<{Id:N}@example.az>", read.Header("Message-Id"));
        // The address is too long for the line of the header's name, so the value begins on the next one, after a blank.
        Assert.Equal(
            $"<{Url}>, <mailto:alerts@example.az?subject=unsubscribe%20{new string('t', 44)}>",
            read.Header("List-Unsubscribe").TrimStart(' ')
        );
        Assert.Equal("List-Unsubscribe=One-Click", read.Header("List-Unsubscribe-Post"));
        Assert.Equal("Investment alerts <alerts.example.az>", read.Header("List-Id"));
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], read.Types);
        Assert.Contains(Url, read.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Url}\"", read.Html, StringComparison.Ordinal);
        Assert.Contains("电动客车", read.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_mail()
    {
        using var file = KeyFile.WithKey();
        using var signer = new MailSigner(
            new()
            {
                Domain = "example.az",
                Selector = "korpu1",
                KeyFile = file.Path,
            },
            TimeProvider.System
        );
        var message = Messages().Make(Row("alert", Language.Chinese), Alert(new Text(Texts, Language.Chinese)));
        signer.Sign(message);

        var read = await ReadAsync(message);

        Assert.Equal(LongSubject, read.Header("Subject"));
        Assert.Contains("list-unsubscribe-post", read.Header("DKIM-Signature"), StringComparison.Ordinal);
        Assert.Contains("电动客车", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: alerts@example.az\nTo: x@example.org\nContent-Type: multipart/mixed\n\nno boundary\n")]
    [InlineData("From: alerts@@example.az\nTo: x@example.org\n\ntext\n")]
    public async Task The_reader_does_refuse_what_is_wrong(string message) =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Python.RunAsync(Script, Encoding.ASCII.GetBytes(message)));

    private static MailContent Alert(Text text) =>
        new(
            LongSubject,
            new MailBody(text)
                .Heading("电动客车装配，苏姆盖特", Url, large: true)
                .Facts([("Yer", "Sumqayıt, Gəncə"), ("规模", "12,000,000")])
                .Score("92", ["行业：电动客车装配（30/30）"])
                .Paragraph(string.Concat(Enumerable.Repeat("一段没有空格的很长的中文说明，", 120)))
                .Button(text["alert.open"], Url)
                .Links((text["alert.unsubscribe"], Url))
        )
        {
            UnsubscribeUrl = Url,
            UnsubscribeAddress = $"mailto:alerts@example.az?subject=unsubscribe%20{new string('t', 44)}",
        };

    private static OutgoingMail Row(string kind, string language) =>
        new()
        {
            Id = Id,
            Kind = kind,
            ToAddress = "investor@example.org",
            Language = language,
            CreatedAt = DateTimeOffset.UnixEpoch,
            NotBefore = DateTimeOffset.UnixEpoch,
        };

    private static MailMessages Messages()
    {
        var settings = Options.Create(
            new MailSettings
            {
                Sender = new() { Address = "alerts@example.az", Name = Sender },
            }
        );
        var scopes = new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        return new(settings, new(settings, Site, new(scopes)), Site, Texts, TimeProvider.System);
    }

    private static async Task<ReadByPython> ReadAsync(MimeMessage message)
    {
        using var wire = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await message.WriteToAsync(format, wire);
        return JsonSerializer.Deserialize<ReadByPython>(await Python.RunAsync(Script, wire.ToArray()), JsonSerializerOptions.Web)!;
    }

    private sealed record ReadByPython(
        Dictionary<string, string[]> Headers,
        string From,
        string[] Addresses,
        string[] Types,
        string? Text,
        string? Html
    )
    {
        public string Header(string name) =>
            Assert.Single(Headers.Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
    }

    /// <summary>The site's address is set, so no server is asked for its own.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose() { }

        public Task StartAsync<TContext>(
            Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application,
            CancellationToken cancellationToken
        )
            where TContext : notnull => throw new NotSupportedException("Nothing listens in this test.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
