using System.Net;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Whose word about the visitor's address counts.</summary>
public sealed class TrustedProxiesTests(TrustedProxiesTests.BehindProxy site) : IClassFixture<TrustedProxiesTests.BehindProxy>
{
    public sealed class BehindProxy : NetworkSite
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Proxies:Trusted", "10.9.0.5, fd00:1::/32")];
    }

    [Theory]
    [InlineData("10.9.0.5", "198.51.100.7", "198.51.100.7")]
    [InlineData("10.9.0.5", "203.0.113.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.9.0.5", "203.0.113.1, fd00:1::9", "203.0.113.1")]
    [InlineData("10.9.0.6", "198.51.100.7", "10.9.0.6")]
    [InlineData("203.0.113.66", "198.51.100.7", "203.0.113.66")]
    [InlineData("127.0.0.1", "198.51.100.7", "127.0.0.1")]
    [InlineData("fd00:1::77", "2001:db8::5", "2001:db8::5")]
    [InlineData("10.9.0.5", "nonsense", "10.9.0.5")]
    public async Task The_address_of_a_consent_is_the_one_that_a_trusted_proxy_saw(string peer, string forwarded, string recorded)
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitorFrom(peer);
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);

        await visitor.SignUpAsync(email);

        await site.SettleAccountsAsync();
        Assert.Equal(
            recorded,
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.ConsentAddress).SingleAsync())
        );
    }

    [Theory]
    [InlineData(",")]
    [InlineData(" ")]
    public async Task A_list_of_nobody_trusts_nobody(string trusted)
    {
        await using var none = new BehindNobody(trusted);
        await none.InitializeAsync();
        var (email, visitor) = (AccountSteps.NewAddress(), none.NewVisitorFrom("203.0.113.66"));
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        await visitor.SignUpAsync(email);
        await none.SettleAccountsAsync();
        Assert.Equal(
            "203.0.113.66",
            await none.InDatabaseAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.ConsentAddress).SingleAsync())
        );
    }

    private sealed class BehindNobody(string trusted) : NetworkSite
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Proxies:Trusted", trusted)];
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::/64")]
    public void An_address_of_six_counts_by_its_network(string? address, string client) =>
        Assert.Equal(client, ClientAddress.Of(address is null ? null : IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1, ::1, 172.30.5.0/24")]
    [InlineData("10.0.0.1/40", "10.0.0.1/40")]
    [InlineData("proxy.example", "proxy.example")]
    [InlineData("0.0.0.0/0", "trusts everybody")]
    [InlineData("::/0", "trusts everybody")]
    public void A_setting_that_trusts_nobody_in_particular_is_refused(string trusted, string? complaint = null)
    {
        var found = new ProxiesSettings { Trusted = trusted }
            .Validate(new(new object()))
            .Select(result => result.ErrorMessage!)
            .ToList();
        if (complaint is null)
            Assert.Empty(found);
        else
            Assert.Contains(complaint, Assert.Single(found), StringComparison.Ordinal);
    }
}
