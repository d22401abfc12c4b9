using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>A log of the relay that cannot be read: said once, and mails go out without it.</summary>
public sealed class RelayLogTests(RelayLogTests.SiteWithoutRights site) : IClassFixture<RelayLogTests.SiteWithoutRights>
{
    /// <summary>A folder is no file, whoever asks; a test may run as root, which may read everything.</summary>
    private static readonly string Unreadable = Path.GetTempPath();

    public sealed class SiteWithoutRights : SmtpSite
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Mail:Smtp:RelayLog", Unreadable)];
    }

    [Fact]
    public async Task A_mail_that_is_tried_again_goes_out_all_the_same()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.RcptTo && step.Address == "again@log.example"
                ? SmtpAnswer.Say(451, "4.3.0 later")
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        var (again, other) = (Rows.MailTo("again@log.example", person), Rows.MailTo("other@log.example", person));
        await site.AddMailsAsync(again, other);
        await site.UntilAsync(other, MailStatus.Accepted);
        await site.UntilAsync(again, MailStatus.Deferred);
        site.Server.Script = null;

        await site.DueNowAsync(again);

        await site.UntilAsync(again, MailStatus.Accepted);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("missing")]
    public async Task It_is_said_at_the_start_and_not_again(string what)
    {
        var lines = new Lines();
        var path = what == "folder" ? Unreadable : Path.Combine(Unreadable, Guid.NewGuid().ToString("N"));
        var log = new RelayLog(Options.Create(new MailSettings { Smtp = new() { RelayLog = path } }), lines);

        Assert.Single(lines.All);
        Assert.Null(await log.AcceptedAsync(["a@b"], CancellationToken.None));
        Assert.Null(await log.AcceptedAsync(["a@b"], CancellationToken.None));
        Assert.Single(lines.All);
        Assert.Contains(path, lines.All[0], StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<RelayLog>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => All.Add(formatter(state, exception));
    }
}
