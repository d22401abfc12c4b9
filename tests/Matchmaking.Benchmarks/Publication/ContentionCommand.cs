using System.Diagnostics;
using System.Globalization;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.Matching.Feedback;
using Matchmaking.TestSupport;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Publication;

/// <summary>How long a thumbs-up, a save of a draft and a publication wait while somebody's transaction of many mandates is open.</summary>
internal static class ContentionCommand
{
    private const int Mandates = 2_000,
        Listings = 60,
        MostRounds = 1_000;
    private const double TargetMilliseconds = 20;

    private static readonly TimeSpan HeldOpen = TimeSpan.FromSeconds(3),
        Apart = TimeSpan.FromMilliseconds(400);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = 50;
        if (
            args is not []
            && (
                args is not ["--rounds", var text]
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rounds)
                || rounds is < 1 or > MostRounds
            )
        )
        {
            await Console.Error.WriteLineAsync($"contention [--rounds N], with N from 1 to {MostRounds}");
            return 2;
        }
        await using var site = new BusySite();
        await site.InitializeAsync();
        var work = await ContentionWork.MakeAsync(site, Listings);
        // The first of each compiles queries.
        for (var i = 0; i < 5; i++)
            foreach (var one in work.All)
                await TimeAsync(one.DoAsync);
        var alone = work.All.Select(_ => new List<double>()).ToArray();
        var beside = work.All.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < work.All.Count; i++)
                alone[i].Add(await TimeAsync(work.All[i].DoAsync));
            var times = await BesideAsync(site, work);
            for (var i = 0; i < times.Length; i++)
                beside[i].Add(times[i]);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rounds} of each, alone and beside a transaction of {Mandates:N0} mandates held open for "
                    + $"{HeldOpen.TotalSeconds:F0} s; times in ms"
            )
        );
        Console.WriteLine($"{"", -12} {"alone p50", 10} {"p99", 8} {"beside p50", 11} {"p99", 8} {"more p50", 9} {"p99", 8}");
        var reached = true;
        for (var i = 0; i < work.All.Count; i++)
        {
            var (quiet, busy) = (Timings.Of(alone[i]), Timings.Of(beside[i]));
            var isKept = busy.P99 - quiet.P99 <= TargetMilliseconds;
            reached &= isKept || work.All[i].Waits;
            var verdict =
                work.All[i].Waits ? "waits, since it is matched"
                : isKept ? "reached"
                : "MISSED";
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{work.All[i].Name, -12} {quiet.P50, 10:F1} {quiet.P99, 8:F1} "
                        + $"{busy.P50, 11:F1} {busy.P99, 8:F1} {busy.P50 - quiet.P50, 9:F1} {busy.P99 - quiet.P99, 8:F1}  {verdict}"
                )
            );
        }
        return reached ? 0 : 1;
    }

    /// <summary>All of them beside one long transaction, started some time after each other so that they disturb only by locks.</summary>
    private static async Task<double[]> BesideAsync(Site site, ContentionWork work)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.AddRange(work.NewMandates(Mandates));
        await db.SaveChangesAsync();
        var opened = Stopwatch.GetTimestamp();
        var started = new List<Task<double>>();
        foreach (var one in work.All)
        {
            started.Add(TimeAsync(one.DoAsync));
            await Task.Delay(Apart);
        }
        var left = HeldOpen - Stopwatch.GetElapsedTime(opened);
        if (left > TimeSpan.Zero)
            await Task.Delay(left);
        await transaction.RollbackAsync();
        return await Task.WhenAll(started);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Nothing runs by itself, but several requests run at once.</summary>
    private sealed class BusySite : QuietSite
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [];
    }
}

/// <summary>One kind of work.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Waits">Whether it may wait: it must see the mandates of the long transaction.</param>
/// <param name="DoAsync">Does it once more.</param>
internal sealed record ContentionStep(string Name, bool Waits, Func<Task> DoAsync);

/// <summary>What is done beside the long transaction, by the services that the pages call.</summary>
internal sealed class ContentionWork
{
    private readonly Site _site;
    private readonly Person _investor,
        _other;
    private readonly Guid[] _listings;
    private readonly Guid _draft;
    private int _count;

    private ContentionWork(Site site, Person investor, Person other, Guid[] listings, Guid draft) =>
        (_site, _investor, _other, _listings, _draft, All) = (
            site,
            investor,
            other,
            listings,
            draft,
            [new("publication", true, PublishAsync), new("draft", false, SaveDraftAsync), new("thumbs-up", false, SayAsync)]
        );

    public IReadOnlyList<ContentionStep> All { get; }

    /// <summary>An organisation with ten mandates that match so many listings, ten others, and a draft.</summary>
    public static async Task<ContentionWork> MakeAsync(Site site, int listings)
    {
        var investor = await site.People.InvestorAsync();
        for (var i = 0; i < 10; i++)
        {
            await site.AddMandateAsync(investor);
            await site.AddMandateAsync(await site.People.InvestorAsync());
        }
        var published = new List<Guid>();
        for (var i = 0; i < listings; i++)
            published.Add((await site.PublishAsync()).Id);
        var draft = TestSupport.Listings.Opportunity(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null));
        await site.RunAsync<OpportunitySave>(save => save.TryAsync(draft, 0, null, CancellationToken.None));
        return new(site, investor, await site.People.InvestorAsync(), [.. published], draft.Id);
    }

    /// <summary>Mandates of somebody else, as an import would write them.</summary>
    public IEnumerable<Mandate> NewMandates(int count) =>
        Enumerable
            .Range(0, count)
            .Select(_ => new Mandate
            {
                OrganisationId = _other.OrganisationId!.Value,
                OwnerId = _other.Id,
                Name = "电动客车与电池",
                Sectors = ["auto.ebus", "batt.assembly"],
                Places = ["AZ-SM"],
                CreatedAt = TimeProvider.System.GetUtcNow(),
                UpdatedAt = TimeProvider.System.GetUtcNow(),
            });

    private Task SayAsync() =>
        _site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                _investor.OrganisationId!.Value,
                _investor.Id,
                _listings[++_count % _listings.Length],
                new(FeedbackAnswer.Fits, null),
                CancellationToken.None
            )
        );

    private Task SaveDraftAsync() => ChangeAsync(_draft, draft => draft.Summary = draft.Summary with { En = $"Saved {++_count} times." });

    private async Task PublishAsync()
    {
        var draft = TestSupport.Listings.Opportunity(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null));
        await _site.RunAsync<OpportunitySave>(save => save.TryAsync(draft, 0, null, CancellationToken.None));
        await ChangeAsync(draft.Id, o => (o.Status, o.PublishedAt) = (PublicationStatus.Published, TimeProvider.System.GetUtcNow()));
    }

    private async Task ChangeAsync(Guid id, Action<Opportunity> change)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.SingleAsync(o => o.Id == id);
        change(saved);
        if (!await scope.ServiceProvider.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, null, CancellationToken.None))
            throw new InvalidOperationException("Somebody else saved it.");
    }
}
