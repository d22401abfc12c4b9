using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mail.Providers;

/// <summary>A company's own domain, written to for the first time.</summary>
public sealed class FirstMailTests(FirstMailTests.SiteWithDns site) : IClassFixture<FirstMailTests.SiteWithDns>
{
    public sealed class SiteWithDns : Site
    {
        internal DnsResponder Dns { get; } = new();

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("Mail:Dns:Server", Dns.Address), new("Mail:Providers:Tencent:Burst", "3")];

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Dns.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    [Fact]
    public async Task Already_the_first_mail_goes_with_the_limits_of_its_provider()
    {
        site.Dns.Add("newcomer.cn", (10, "mxbiz1.qq.com"));
        site.Dns.Add("unaffiliated.cn", (10, "mail.unaffiliated.cn"));
        var person = await site.People.InvestorAsync();
        OutgoingMail[] mails = [.. Enumerable.Range(0, 10).Select(i => Rows.MailTo($"{i}@newcomer.cn", person))];
        var other = Rows.MailTo("a@unaffiliated.cn", person);
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mail_providers SET tokens = 3, refilled_at = clock_timestamp() WHERE provider = 'Tencent'")
        );

        await site.AddMailsAsync([.. mails, other]);

        await site.UntilAsync(other, MailStatus.Accepted);
        await Rows.UntilAsync(async () => await AcceptedAsync() >= 3, "as many are sent as may be");
        Assert.Equal(
            10,
            await site.InDatabaseAsync(db =>
                db.Mails.CountAsync(m => m.ToAddress.EndsWith("@newcomer.cn") && m.Provider == ProviderGroup.Tencent)
            )
        );
        Assert.Equal(3, await AcceptedAsync());
        Assert.Equal(ProviderGroup.Others, (await site.RowAsync(other)).Provider);
        Assert.Equal(
            ProviderGroup.Tencent,
            await site.InDatabaseAsync(db => db.MailDomains.Where(d => d.Domain == "newcomer.cn").Select(d => d.Provider).SingleAsync())
        );
    }

    [Fact]
    public async Task Where_DNS_does_not_answer_the_mail_goes_out_and_nothing_is_remembered_for_a_week()
    {
        site.Dns.IsSilent = true;
        var mail = Rows.MailTo("a@silent.cn", await site.People.InvestorAsync());

        await site.AddMailsAsync(mail);

        await site.UntilAsync(mail, MailStatus.Accepted);
        site.Dns.IsSilent = false;
        Assert.False(await site.InDatabaseAsync(db => db.MailDomains.AnyAsync(d => d.Domain == "silent.cn")));
    }

    private Task<int> AcceptedAsync() =>
        site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.ToAddress.EndsWith("@newcomer.cn") && m.Status == MailStatus.Accepted));
}
