using Matchmaking.Matching;
using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using MadeDeal = Matchmaking.Matching.TrackRecords.Deal;

namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>What the track records of all organisations have taught: trained at the start, and anew when deals have changed.</summary>
public sealed partial class ModelProvider(IServiceScopeFactory scopes, TimeProvider time, ILogger<ModelProvider> log) : BackgroundService
{
    /// <summary>How often it is asked whether deals have changed. Training on 20,000 of them takes seconds.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private TrackRecordModel? _model;
    private long _version = -1;

    /// <summary>The model as it was learned last; null while no deal is known.</summary>
    public TrackRecordModel? Model => Volatile.Read(ref _model);

    /// <summary>The name under which the model knows an organisation.</summary>
    public static string KeyOf(Guid organisation) => organisation.ToString("N");

    /// <summary>An opportunity as track records see it. What has several values there is left open, since a deal has one.</summary>
    public static Listing ListingOf(OpportunityFacts facts) =>
        new()
        {
            Sector = facts.Sector.Hub,
            Subsector = facts.Sector.IsSubsector ? facts.Sector.Code : "",
            Country = "AZ",
            Region = facts.Places.Select(place => place.Region).Distinct().ToArray() is [var only] ? only : "",
            AmountUsdM =
                facts.Amount is { } amount && (amount.From ?? amount.To) is { } from && (amount.To ?? from) is { } to && from + to > 0
                    ? (double)(from + to) / 2e6
                    : null,
            Type = facts.DealTypes is [var type] ? type : "",
        };

    /// <summary>Learns from all deals if they have changed since it last did.</summary>
    /// <returns>Whether it learned anew.</returns>
    public async Task<bool> LearnAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
            // Read before the deals: what comes in between is learned twice rather than never.
            var version = await db.Database.SqlQueryRaw<long>(RecordVersion.Sql).SingleAsync(cancel);
            if (version == _version)
                return false;
            var deals = new List<MadeDeal>();
            await foreach (
                var lines in ByDeal(scope.ServiceProvider.GetRequiredService<TrackRecordReader>().AllAsync(cancel)).WithCancellation(cancel)
            )
                deals.Add(DealOf(lines));
            Volatile.Write(ref _model, deals.Count == 0 ? null : TrackRecordModel.Train(deals, BakuDay.Of(time).Year + 1));
            _version = version;
            Learned(deals.Count);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LearnAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                NotLearned(e);
            }
        }
    }

    private static async IAsyncEnumerable<List<TrackRecordDeal>> ByDeal(IAsyncEnumerable<TrackRecordDeal> lines)
    {
        var deal = new List<TrackRecordDeal>();
        await foreach (var line in lines)
        {
            if (deal.Count > 0 && deal[0].DealKey != line.DealKey)
            {
                yield return deal;
                deal = [];
            }
            deal.Add(line);
        }
        if (deal.Count > 0)
            yield return deal;
    }

    private static MadeDeal DealOf(List<TrackRecordDeal> lines)
    {
        var line = lines[0];
        return new()
        {
            Id = line.DealKey,
            Year = line.Year,
            Month = line.Month,
            Investors = [.. lines.Select(one => KeyOf(one.OrganisationId))],
            Sector = line.Sector ?? line.SectorWords,
            Subsector = line.Subsector ?? line.SubsectorWords,
            Country = line.CountryCode ?? line.Country,
            Region = line.Region,
            AmountUsdM = line.AmountUsdMillions is > 0 and var amount ? (double)amount : null,
            Type = line.DealType ?? line.DealTypeWords,
            Target = line.Target,
            Title = line.Title,
        };
    }

    [LoggerMessage(LogLevel.Information, "Learned from {Count} deals")]
    private partial void Learned(int count);

    [LoggerMessage(LogLevel.Warning, "Could not learn from the track records; what was learned before stays in use")]
    private partial void NotLearned(Exception e);
}
