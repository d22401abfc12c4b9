using Matchmaking.Web.Mail.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Mail.Providers;

/// <summary>Whose servers receive mail for a company's own domain.</summary>
public sealed class MxLookupTests : IDisposable
{
    private readonly DnsResponder _dns = new();
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Lines _lines = new();
    private readonly MxLookup _lookup;

    public MxLookupTests() => _lookup = Looking(_dns.Address, _time);

    public void Dispose() => _dns.Dispose();

    [Theory]
    [InlineData("mxbiz1.qq.com", ProviderGroup.Tencent)]
    [InlineData("hzmx01.mxmail.netease.com", ProviderGroup.NetEase)]
    [InlineData("mxn.mxhichina.com", ProviderGroup.Aliyun)]
    [InlineData("ASPMX.L.GOOGLE.COM", ProviderGroup.Gmail)]
    [InlineData("company-cn.mail.protection.outlook.com", ProviderGroup.Microsoft)]
    [InlineData("mx.sina.net", ProviderGroup.Sina)]
    [InlineData("mail.company.cn", ProviderGroup.Others)]
    [InlineData("mx.notqq.com", ProviderGroup.Others)]
    public async Task The_mail_server_tells_the_group(string server, ProviderGroup group)
    {
        _dns.Add("company.cn", (10, server));

        Assert.Equal(group, await _lookup.GroupOfAsync("Company.CN", CancellationToken.None));
        Assert.Empty(_lines.All);
    }

    [Fact]
    public async Task The_preferred_server_decides()
    {
        _dns.Add("company.cn", (20, "mx2.qq.com"), (5, "mx.mxhichina.com"));

        Assert.Equal(ProviderGroup.Aliyun, await _lookup.GroupOfAsync("company.cn", CancellationToken.None));
    }

    [Fact]
    public async Task A_filter_in_front_does_not_hide_whose_mailboxes_they_are()
    {
        _dns.Add("company.cn", (5, "filter.example.net"), (20, "mxbiz2.qq.com"));

        Assert.Equal(ProviderGroup.Tencent, await _lookup.GroupOfAsync("company.cn", CancellationToken.None));
    }

    [Fact]
    public async Task A_well_known_domain_is_not_asked_for()
    {
        Assert.Equal(ProviderGroup.Tencent, await _lookup.GroupOfAsync("QQ.com", CancellationToken.None));
        Assert.Equal(0, _dns.Questions);
    }

    [Fact]
    public async Task What_was_found_is_kept_for_a_day()
    {
        _dns.Add("company.cn", (5, "mxbiz1.qq.com"));
        await _lookup.GroupOfAsync("company.cn", CancellationToken.None);
        await _lookup.GroupOfAsync("company.cn", CancellationToken.None);
        Assert.Equal(1, _dns.Questions);

        _time.Advance(TimeSpan.FromHours(23));
        await _lookup.GroupOfAsync("company.cn", CancellationToken.None);

        Assert.Equal(1, _dns.Questions);
    }

    [Fact]
    public async Task A_domain_without_servers_or_without_existence_belongs_to_the_others_and_is_no_trouble()
    {
        Assert.Equal(ProviderGroup.Others, await _lookup.GroupOfAsync("nothing.cn", CancellationToken.None));
        _dns.ResponseCode = 3;
        Assert.Equal(ProviderGroup.Others, await _lookup.GroupOfAsync("nowhere.cn", CancellationToken.None));

        Assert.Empty(_lines.All);
    }

    [Fact]
    public async Task A_failing_server_means_others_with_a_line_in_the_log_until_it_works_again()
    {
        _dns.Add("company.cn", (5, "mxbiz1.qq.com"));
        _dns.ResponseCode = 2;

        Assert.Equal(ProviderGroup.Others, await _lookup.GroupOfAsync("company.cn", CancellationToken.None));
        Assert.Contains("company.cn", Assert.Single(_lines.All), StringComparison.Ordinal);

        _dns.ResponseCode = 0;
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(ProviderGroup.Tencent, await _lookup.GroupOfAsync("company.cn", CancellationToken.None));
    }

    [Fact]
    public async Task A_silent_server_holds_nobody_up()
    {
        _dns.IsSilent = true;
        var time = new RunOut();

        Assert.Equal(ProviderGroup.Others, await Looking(_dns.Address, time).GroupOfAsync("company.cn", CancellationToken.None));

        // The limit was over at once: the server was not asked a second time.
        Assert.Equal([MxLookup.Limit], time.Waits);
        Assert.InRange(_dns.Questions, 0, 1);
        Assert.Single(_lines.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("no domain at all")]
    [InlineData("公司..cn")]
    public async Task A_domain_that_is_none_belongs_to_the_others(string domain) =>
        Assert.Equal(ProviderGroup.Others, await _lookup.GroupOfAsync(domain, CancellationToken.None));

    [Fact]
    public async Task A_Chinese_domain_is_asked_for_as_DNS_writes_it()
    {
        _dns.Add("xn--55qx5d.cn", (5, "mxbiz1.qq.com"));

        Assert.Equal(ProviderGroup.Tencent, await _lookup.GroupOfAsync("公司.cn", CancellationToken.None));
    }

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2:53")]
    [InlineData("10.0.0.2:5353", "10.0.0.2:5353")]
    [InlineData("::1", "[::1]:53")]
    public void The_resolver_may_be_given_with_or_without_a_port(string setting, string address) =>
        Assert.Equal(address, MxLookup.Address(setting).ToString());

    private MxLookup Looking(string server, TimeProvider time) =>
        new(
            new ProviderRegister(Options.Create(new ProvidersSettings())),
            Options.Create(new DnsSettings { Server = server }),
            time,
            _lines
        );

    /// <summary>A clock by which every wait is over as soon as it begins.</summary>
    private sealed class RunOut : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            callback(state);
            return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Lines : ILogger<MxLookup>
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
