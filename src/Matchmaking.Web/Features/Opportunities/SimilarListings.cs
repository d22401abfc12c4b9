using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>What two listings have in common, in the order in which it is said.</summary>
public enum SharedFact
{
    Subsector,
    Sector,
    Place,
    Promoter,
    Amount,
}

/// <summary>A listing and what it has in common with another one, never nothing.</summary>
public sealed record SimilarListing(OpportunityRow Row, IReadOnlyList<SharedFact> Shared);

/// <summary>
/// Listings that are like one: those that one may come in to first, then by how much they have in common, then the newest.
/// </summary>
public static class SimilarListings
{
    /// <summary>
    /// How many of its sector, its subsectors and its places are held against it, the newest: so that the page costs the same however many
    /// listings there are.
    /// </summary>
    private const int OfSector = 60,
        OfSubsectors = 40,
        OfPlace = 40;

    /// <summary>Amounts are alike up to twice and half.</summary>
    private const decimal Factor = 2;

    /// <summary>Three statements, and another one only where too few are open.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="listing">What they are like; not among them.</param>
    /// <param name="reference">Rates of currencies.</param>
    /// <param name="day">Of Baku, on which they are open.</param>
    /// <param name="most">How many.</param>
    public static async Task<IReadOnlyList<SimilarListing>> ReadAsync(
        MatchmakingDb db,
        Opportunity listing,
        ReferenceData reference,
        DateOnly day,
        int most,
        CancellationToken cancel
    )
    {
        var others = db.Opportunities.AsNoTracking().Where(o => o.Id != listing.Id);
        var open = others.OpenOn(day);
        var candidates = open.Where(o => o.Sector == listing.Sector).NewestFirst().Take(OfSector).Select(o => o.Id);
        string[] subsectors = [.. CodesOf(listing.Sector, listing.Subsector, listing.MoreSectors).Where(IsSubsector)];
        if (subsectors.Length > 0)
            candidates = candidates.Union(open.InSectors(subsectors).NewestFirst().Take(OfSubsectors).Select(o => o.Id));
        if (listing.Places.Count > 0)
            candidates = candidates.Union(open.InPlaces(listing.Places).NewestFirst().Take(OfPlace).Select(o => o.Id));
        // Two steps: in one, the database would rather read the whole table than look a hundred keys up.
        var found = await candidates.ToListAsync(cancel);
        var chosen = Best(await ReadAsync(others.Where(o => found.Contains(o.Id)), cancel), listing, reference, most);
        if (chosen.Count < most)
        {
            var closed = others
                .Public()
                .Where(o => o.Sector == listing.Sector && (o.Availability != Availability.Open || o.ValidUntil < day))
                .NewestFirst()
                .Take(OfSector);
            chosen.AddRange(Best(await ReadAsync(closed, cancel), listing, reference, most - chosen.Count));
        }
        if (chosen.Count == 0)
            return [];
        Guid[] ids = [.. chosen.Select(one => one.Id)];
        var rows = await others.Where(o => ids.Contains(o.Id)).Select(OpportunityRow.From).ToDictionaryAsync(row => row.Id, cancel);
        // What went away between the two is left out.
        return [.. chosen.Where(one => rows.ContainsKey(one.Id)).Select(one => new SimilarListing(rows[one.Id], one.Shared))];
    }

    private static List<(Guid Id, IReadOnlyList<SharedFact> Shared)> Best(
        List<Candidate> candidates,
        Opportunity listing,
        ReferenceData reference,
        int most
    ) =>
        [
            .. candidates
                .Select(candidate => (candidate, Shared: Shared(candidate, listing, reference)))
                .OrderByDescending(one => one.Shared.Count(fact => fact != SharedFact.Sector))
                .ThenByDescending(one => one.candidate.PublishedAt)
                .ThenByDescending(one => one.candidate.Id)
                .Take(most)
                .Select(one => (one.candidate.Id, (IReadOnlyList<SharedFact>)one.Shared)),
        ];

    private static List<SharedFact> Shared(Candidate other, Opportunity listing, ReferenceData reference)
    {
        var shared = new List<SharedFact>();
        string[] both =
        [
            .. CodesOf(listing.Sector, listing.Subsector, listing.MoreSectors)
                .Intersect(CodesOf(other.Sector, other.Subsector, other.MoreSectors)),
        ];
        if (both.Any(IsSubsector))
            shared.Add(SharedFact.Subsector);
        else if (both.Length > 0)
            shared.Add(SharedFact.Sector);
        if (other.Places.Intersect(listing.Places).Any())
            shared.Add(SharedFact.Place);
        // As the public reads it: which organisation the desk talks to is for the desk alone.
        if (listing.Promoter.In(Language.English) is { Length: > 0 } name && other.Promoter.In(Language.English) == name)
            shared.Add(SharedFact.Promoter);
        if (
            AreAlike(
                reference.InDollars(listing.AmountFrom, listing.AmountTo, listing.Currency),
                reference.InDollars(other.AmountFrom, other.AmountTo, other.Currency)
            )
        )
            shared.Add(SharedFact.Amount);
        return shared;
    }

    /// <summary>All that a listing is filed under, the further sectors included.</summary>
    private static IEnumerable<string> CodesOf(string sector, string? subsector, List<string> more) =>
        subsector is null ? more.Prepend(sector) : more.Prepend(subsector).Prepend(sector);

    private static bool IsSubsector(string code) => new SectorCode(code).Hub != code;

    /// <summary>Whether the ranges meet when each is widened by the factor.</summary>
    private static bool AreAlike(MoneyRange? one, MoneyRange? other) =>
        one is { } a
        && other is { } b
        && (a.From ?? a.To ?? 0) <= (b.To ?? b.From ?? 0) * Factor
        && (b.From ?? b.To ?? 0) <= (a.To ?? a.From ?? 0) * Factor;

    private static Task<List<Candidate>> ReadAsync(IQueryable<Opportunity> some, CancellationToken cancel) =>
        some.Select(o => new Candidate(
                o.Id,
                o.Sector,
                o.Subsector,
                o.MoreSectors,
                o.Places,
                new(o.Promoter.Zh, o.Promoter.Az, o.Promoter.En),
                o.AmountFrom,
                o.AmountTo,
                o.Currency,
                o.PublishedAt
            ))
            .ToListAsync(cancel);

    /// <summary>What of a listing is held against another one.</summary>
    private sealed record Candidate(
        Guid Id,
        string Sector,
        string? Subsector,
        List<string> MoreSectors,
        List<string> Places,
        Localized Promoter,
        decimal? AmountFrom,
        decimal? AmountTo,
        string? Currency,
        DateTimeOffset? PublishedAt
    );
}
