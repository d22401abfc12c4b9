using System.Globalization;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// What happens while workers are being killed: on each day of the clock opportunities are published, people leave, and in the next morning
/// the windows of digests close. It notes what must be told to whom, and how.
/// </summary>
/// <param name="database">The connection string.</param>
/// <param name="node">The product, not running.</param>
/// <param name="world">Who is there.</param>
/// <param name="enquiries">What is asked meanwhile.</param>
/// <param name="clock">That of all processes.</param>
/// <param name="random">Chooses who leaves.</param>
/// <param name="closing">Told when windows begin to close, and when they have.</param>
/// <param name="waiting">Counts what is on its way: publications wait until it is little.</param>
internal sealed class Story(
    string database,
    IHost node,
    World world,
    EnquiryStory enquiries,
    SharedClock clock,
    Random random,
    Action<bool> closing,
    string waiting
)
{
    private const int Backlog = 300;

    /// <summary>
    /// So many publications a week: more, and a weekly digest of somebody with two mandates would not name all, but only count the rest.
    /// </summary>
    private static readonly int MostAWeek = AlertMail.Most / 2 * World.SectorCount - World.SectorCount;

    private int _drafts,
        _thisWeek;
    private DateTimeOffset _morning;

    /// <summary>What must be told: to whom, of what, in which mail ("alert", or the window of a digest).</summary>
    public Dictionary<(string Address, string Mark), string> Expected { get; } = [];

    public List<Leaver> Leavers { get; } = [];

    public int Windows { get; private set; }

    /// <summary>Lets days pass until it is told that this was enough, then lets everything be told that waits.</summary>
    /// <param name="enough">Whether the killing is over.</param>
    /// <param name="digests">False for a way that has none.</param>
    public async Task RunAsync(Func<bool> enough, bool digests)
    {
        // A Sunday, so that the first morning closes both kinds of windows; a whole week ahead, so that its Friday is not over.
        var today = TimeProvider.System.GetUtcNow().Date;
        _morning = new(today.AddDays(14 - (int)today.DayOfWeek), TimeSpan.Zero);
        // The desk alone first: some enquiries are late while workers are killed, however few days the time holds.
        if (digests)
            await enquiries.QuietDayAsync(_morning.AddDays(-2), SettledAsync);
        for (var day = 0; ; day++)
        {
            await clock.SetAsync(_morning.AddHours(1));
            await DayAsync(() => enough(), digests);
            if (digests)
                await NightAsync(enough);
            if (enough())
                break;
            // Sunday, Monday, Tuesday, Wednesday, Sunday …: a week has a weekly window and two others.
            if (_morning.DayOfWeek == DayOfWeek.Wednesday)
                _morning = _morning.AddDays(4);
        }
        // What was published while the last windows closed belongs to the next day's, and to the next Monday's.
        if (digests)
            do
            {
                await DrainedAsync("true");
                _morning = _morning.AddDays(1);
                await CloseAsync();
            } while (_morning.DayOfWeek != DayOfWeek.Monday);
        await DrainedAsync("true");
        await CountUntilNoneAsync(waiting);
    }

    /// <summary>Publishes as fast as it is told, for a while.</summary>
    private async Task DayAsync(Func<bool> enough, bool leaving)
    {
        if (leaving)
        {
            await enquiries.AnswerLateAsync();
            await LeaveAsync();
        }
        var until = TimeProvider.System.GetTimestamp() + (12 * TimeProvider.System.TimestampFrequency);
        while (await PublishOneAsync() && TimeProvider.System.GetTimestamp() < until && !enough())
            if (leaving)
                await enquiries.AskAsync();
        await WorkDoneAsync();
        if (leaving)
            await enquiries.CallAsync(_morning, SettledAsync);
    }

    private async Task SettledAsync()
    {
        await WorkDoneAsync();
        await DrainedAsync("kind LIKE 'enquiry.%'");
    }

    private Task WorkDoneAsync() => CountUntilNoneAsync("SELECT count(*) FROM harness_work WHERE NOT done");

    /// <summary>The next morning: windows close, and their digests go out while more is being published.</summary>
    private async Task NightAsync(Func<bool> enough)
    {
        _morning = _morning.AddDays(1);
        await CloseAsync();
        while (
            !enough()
            && await CountAsync("SELECT count(*) FROM mails WHERE kind = 'alert.digest' AND status IN ('Pending', 'Deferred', 'Sending')")
                > 0
        )
        {
            // What is to be told at once goes first: published without a pause it would keep the digests waiting for ever. Nothing is
            // published on Wednesday after the window: Thursday, when it would have to be told, is left out.
            if (
                _morning.DayOfWeek != DayOfWeek.Wednesday
                && await CountAsync("SELECT count(*) FROM mails WHERE kind = 'alert' AND status = 'Pending'") == 0
            )
                await PublishOneAsync();
            await Task.Delay(1000);
            await HurryAsync("kind = 'alert.digest'");
        }
        await DrainedAsync("kind = 'alert.digest'");
        await WorkDoneAsync();
    }

    /// <summary>08:35 in Shanghai, five minutes after the windows' end.</summary>
    private async Task CloseAsync()
    {
        await clock.SetAsync(_morning.AddMinutes(35));
        closing(true);
        Windows++;
        if (_morning.DayOfWeek == DayOfWeek.Monday)
            _thisWeek = 0;
        await WorkTable.AddAsync(database, Work.Close, null);
        await WorkDoneAsync();
        closing(false);
    }

    /// <summary>False when the week is full.</summary>
    private async Task<bool> PublishOneAsync()
    {
        if (_thisWeek >= MostAWeek)
            return false;
        _thisWeek++;
        while (await CountAsync(waiting) > Backlog || await CountAsync("SELECT count(*) FROM harness_work WHERE NOT done") > 3)
            await Task.Delay(50);
        var number = ++_drafts;
        var draft = World.Draft(number);
        await WorkTable.PatientlyAsync(() =>
            InDatabaseAsync(async db =>
            {
                // The answer to an earlier try may have been lost.
                if (await db.Opportunities.AnyAsync(o => o.Id == draft.Id))
                    return 0;
                db.Add(draft);
                return await db.SaveChangesAsync();
            })
        );
        // What is published after 08:30 waits for tomorrow, or for the next Monday.
        var next = _morning.AddMinutes(30) <= clock.GetUtcNow() ? _morning.AddDays(1) : _morning;
        foreach (var (person, frequency) in world.Interested(draft))
            Expected[(person.Email!, World.Mark(number))] = frequency switch
            {
                AlertFrequency.AtOnce => AlertMail.AtOnce,
                AlertFrequency.Daily => Window(next),
                _ => Window(next.AddDays((8 - (int)next.DayOfWeek) % 7)),
            };
        await WorkTable.AddAsync(database, Work.Publish, draft.Id);
        return true;
    }

    private static string Window(DateTimeOffset day) => day.AddMinutes(30).ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);

    /// <summary>Some stop the alerts, some addresses are suppressed, some people are erased.</summary>
    private async Task LeaveAsync()
    {
        for (var i = 0; i < 9; i++)
        {
            var person = world.People[random.Next(world.People.Count)];
            if (Leavers.Exists(leaver => leaver.Address == person.Email))
                continue;
            await WorkTable.PatientlyAsync(async () =>
            {
                await using var scope = node.Services.CreateAsyncScope();
                if (i % 3 == 0)
                    await scope
                        .ServiceProvider.GetRequiredService<AlertSubscription>()
                        .StopAsync(person.Id, "page", CancellationToken.None);
                else if (i % 3 == 1)
                    await scope
                        .ServiceProvider.GetRequiredService<SuppressionRegister>()
                        .AddAsync(person.Email!, SuppressionCause.Desk, "asked us to", null, CancellationToken.None);
                else
                    await scope
                        .ServiceProvider.GetRequiredService<MatchmakingDb>()
                        .Users.Where(p => p.Id == person.Id)
                        .ExecuteDeleteAsync();
                return true;
            });
            Leavers.Add(new(person.Email!, TimeProvider.System.GetUtcNow()));
        }
    }

    private async Task DrainedAsync(string which)
    {
        while (await CountAsync($"SELECT count(*) FROM mails WHERE {which} AND status IN ('Pending', 'Deferred', 'Sending')") > 0)
        {
            await HurryAsync(which);
            await Task.Delay(200);
        }
    }

    /// <summary>
    /// What is deferred, because the database was away when it was to be written, waits for minutes: the clock is put there.
    /// </summary>
    private async Task HurryAsync(string which)
    {
        if (await CountAsync($"SELECT count(*) FROM mails WHERE {which} AND status IN ('Pending', 'Sending')") > 0)
            return;
        if (await CountAsync($"SELECT count(*) FROM mails WHERE {which} AND status = 'Deferred'") > 0)
            await clock.SetAsync(clock.GetUtcNow().AddMinutes(5));
    }

    private async Task CountUntilNoneAsync(string sql)
    {
        while (await CountAsync(sql) > 0)
            await Task.Delay(50);
    }

    private Task<long> CountAsync(string sql) =>
        WorkTable.PatientlyAsync(async () =>
        {
            await using var connection = await WorkTable.OpenAsync(database);
            return (long)(await new NpgsqlCommand(sql, connection).ExecuteScalarAsync())!;
        });

    private async Task<T> InDatabaseAsync<T>(Func<MatchmakingDb, Task<T>> work)
    {
        await using var scope = node.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MatchmakingDb>());
    }
}
