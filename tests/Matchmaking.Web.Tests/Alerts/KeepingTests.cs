using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>Nobody is held in a list that was forgotten.</summary>
public sealed class KeepingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task After_a_year_without_a_sign_of_life_a_mail_asks_and_without_an_answer_alerts_stop_after_a_month()
    {
        var investor = await SilentAsync(monthsAgo: 13);

        await RunAsync();
        await RunAsync();
        var mail = await site.Mails.WaitForAsync(
            investor.Email!,
            m => m.Subject.Contains("keep sending you alerts", StringComparison.Ordinal)
        );
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(investor.Email!), m => m.Subject == mail.Subject);
        Assert.Null(await StoppedAtAsync(investor.Id));

        await SetAsync(investor.Id, "asked_to_keep_at = now() - interval '32 days'");
        await RunAsync();
        Assert.NotNull(await StoppedAtAsync(investor.Id));
        Assert.Equal(
            "no-answer",
            await site.InDatabaseAsync(db =>
                db.AlertConsents.Where(c => c.PersonId == investor.Id && !c.Given).Select(c => c.How).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Whoever_shows_up_is_not_asked_and_an_answer_is_one()
    {
        var active = await SilentAsync(monthsAgo: 11);
        var asked = await SilentAsync(monthsAgo: 13);
        await RunAsync();

        await site.RunAsync<MatchmakingDb>(db => db.NoteSignOfLifeAsync(asked.Id, TimeProvider.System.GetUtcNow(), CancellationToken.None));
        await SetAsync(asked.Id, "created_at = created_at");
        await RunAsync();

        Assert.Null(await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == active.Id).Select(p => p.AskedToKeepAt).SingleAsync()));
        Assert.Null(await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == asked.Id).Select(p => p.AskedToKeepAt).SingleAsync()));
    }

    private async Task<Web.Features.Account.Person> SilentAsync(int monthsAgo)
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["educ"]);
        await SetAsync(investor.Id, $"last_sign_of_life_at = now() - interval '{monthsAgo} months'");
        return investor;
    }

    private Task<int> SetAsync(Guid person, string what) =>
#pragma warning disable EF1002 // The words are the test's own.
        site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync($"UPDATE people SET {what} WHERE id = '{person}'"));
#pragma warning restore EF1002

    private Task<DateTimeOffset?> StoppedAtAsync(Guid person) =>
        site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person).Select(p => p.AlertsStoppedAt).SingleAsync());

    private async Task RunAsync()
    {
        await site.RunAsync<AlertKeeping>(keeping => keeping.RunAsync(CancellationToken.None));
        await site.SendMailsAsync();
    }
}
