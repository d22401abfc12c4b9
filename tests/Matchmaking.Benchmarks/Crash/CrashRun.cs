using System.Diagnostics;
using System.Globalization;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Startup;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>One run: two workers, a database, mail servers, and somebody who kills.</summary>
internal sealed class CrashRun(CrashOptions options, string way, OwnPostgres postgres) : IAsyncDisposable
{
    /// <summary>Where half of the kills fall.</summary>
    private static readonly KillStep[] Chosen =
    [
        KillStep.Enquiry,
        KillStep.MailFrom,
        KillStep.Unmarked,
        KillStep.Matching,
        KillStep.AfterReply,
        KillStep.RcptTo,
        KillStep.BeforeReply,
        KillStep.Data,
        KillStep.Digest,
    ];

    /// <summary>
    /// So many kills hit one worker before they hit the other: each must live long enough to be sure that the other one is dead. Once in a
    /// while both die at once.
    /// </summary>
    private const int Turn = 12,
        Both = 20;

    private readonly Random _random = new(options.Seed);
    private readonly string _clockFile = Path.GetTempFileName();
    private Slot[] _slots = [];
    private volatile Slot? _victim;
    private volatile bool _closing,
        _over;
    private int _killed;
    private long _began;

    public IReadOnlyList<Slot> Slots => _slots;
    public Recoveries Recoveries { get; } = new(postgres.Database);
    public Story Story { get; private set; } = null!;
    public EnquiryStory Enquiries { get; private set; } = null!;
    public int Restarts { get; private set; }
    public TimeSpan Took { get; private set; }

    private bool IsNaive => way == "naive";

    /// <summary>Runs all of it.</summary>
    /// <exception cref="TimeoutException">It stands still or is hopelessly slow; the message says what waits for what.</exception>
    public async Task RunAsync()
    {
        var limit = TimeSpan.FromMinutes(6 + Math.Min(options.Minutes, options.Kills / 5));
        var run = RunStoryAsync();
        if (await Task.WhenAny(run, Task.Delay(limit)) != run)
        {
            var waits = await StandstillAsync();
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"Not done after {limit.TotalMinutes:N0} minutes and {_killed} kills.\n{waits}")
            );
        }
        await run;
    }

    private async Task RunStoryAsync()
    {
        await File.WriteAllTextAsync(_clockFile, "0");
        var clock = new SharedClock(_clockFile);
        using var node = Node.Build(postgres.Database, smtpPort: 1, connections: 1, clock);
        if (await node.PrepareAsync() is { } refusal)
            throw new InvalidOperationException(refusal);
        var world = await World.MakeAsync(
            node.Services,
            options.Recipients,
            i =>
                IsNaive || i % 8 < 4 ? AlertFrequency.AtOnce
                : i % 8 < 6 ? AlertFrequency.Daily
                : AlertFrequency.Weekly
        );
        await WorkTable.MakeAsync(postgres.Database);
        if (IsNaive)
            await Naive.MakeAsync(postgres.Database);
        else
            await EnquiryWork.MakePeopleAsync(node.Services);
        Enquiries = new(postgres.Database, clock, node.Services.GetRequiredService<WorkingCalendars>().AgencyClock);
        Story = new(
            postgres.Database,
            node,
            world,
            Enquiries,
            clock,
            _random,
            on => _closing = on,
            IsNaive ? "SELECT count(*) FROM hangfire.jobqueue" : "SELECT count(*) FROM mails WHERE status IN ('Pending', 'Sending')"
        );
        _began = Stopwatch.GetTimestamp();
        _slots =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ => new Slot(postgres.Database, _clockFile, way, _random)
                {
                    Died = Recoveries.Watch,
                    // Only the one whose turn it is: were both killed as fast as they start, nobody would be there to recover anything.
                    KillsDigests = slot => _closing && !_over && slot == _victim,
                }),
        ];
        var story = Story.RunAsync(() => _over, digests: !IsNaive);
        var killing = KillAsync(story);
        // Whichever fails, the other one would wait for ever.
        await await Task.WhenAny(killing, story);
        await Task.WhenAll(killing, story);
        await Recoveries.AllAsync();
        Took = Stopwatch.GetElapsedTime(_began);
    }

    private async Task KillAsync(Task story)
    {
        var restarts = Enumerable.Range(1, 6).Select(i => i / 7.0).ToHashSet();
        var emptied = false;
        for (var round = 0; Progress < 1; round++)
        {
            if (story.IsFaulted)
                return;
            if (_killed > 0 && restarts.RemoveWhere(at => at <= Progress) > 0)
                await postgres.RestartAsync(Restarts++ % 2 == 0 ? "fast" : "immediate");
            if (!emptied && (emptied = Progress >= .5))
                await EmptyHangfireAsync();
            var victim = _victim = _slots[round / Turn % 2];
            var step = round % 2 == 0 ? KillStep.AnyTime : Chosen[round / 2 % Chosen.Length];
            // Some die before they have begun.
            if (round % 10 != 0)
                await victim.ReadyAsync();
            var kill = victim.KillAtAsync(
                step,
                step == KillStep.AnyTime ? TimeSpan.FromMilliseconds(_random.Next(1600)) : TimeSpan.FromSeconds(2)
            );
            await (
                round % Both == Both - 1
                    ? Task.WhenAll(kill, Other(victim).KillAtAsync(KillStep.AnyTime, TimeSpan.FromMilliseconds(_random.Next(1600))))
                    : kill
            );
            _killed = Deaths;
            if (round % 25 == 24)
                await Console.Error.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"… {_killed} kills, {Stopwatch.GetElapsedTime(_began).TotalSeconds:N0} s")
                );
        }
        _over = true;
    }

    /// <summary>What waits for what.</summary>
    private async Task<string> StandstillAsync()
    {
        string[] questions =
        [
            "SELECT kind || ' ' || status || ' ' || count(*) || ', due from ' || min(not_before) FROM mails "
                + "WHERE status IN ('Pending', 'Sending', 'Deferred') GROUP BY kind, status",
            "SELECT kind || ' not done: ' || count(*) FROM harness_work WHERE NOT done GROUP BY kind",
            "SELECT 'session of ' || coalesce(application_name, '') || ', ' || coalesce(state, '') "
                + "|| ', waits for ' || coalesce(wait_event, 'nothing') || ': ' || left(query, 150) "
                + "FROM pg_stat_activity WHERE datname = current_database()",
        ];
        var lines = new List<string>();
        await using var connection = await postgres.ConnectAsync();
        foreach (var question in questions)
        {
            await using var command = new NpgsqlCommand(question, connection);
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                lines.Add(row.IsDBNull(0) ? "" : row.GetString(0));
        }
        return string.Join('\n', lines.Concat(_slots.Select(slot => "worker: " + slot.Log)));
    }

    /// <summary>Of the kills or of the time, whichever is nearer to its end; from 0 to 1.</summary>
    private double Progress => Math.Max((double)Deaths / options.Kills, Stopwatch.GetElapsedTime(_began).TotalMinutes / options.Minutes);

    private int Deaths => _slots.Sum(slot => slot.Deaths.Count);

    private Slot Other(Slot slot) => slot == _slots[0] ? _slots[1] : _slots[0];

    /// <summary>As after a mistake with the job server's tables: schedules and wake-up signals are gone.</summary>
    private Task EmptyHangfireAsync() =>
        IsNaive
            ? Task.CompletedTask
            : WorkTable.PatientlyAsync(async () =>
            {
                await using var connection = await WorkTable.OpenAsync(postgres.Database);
                return await new NpgsqlCommand(
                    """
                    DO $$ BEGIN
                        EXECUTE (SELECT 'TRUNCATE ' || string_agg('hangfire.' || quote_ident(tablename), ', ') || ' CASCADE' FROM pg_tables
                            WHERE schemaname = 'hangfire' AND tablename <> 'schema');
                    END $$
                    """,
                    connection
                ).ExecuteNonQueryAsync();
            });

    public string KillsByStep() =>
        string.Join(
            ", ",
            _slots
                .SelectMany(slot => slot.Deaths)
                .CountBy(death => death.Step)
                .OrderBy(pair => pair.Key)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots)
            await slot.DisposeAsync();
        File.Delete(_clockFile);
    }
}
