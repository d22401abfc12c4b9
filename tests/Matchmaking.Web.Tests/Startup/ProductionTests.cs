using System.Diagnostics;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Matchmaking.Web.Tests.Startup;

/// <summary>Production refuses to start half configured, and shows nothing of Development.</summary>
public sealed class ProductionTests(ProductionTests.ProductionSite site) : IClassFixture<ProductionTests.ProductionSite>
{
    public sealed class ProductionSite : Site
    {
        protected override string EnvironmentName => "Production";
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("Mail:Smtp:Host", "localhost"), new("Site:BaseUrl", "https://example.org")];
    }

    [Fact]
    public async Task It_names_everything_that_is_missing_in_one_message()
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
            {
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Site__BaseUrl"] = "not an address" },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var message = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        foreach (
            var setting in new[] { "ConnectionStrings__Matchmaking", "Mail__Smtp__Host", "Mail__Sender__Address", "Site__BaseUrl: must be" }
        )
            Assert.Contains(setting, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_everything_that_is_wrong_before_it_looks_for_its_database()
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
            {
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Site__BaseUrl"] = "https://example.org",
                    ["ConnectionStrings__Matchmaking"] = "Host=127.0.0.1;Port=1",
                    ["Mail__Smtp__Host"] = "not a host!",
                    ["Mail__Sender__Address"] = "not an address",
                    ["Mail__Bounces__Domain"] = "not a domain!",
                    ["Mail__Canary__Address"] = "nobody",
                    ["Mail__Dns__Server"] = "x",
                    ["Mail__Smtp__Port"] = "0",
                    ["Mail__Mailbox__Host"] = "not a host!",
                    ["Mail__Mailbox__Port"] = "65536",
                    ["Mail__Hook__Secret"] = "short",
                    ["RateLimits__Reset"] = "0",
                },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var message = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        foreach (
            var setting in new[]
            {
                "Mail__Smtp__Host",
                "Mail__Sender__Address",
                "Mail__Bounces__Domain",
                "Mail__Canary__Address",
                "Mail__Dns__Server",
                "Mail__Smtp__Port",
                "Mail__Mailbox__Host",
                "Mail__Mailbox__Port",
                "Mail__Hook__Secret",
                "Reset",
            }
        )
            Assert.Contains(setting, message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RateLimits__Reset", "abc")]
    [InlineData("RateLimits__SignOff", "5")]
    public async Task A_limit_that_is_no_number_or_limits_nothing_is_named(string setting, string value)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
            {
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Site__BaseUrl"] = "https://example.org",
                    ["Mail__Smtp__Host"] = "localhost",
                    ["ConnectionStrings__Matchmaking"] = "Host=127.0.0.1;Port=1",
                    ["Mail__Sender__Address"] = "alerts@example.org",
                    [setting] = value,
                },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var message = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(setting.Split("__")[1], message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_who_only_looks_gets_no_cookie()
    {
        using var client = site.NewClient();
        Assert.False((await client.GetAsync("/opportunities")).Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/dev/mail")]
    [InlineData("/dev/mail.json")]
    public async Task The_pages_of_development_do_not_exist(string path) =>
        Assert.Equal(404, (int)(await site.NewVisitor().OpenAsync(path)).Status);

    [Fact]
    public async Task It_has_no_demo_accounts() => Assert.False(await site.InDatabaseAsync(db => Task.FromResult(db.Users.Any())));

    [Fact]
    public async Task Browsers_are_told_to_use_https_only()
    {
        using var client = site.NewClient();
        client.BaseAddress = new("https://example.org");
        var answer = await client.GetAsync("/health/live");
        Assert.Contains("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_sender_is_believed_for_the_address_alone()
    {
        var message = new MimeMessage
        {
            From = { MailboxAddress.Parse("zhang@example.com") },
            Body = new TextPart("plain") { Text = "你好" },
        };

        await using var scope = site.Services.CreateAsyncScope();
        var letter = scope.ServiceProvider.GetRequiredService<LetterReader>().Read(message);

        Assert.Equal((true, SenderProof.Unknown), (letter.IsChecked, letter.Proof));
    }
}
