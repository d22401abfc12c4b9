using System.Net;
using Hangfire;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk.Queues;

/// <summary>What the desk sees of work in the background.</summary>
public sealed class QueuePagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Only_the_desk_sees_it()
    {
        Assert.Equal("/account/sign-in", (await site.NewVisitor().OpenAsync("/desk/queues")).Path.Split('?')[0]);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync("/desk/queues")).Status
        );
    }

    [Theory]
    [InlineData("zh-Hans", "已搁置")]
    [InlineData("az", "Kənara qoyulub")]
    [InlineData("en", "Set aside")]
    public async Task What_stands_aside_is_shown_with_its_reason_and_counted_until_somebody_has_looked(string language, string words)
    {
        var (item, staff) = ($"message {Guid.NewGuid():N}", await site.People.StaffAsync(language));
        await ParkAsync(item, "odd <b>row</b>");
        var visitor = await site.People.SignInAsync(staff);

        var page = await visitor.OpenAsync("/desk/queues");
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Contains(item, page.Text, StringComparison.Ordinal);
        Assert.Contains("odd <b>row</b>", page.Text, StringComparison.Ordinal);
        var before = await UnseenAsync(visitor);
        var row = page.Document.QuerySelectorAll("tbody tr").Single(one => one.TextContent.Contains(item, StringComparison.Ordinal));
        var seen = await visitor.SubmitAsync(page, $"form[action='{row.QuerySelector("form")!.GetAttribute("action")}']");

        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(before - 1, await UnseenAsync(visitor));
        Assert.Equal(staff.Id, (await OneAsync(item))!.SeenById);
    }

    [Fact]
    public async Task What_was_looked_at_is_listed_when_asked_for_and_an_unknown_queue_by_its_name()
    {
        var item = $"message {Guid.NewGuid():N}";
        await site
            .Services.GetRequiredService<Parking>()
            .ParkAsync("a-job-of-yesterday", item, new string('x', 900), CancellationToken.None);
        await site.InDatabaseAsync(db =>
            db.ParkedItems.Where(p => p.Item == item).ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, DateTimeOffset.UnixEpoch))
        );
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());

        Assert.DoesNotContain(item, (await visitor.OpenAsync("/desk/queues")).Text, StringComparison.Ordinal);
        var all = await visitor.OpenAsync("/desk/queues?all=true");

        Assert.Contains("a-job-of-yesterday", all.Text, StringComparison.Ordinal);
        Assert.Contains(item, all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_did_not_work_again_is_said_as_what_it_is()
    {
        var item = $"message {Guid.NewGuid():N}";
        await site.Services.GetRequiredService<Parking>().ParkAsync(QueueNames.Mailbox, item, "odd", CancellationToken.None);
        var id = (await OneAsync(item))!.Id;
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());

        // No mailbox is set here, so there is nothing to try.
        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/desk/queues"), $"form[action*='{id}'][action*='Again' i]");

        Assert.Contains("That failed again", page.TextsOf(".flash.is-bad").Single(), StringComparison.Ordinal);
        Assert.Empty(page.TextsOf(".flash:not(.is-bad)"));
    }

    [Fact]
    public async Task A_removed_one_is_gone_and_one_that_never_was_is_not_found()
    {
        var item = $"message {Guid.NewGuid():N}";
        await ParkAsync(item, "odd");
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await visitor.OpenAsync("/desk/queues");
        var row = page.Document.QuerySelectorAll("tbody tr").Single(one => one.TextContent.Contains(item, StringComparison.Ordinal));
        var form = $"form[action='{row.QuerySelectorAll("form").Last().GetAttribute("action")}']";

        await visitor.SubmitAsync(page, form);

        Assert.Null(await OneAsync(item));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsync(page, form)).Status);
    }

    [Fact]
    public async Task A_job_that_fails_for_longer_than_promised_degrades_readiness_and_one_that_came_to_its_end_does_not()
    {
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());
        await site.RunAsync<Parking>(parking =>
            parking.NoteRunAsync("mailbox", new InvalidOperationException("wrong password"), CancellationToken.None)
        );
        await site.InDatabaseAsync(db =>
            db.QueueRuns.Where(run => run.Queue == "mailbox")
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.DoneAt, DateTimeOffset.UnixEpoch))
        );
        Assert.Contains("wrong password", (await visitor.OpenAsync("/desk/queues")).Text, StringComparison.Ordinal);

        await site.RunAsync<Parking>(parking => parking.NoteRunAsync("mailbox", null, CancellationToken.None));

        Assert.DoesNotContain("wrong password", (await visitor.OpenAsync("/desk/queues")).Text, StringComparison.Ordinal);
        using var client = site.NewClient();
        Assert.Equal("Healthy", (await client.GetStringAsync("/health/ready")).Trim());
    }

    [Fact]
    public async Task A_scheduled_job_notes_that_it_has_come_to_its_end()
    {
        const string Job = "mail-retention";
        await site.AsOwnerAsync(db => db.QueueRuns.Where(run => run.Queue == Job).ExecuteDeleteAsync());

        site.Services.GetRequiredService<IRecurringJobManager>().Trigger(Job);

        for (var tries = 0; tries < 600 && !await site.InDatabaseAsync(db => db.QueueRuns.AnyAsync(run => run.Queue == Job)); tries++)
            await Task.Delay(50);
        var run = await site.InDatabaseAsync(db => db.QueueRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Queue == Job));
        Assert.True(run is { DoneAt: not null, Fault: null });
    }

    [Fact]
    public async Task A_scheduled_job_that_fails_notes_why_and_not_that_it_is_done()
    {
        const string Job = "sweep-accounts";
        await site.AsOwnerAsync(db => db.QueueRuns.Where(run => run.Queue == Job).ExecuteDeleteAsync());
        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                CREATE FUNCTION refuse_sweep() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'not swept'; END $f$;
                CREATE TRIGGER refuse_sweep BEFORE DELETE ON spent_stamps FOR EACH STATEMENT EXECUTE FUNCTION refuse_sweep();
                """
            )
        );

        site.Services.GetRequiredService<IRecurringJobManager>().Trigger(Job);

        for (var tries = 0; tries < 600 && !await site.InDatabaseAsync(db => db.QueueRuns.AnyAsync(run => run.Queue == Job)); tries++)
            await Task.Delay(50);
        var run = await site.InDatabaseAsync(db => db.QueueRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Queue == Job));
        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlRawAsync("DROP TRIGGER refuse_sweep ON spent_stamps; DROP FUNCTION refuse_sweep")
        );
        Assert.True(run is { DoneAt: null, FailedAt: not null });
        Assert.Contains("not swept", run.Fault, StringComparison.Ordinal);
        await site.AsOwnerAsync(db => db.QueueRuns.Where(one => one.Queue == Job).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_has_not_moved_for_longer_than_it_promised_is_late()
    {
        var (now, minute) = (TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        await site.RunAsync<Parking>(parking => parking.NoteRunAsync("canary", null, CancellationToken.None));
        await site.AsOwnerAsync(db => db.QueueRuns.Where(run => run.Queue == "mail-domains").ExecuteDeleteAsync());

        Task<IReadOnlyList<QueueStatus>> ReadAsync(TimeSpan sinceStart) =>
            site.InDatabaseAsync(db =>
                new QueueHealth(
                    db,
                    [new Stands("slow", minute * 2), new Stands("quick", minute / 2)],
                    [new("mail-domains", minute * 10), new("canary", minute * 20)],
                    new(now - sinceStart),
                    TimeProvider.System
                ).ReadAsync(CancellationToken.None)
            );
        bool IsLate(IReadOnlyList<QueueStatus> all, string name) => all.Single(status => status.Name == name).IsLate;

        var old = await ReadAsync(TimeSpan.FromHours(1));
        Assert.Equal(
            (true, false, true, false),
            (IsLate(old, "slow"), IsLate(old, "quick"), IsLate(old, "mail-domains"), IsLate(old, "canary"))
        );
        // Nothing was promised for the time before the start.
        Assert.False(IsLate(await ReadAsync(minute), "mail-domains"));
    }

    private sealed class Stands(string queue, TimeSpan since) : IQueueWatch
    {
        public string Queue => queue;
        public TimeSpan Promise => TimeSpan.FromMinutes(1);

        public Task<TimeSpan> StandsForAsync(CancellationToken cancel) => Task.FromResult(since);
    }

    private Task ParkAsync(string item, string reason) =>
        site.Services.GetRequiredService<Parking>().ParkAsync(QueueNames.Mailbox, item, reason, CancellationToken.None);

    private Task<ParkedItem?> OneAsync(string item) =>
        site.InDatabaseAsync(db => db.ParkedItems.AsNoTracking().SingleOrDefaultAsync(p => p.Item == item));

    private static async Task<int> UnseenAsync(Visitor visitor) =>
        int.Parse(
            (await visitor.OpenAsync("/desk/queues")).TextsOf("#parked .count").Single(),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
