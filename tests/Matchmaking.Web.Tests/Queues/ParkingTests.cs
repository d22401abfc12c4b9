using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Web.Tests.Queues;

/// <summary>A bad item stands aside, and whatever is behind it goes on.</summary>
public sealed class ParkingTests(Site site) : IClassFixture<Site>
{
    private Parking Parked => site.Services.GetRequiredService<Parking>();

    [Fact]
    public async Task The_items_behind_a_bad_one_are_dealt_with_and_the_bad_one_is_kept_with_its_reason()
    {
        var done = new List<string>();

        await Parked.EachAsync(
            "a",
            ["one", "bad", "two"],
            name => name,
            name => name == "bad" ? throw new InvalidDataException("odd \uD83D\0") : Add(done, name),
            CancellationToken.None
        );

        Assert.Equal(["one", "two"], done);
        var parked = await OnlyAsync("a");
        Assert.Equal(("bad", "InvalidDataException: odd ", 1), (parked.Item, parked.Reason + " ", parked.Times));
    }

    [Fact]
    public async Task What_works_the_next_time_is_released()
    {
        await Parked.ParkAsync("b", "one", "odd", CancellationToken.None);

        await Parked.EachAsync("b", ["one"], name => name, _ => Task.CompletedTask, CancellationToken.None);

        Assert.Empty(await ParkedAsync("b"));
    }

    [Fact]
    public async Task What_was_looked_at_counts_again_only_for_another_reason()
    {
        await Parked.ParkAsync("c", "one", "odd", CancellationToken.None);
        await site.InDatabaseAsync(db =>
            db.ParkedItems.Where(p => p.Queue == "c").ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, DateTimeOffset.UnixEpoch))
        );

        await Parked.ParkAsync("c", "one", "odd", CancellationToken.None);
        var same = await OnlyAsync("c");
        await Parked.ParkAsync("c", "one", "even", CancellationToken.None);
        var other = await OnlyAsync("c");

        Assert.Equal((2, true, 3, false), (same.Times, same.SeenAt is not null, other.Times, other.SeenAt is not null));
    }

    [Fact]
    public async Task What_was_not_met_for_half_a_year_is_forgotten_but_never_what_became_of_a_mail()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (
            var (queue, age) in new[]
            {
                ("old", Parking.Keep + TimeSpan.FromHours(1)),
                ("young", Parking.Keep - TimeSpan.FromHours(1)),
                (QueueNames.Ledger, Parking.Keep * 2),
            }
        )
        {
            await Parked.ParkAsync(queue, "one", "odd", CancellationToken.None);
            await site.InDatabaseAsync(db =>
                db.ParkedItems.Where(p => p.Queue == queue).ExecuteUpdateAsync(set => set.SetProperty(p => p.LastAt, now - age))
            );
        }

        await Parked.ForgetOldAsync(CancellationToken.None);

        Assert.Equal(
            (0, 1, 1),
            ((await ParkedAsync("old")).Count, (await ParkedAsync("young")).Count, (await ParkedAsync(QueueNames.Ledger)).Count)
        );
    }

    [Fact]
    public async Task When_the_database_is_away_or_busy_the_queue_waits_and_nothing_is_parked()
    {
        foreach (
            var reason in new Exception[]
            {
                new NpgsqlException("away", new IOException()),
                new PostgresException("full", "ERROR", "ERROR", "53100"),
                new PostgresException("read-only", "ERROR", "ERROR", "25006"),
                new PostgresException("deadlock", "ERROR", "ERROR", "40P01"),
            }
        )
            await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
                Parked.EachAsync("d", ["one"], name => name, _ => Task.FromException(reason), CancellationToken.None)
            );

        Assert.Empty(await ParkedAsync("d"));
    }

    [Fact]
    public async Task A_digest_that_cannot_be_made_does_not_keep_the_others_from_theirs()
    {
        var (bad, good) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        foreach (var person in new[] { bad, good })
            await site.AddMandateAsync(person, m => m.Frequency = AlertFrequency.Daily);
        await site.PublishAsync();
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await site.InDatabaseAsync(db => db.AlertItems.ExecuteUpdateAsync(set => set.SetProperty(item => item.CreatedAt, yesterday)));
        var refuse = $$"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $f$ BEGIN RAISE EXCEPTION 'odd row' USING ERRCODE = '22021'; END $f$;
            CREATE TRIGGER refuse BEFORE INSERT ON digest_runs FOR EACH ROW WHEN (NEW.person_id = '{{bad.Id}}') EXECUTE FUNCTION refuse();
            """;
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync(refuse));

        await site.RunAsync<Digests>(digests => digests.CloseWindowsAsync(CancellationToken.None));

        Assert.Equal([good.Id], await site.InDatabaseAsync(db => db.DigestRuns.Select(run => run.PersonId).ToListAsync()));
        Assert.Equal(
            (bad.Id.ToString(), true),
            (await OnlyAsync(Digests.Queue)) is var parked
                ? (parked.Item, parked.Reason.Contains("odd row", StringComparison.Ordinal))
                : default
        );
    }

    private static Task Add(List<string> done, string name)
    {
        done.Add(name);
        return Task.CompletedTask;
    }

    private async Task<ParkedItem> OnlyAsync(string queue) => Assert.Single(await ParkedAsync(queue));

    private Task<List<ParkedItem>> ParkedAsync(string queue) =>
        site.InDatabaseAsync(db => db.ParkedItems.AsNoTracking().Where(p => p.Queue == queue).ToListAsync());
}

/// <summary>Rows that a node cannot read into its copies.</summary>
public sealed class PoisonedCopiesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_mandate_that_cannot_be_read_is_parked_on_the_way_and_after_a_restart_and_everybody_else_is_matched()
    {
        var (bad, worse, good) = (await MandateAsync(), await MandateAsync(), await MandateAsync());
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mandates SET deal_types = ARRAY[NULL]::text[] WHERE id = {bad}")
        );
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mandates SET technical_stages = ARRAY[NULL]::integer[] WHERE id = {worse}")
        );

        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("mine", "mine.gold"));

        Assert.Equal([good], await MatchedAsync(listing.Id));
        await UntilParkedAsync(bad, worse);

        // What another node reads at its start.
        await using (var again = await AppProcess.StartAsync(site.Database))
        using (var client = again.NewClient())
            Assert.Equal("Healthy", (await client.GetStringAsync("/health/ready")).Trim());
        await site.Services.GetRequiredService<MandatesInMemory>().StartAnewAsync(CancellationToken.None);
        var next = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("mine", "mine.gold"));
        Assert.Equal([good], await MatchedAsync(next.Id));
        await UntilParkedAsync(bad, worse);

        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE mandates SET deal_types = '{{}}', technical_stages = '{{}}' WHERE id = ANY({new[] { bad, worse }})"
            )
        );
        var last = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("mine", "mine.gold"));
        Assert.Equal(3, (await MatchedAsync(last.Id)).Count);
        await UntilParkedAsync();
    }

    private async Task<Guid> MandateAsync() =>
        (await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["mine.gold"])).Id;

    private Task<List<Guid>> MatchedAsync(Guid opportunity) =>
        site.InDatabaseAsync(db => db.Matches.Where(m => m.OpportunityId == opportunity).Select(m => m.MandateId).ToListAsync());

    private async Task UntilParkedAsync(params Guid[] mandates)
    {
        var expected = mandates.Select(id => $"mandates {id}").Order(StringComparer.Ordinal).ToList();
        List<string> parked = [];
        for (var tries = 0; tries < 200; tries++)
        {
            parked = await site.InDatabaseAsync(db =>
                db.ParkedItems.Where(p => p.Queue == QueueNames.Copies).Select(p => p.Item).ToListAsync()
            );
            if (parked.Order(StringComparer.Ordinal).SequenceEqual(expected))
                return;
            await Task.Delay(50);
        }
        Assert.Equal(expected, parked.Order(StringComparer.Ordinal));
    }
}
