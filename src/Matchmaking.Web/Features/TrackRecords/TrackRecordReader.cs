using System.Runtime.CompilerServices;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>A deal as a line of one organisation's track record.</summary>
/// <param name="OrganisationId">Whose track record.</param>
/// <param name="DealKey">The same for all organisations that took part.</param>
/// <param name="Year">Of the deal.</param>
/// <param name="Month">1 to 12; null where it is not known.</param>
/// <param name="Sector">Code of a hub sector; null where only the words are known.</param>
/// <param name="Subsector">Code of a subsector.</param>
/// <param name="SectorWords">As typed; may be empty.</param>
/// <param name="SubsectorWords">As typed; may be empty.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2; null where only the words are known.</param>
/// <param name="Country">As typed; may be empty.</param>
/// <param name="Region">As typed; may be empty.</param>
/// <param name="AmountUsdMillions">In millions of US dollars.</param>
/// <param name="DealType">Code of a deal type.</param>
/// <param name="DealTypeWords">As typed; may be empty.</param>
/// <param name="Target">What was invested in; may be empty.</param>
/// <param name="Title">May be empty.</param>
/// <param name="ThroughId">The child that made it, where it counts for a parent; null for the organisation's own.</param>
public sealed record TrackRecordDeal(
    Guid OrganisationId,
    string DealKey,
    int Year,
    int? Month,
    string? Sector,
    string? Subsector,
    string SectorWords,
    string SubsectorWords,
    string? CountryCode,
    string Country,
    string Region,
    decimal? AmountUsdMillions,
    string? DealType,
    string DealTypeWords,
    string Target,
    string Title,
    Guid? ThroughId
);

/// <summary>
/// Track records for the ranking. A deal counts in full for the organisation that made it and for each of its parents, once an
/// organisation: where parent and child both took part, or two names of one organisation stood in the same deal, it is one line, the
/// organisation's own. It does not count downwards, nor for sisters: what a parent does says less of what a child may do.
/// </summary>
public sealed class TrackRecordReader(MatchmakingDb db)
{
    /// <summary>
    /// All lines of all organisations, deal by deal in the order of their keys, streamed: only the tree of organisations is held in memory.
    /// The connection is busy until the last line was read.
    /// </summary>
    public async IAsyncEnumerable<TrackRecordDeal> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var parents = await ParentsAsync(cancel);
        var deal = new List<TrackRecordDeal>();
        await foreach (
            var row in Rows(db.Deals.OrderBy(d => d.DealKey).ThenBy(d => d.InvestorKey)).AsAsyncEnumerable().WithCancellation(cancel)
        )
        {
            if (deal.Count > 0 && deal[0].DealKey != row.DealKey)
            {
                foreach (var line in Lines(deal, parents))
                    yield return line;
                deal.Clear();
            }
            deal.Add(row);
        }
        foreach (var line in Lines(deal, parents))
            yield return line;
    }

    /// <summary>The lines of one organisation, its children's included; newest first.</summary>
    public async Task<IReadOnlyList<TrackRecordDeal>> OfAsync(Guid organisation, CancellationToken cancel)
    {
        var parents = await ParentsAsync(cancel);
        var family = parents.Keys.Where(id => UpFrom(id, parents).Contains(organisation)).Append(organisation).Distinct().ToArray();
        var rows = await Rows(db.Deals.Where(d => family.Contains(d.OrganisationId)).NewestFirst()).ToListAsync(cancel);
        return
        [
            .. rows.OrderBy(row => row.OrganisationId != organisation)
                .DistinctBy(row => row.DealKey)
                .Select(row => For(organisation, row))
                .OrderByDescending(line => line.Year)
                .ThenByDescending(line => line.Month ?? 0)
                .ThenBy(line => line.DealKey, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<TrackRecordDeal> Lines(List<TrackRecordDeal> deal, Dictionary<Guid, Guid> parents) =>
        deal.SelectMany(row => UpFrom(row.OrganisationId, parents).Select(organisation => For(organisation, row)))
            .OrderBy(line => line.OrganisationId)
            .ThenBy(line => line.ThroughId is not null)
            .ThenBy(line => line.ThroughId)
            .DistinctBy(line => line.OrganisationId);

    private static TrackRecordDeal For(Guid organisation, TrackRecordDeal row) =>
        row with
        {
            OrganisationId = organisation,
            ThroughId = row.OrganisationId == organisation ? null : row.OrganisationId,
        };

    /// <summary>The organisation itself, then its parents. A ring is walked once.</summary>
    private static List<Guid> UpFrom(Guid organisation, Dictionary<Guid, Guid> parents)
    {
        var line = new List<Guid> { organisation };
        while (parents.TryGetValue(line[^1], out var parent) && !line.Contains(parent))
            line.Add(parent);
        return line;
    }

    private Task<Dictionary<Guid, Guid>> ParentsAsync(CancellationToken cancel) =>
        db.Organisations.Living().Where(o => o.ParentId != null).ToDictionaryAsync(o => o.Id, o => o.ParentId!.Value, cancel);

    private static IQueryable<TrackRecordDeal> Rows(IQueryable<Deal> deals) =>
        deals
            .AsNoTracking()
            .Select(d => new TrackRecordDeal(
                d.OrganisationId,
                d.DealKey,
                d.Year,
                d.Month,
                d.Sector,
                d.Subsector,
                d.SectorWords,
                d.SubsectorWords,
                d.CountryCode,
                d.Country,
                d.Region,
                d.AmountUsdMillions,
                d.DealType,
                d.DealTypeWords,
                d.Target,
                d.Title,
                null
            ));
}
