using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>The list of a working morning.</summary>
public sealed class MorningTests(ClockSite site) : IClassFixture<ClockSite>
{
    [Theory]
    // Tuesday: a minute before the agency opens at 9:00 in Baku, when it opens, and much later.
    [InlineData("2026-12-01T04:59:00Z", 0)]
    [InlineData("2026-12-01T05:00:00Z", 1)]
    [InlineData("2026-12-01T12:00:00Z", 0)]
    // Sunday.
    [InlineData("2026-12-06T05:00:00Z", 0)]
    public async Task It_is_made_when_a_working_day_begins_once_for_each_who_wants_it(string moment, int expected)
    {
        var (wants, other) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == wants.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.InboxMail, InboxMail.Morning))
        );
        await site.AddAsync(InboxKind.Submission, wants.Id, new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        await site.AddAsync(InboxKind.Submission, other.Id, new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        var now = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        if (site.Clock.GetUtcNow() < now)
            site.Clock.SetUtcNow(now);
        else
            site.Clock.AdjustTime(now);

        for (var i = 0; i < 2; i++)
            await site.RunAsync<InboxMails>(mails => mails.MakeMorningAsync(CancellationToken.None));

        Assert.Equal(
            (expected, 0),
            await site.InDatabaseAsync(async db =>
                (await db.Mails.CountAsync(m => m.PersonId == wants.Id), await db.Mails.CountAsync(m => m.PersonId == other.Id))
            )
        );
    }

    [Fact]
    public async Task Everybody_of_the_desk_chooses_on_the_own_profile()
    {
        var staff = await site.People.StaffAsync();
        var visitor = await site.People.SignInAsync(staff);

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile"),
            "[aria-labelledby=inbox] form",
            ("wanted", "Morning")
        );

        Assert.Contains("a list each working morning", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            InboxMail.Morning,
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == staff.Id).Select(p => p.InboxMail).SingleAsync())
        );
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Empty((await investor.OpenAsync("/account/profile")).Document.QuerySelectorAll("[aria-labelledby=inbox]"));
    }
}
