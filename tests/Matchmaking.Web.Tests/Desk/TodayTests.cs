using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>What waits for the desk today.</summary>
public sealed class TodayTests(Site site) : IClassFixture<Site>
{
    private static readonly DateOnly Today = BakuDay.Of(TimeProvider.System);

    [Fact]
    public async Task No_kind_of_task_hides_another_and_the_rest_is_a_link_away()
    {
        await site.InDatabaseAsync(db =>
            db.Opportunities.ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, PublicationStatus.Withdrawn))
        );
        await AddAsync(20, "Expired", o => o.ValidUntil = Today.AddDays(-3));
        await AddAsync(4, "Expiring", o => o.ValidUntil = Today.AddDays(3));
        await AddAsync(5, "Draft", o => o.Status = PublicationStatus.Draft);
        await AddAsync(1, "Submitted", o => o.Status = PublicationStatus.Submitted);
        await AddAsync(1, "Done", o => (o.ValidUntil, o.Availability) = (Today.AddDays(-3), Availability.Done));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var page = await staff.OpenAsync("/desk");

        // Twelve: three of each kind that has as many, and what is left for the most pressing.
        var shown = page.TextsOf("[aria-labelledby=tasks] tbody th").CountBy(title => title.Split(' ')[0]);
        Assert.Equal([new("Submitted", 1), new("Expired", 5), new("Expiring", 3), new("Draft", 3)], shown);
        Assert.Equal(
            ["and 15 more: Expired", "and 1 more: Expire within 30 days", "and 2 more: Drafts"],
            page.TextsOf("[aria-labelledby=tasks] tr.more a")
        );
        // Behind each link is all of that kind.
        foreach (var (link, all) in page.Document.QuerySelectorAll("[aria-labelledby=tasks] tr.more a").Zip([20, 4, 5]))
            Assert.Equal(all, (await staff.OpenAsync(link.GetAttribute("href")!)).TextsOf("tbody th").Count);
    }

    [Fact]
    public async Task Alerts_sent_in_seven_days_are_alerts_and_no_other_mails()
    {
        var investor = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        await site.InDatabaseAsync(async db =>
        {
            var person = await db.Users.SingleAsync(p => p.Id == investor.Id);
            foreach (
                var (kind, days) in new[]
                {
                    ("alert", 1),
                    ("alert.digest", 6),
                    ("alert", 8),
                    ("alert.keep", 1),
                    ("account.sign-in", 1),
                    (CanaryMail.MailKind, 1),
                    ("opportunity.accepted", 1),
                }
            )
            {
                var mail = person.NewMail(kind, ProviderGroup.Others, now.AddDays(-days));
                (mail.Status, mail.AcceptedAt) = (MailStatus.Accepted, now.AddDays(-days));
                db.Mails.Add(mail);
            }
            return await db.SaveChangesAsync();
        });
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var page = await staff.OpenAsync("/desk");

        var figure = page
            .Document.QuerySelectorAll(".counters a")
            .Single(a => a.TextContent.Contains("Alerts sent", StringComparison.Ordinal));
        Assert.Equal("2", figure.QuerySelector("b")!.TextContent);
        // The list behind it has the one of last week too, and nothing that is no alert.
        Assert.Equal(3, (await staff.OpenAsync(figure.GetAttribute("href")!)).TextsOf("tbody tr").Count);
    }

    private Task<int> AddAsync(int count, string word, Action<Opportunity> change) =>
        site.InDatabaseAsync(db =>
        {
            db.AddRange(
                Enumerable
                    .Range(0, count)
                    .Select(i =>
                        Listings.Opportunity(o =>
                        {
                            o.Title = new(word, word, $"{word} {i}");
                            change(o);
                        })
                    )
            );
            return db.SaveChangesAsync();
        });
}
