using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Jobs;

/// <summary>The tables of the job server are emptied or dropped, where the application knows the owner of the database.</summary>
public sealed class ScheduleKeeperTests(ScheduleKeeperTests.OwnersSite site) : IClassFixture<ScheduleKeeperTests.OwnersSite>
{
    public sealed class OwnersSite : Site
    {
        protected override bool KnowsOwner => true;
    }

    private readonly ScheduleKeeper _keeper = site.Services.GetRequiredService<ScheduleKeeper>();

    [Fact]
    public async Task Schedules_that_were_emptied_away_are_written_down_anew()
    {
        Assert.False(await _keeper.KeepOnceAsync(CancellationToken.None));

        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlRawAsync("TRUNCATE hangfire.job, hangfire.set, hangfire.hash, hangfire.jobqueue, hangfire.state CASCADE")
        );

        Assert.True(await _keeper.KeepOnceAsync(CancellationToken.None));
        Assert.False(await _keeper.KeepOnceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tables_that_were_dropped_are_made_anew_and_given_to_the_application()
    {
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("DROP SCHEMA hangfire CASCADE"));

        Assert.True(await _keeper.KeepOnceAsync(CancellationToken.None));
        Assert.False(await _keeper.KeepOnceAsync(CancellationToken.None));
    }
}

/// <summary>The same where the application does not know the owner.</summary>
public sealed class ScheduleKeeperWithoutOwnerTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Dropped_tables_are_said_in_one_line_until_the_owner_has_made_them()
    {
        var keeper = site.Services.GetRequiredService<ScheduleKeeper>();
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("DROP SCHEMA hangfire CASCADE"));

        Assert.False(await keeper.KeepOnceAsync(CancellationToken.None));
        Assert.Equal($"Degraded\nqueues: The tables of the job server are missing. Run: {DatabaseSetup.Command}\n", await HealthAsync());

        var owner = await TestDatabases.OwnerOfAsync(site.Database);
        Assert.Null((await DatabaseSetup.RunAsync(owner, site.Database, CancellationToken.None)).Refusal);
        Assert.True(await keeper.KeepOnceAsync(CancellationToken.None));
        Assert.Equal("Healthy\n", await HealthAsync());
    }

    private async Task<string> HealthAsync()
    {
        using var client = site.NewClient();
        return await client.GetStringAsync("/health/ready");
    }
}
