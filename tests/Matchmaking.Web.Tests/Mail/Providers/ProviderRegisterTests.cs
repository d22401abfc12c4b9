using Matchmaking.Web.Mail.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Mail.Providers;

/// <summary>Known domains, figures, and an installation's own figures over them.</summary>
public sealed class ProviderBookTests
{
    [Theory]
    [InlineData("qq.com", ProviderGroup.Tencent)]
    [InlineData("vip.qq.com", ProviderGroup.Tencent)]
    [InlineData("Foxmail.com", ProviderGroup.Tencent)]
    [InlineData("163.com", ProviderGroup.NetEase)]
    [InlineData("126.com", ProviderGroup.NetEase)]
    [InlineData("yeah.net", ProviderGroup.NetEase)]
    [InlineData("sina.cn", ProviderGroup.Sina)]
    [InlineData("aliyun.com", ProviderGroup.Aliyun)]
    [InlineData("gmail.com", ProviderGroup.Gmail)]
    [InlineData("OUTLOOK.COM.", ProviderGroup.Microsoft)]
    [InlineData("company.cn", null)]
    [InlineData("notqq.com", null)]
    public void A_well_known_domain_has_its_group(string domain, ProviderGroup? group) => Assert.Equal(group, Book().GroupOf(domain));

    [Fact]
    public void Every_group_has_figures_and_NetEase_gets_ten_mails_a_connection()
    {
        var book = Book();

        Assert.All(Enum.GetValues<ProviderGroup>(), group => Assert.True(book.Limits(group) is { Burst: > 0, Connections: > 0 }));
        Assert.Equal(10, book.Limits(ProviderGroup.NetEase).MessagesPerConnection);
        Assert.Equal(1, book.Limits(ProviderGroup.NetEase).Connections);
        Assert.Null(book.Limits(ProviderGroup.Others).MessagesPerHour);
        Assert.InRange(book.Limits(ProviderGroup.Tencent).MessagesPerHour!.Value, 1, 4000);
    }

    [Fact]
    public void Settings_replace_what_they_name_and_leave_the_rest()
    {
        var book = Book(("Mail:Providers:Tencent:MessagesPerHour", "1200"), ("Mail:Providers:NetEase:Smtp:Host", "relay.example.cn"));
        var usual = Book().Limits(ProviderGroup.Tencent);

        Assert.Equal(usual with { MessagesPerHour = 1200 }, book.Limits(ProviderGroup.Tencent));
        Assert.Equal("relay.example.cn", book.Limits(ProviderGroup.NetEase).Smtp!.Host);
        Assert.Null(usual.Smtp);
    }

    [Theory]
    [InlineData("Mail:Providers:Sina:Connections", "0", "Mail__Providers__Sina")]
    [InlineData("Mail:Providers:Others:MessagesPerHour", "-5", "Mail__Providers__Others")]
    [InlineData("Mail:Dns:Server", "dns.example.org", "Mail__Dns__Server")]
    public void Figures_that_make_no_sense_are_named_at_start_up(string key, string value, string named)
    {
        using var services = Services((key, value));

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static ProviderRegister Book(params (string Key, string Value)[] settings)
    {
        using var services = Services(settings);
        return services.GetRequiredService<ProviderRegister>();
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build()
        );
        services.AddProviders();
        return services.BuildServiceProvider();
    }
}
