using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Reference;

/// <summary>
/// What the state offers to whoever invests in a place or a line of business: a rule with a date and a source, never a promise.
/// </summary>
/// <param name="Code">Of this list only.</param>
/// <param name="Name">Name in three languages.</param>
/// <param name="Benefit">What it gives.</param>
/// <param name="Conditions">To whom, and to whom not.</param>
/// <param name="Since">From when on: a day, a month or a year; null where it counts from one's own registration.</param>
/// <param name="Until">Its last day; null where it has none.</param>
/// <param name="AsOf">When it was looked up: a day, a month or a year.</param>
/// <param name="Source">Separated by semicolons.</param>
/// <param name="Zones">Zones that have it, by their codes.</param>
/// <param name="ZoneKinds">Zones that have it, by their kinds.</param>
/// <param name="Liberated">Whether the liberated territories have it.</param>
/// <param name="NotIn">Cities and districts without it, beside the liberated ones; null where it goes by no such rule.</param>
/// <param name="Sectors">Sectors whose page shows it.</param>
public sealed record Incentive(
    string Code,
    Localized Name,
    Localized Benefit,
    Localized Conditions,
    string? Since,
    string? Until,
    string AsOf,
    string Source,
    string[]? Zones = null,
    string[]? ZoneKinds = null,
    bool Liberated = false,
    string[]? NotIn = null,
    string[]? Sectors = null
);

/// <summary>Which incentives there are for what.</summary>
public static class IncentiveRules
{
    /// <summary>Those of a zone, and those of the place that it lies in.</summary>
    public static IReadOnlyList<Incentive> IncentivesIn(this ReferenceData reference, Zone zone) =>
        [
            .. reference.Incentives.Where(incentive =>
                incentive.Zones?.Contains(zone.Code) == true
                || incentive.ZoneKinds?.Contains(zone.Kind) == true
                || (incentive.Liberated && zone.Places.Any(place => reference.UnitOf(place) is { Liberated: true }))
            ),
        ];

    /// <summary>Those that any of its cities or districts has; those of its zones stand on the pages of the zones.</summary>
    public static IReadOnlyList<Incentive> IncentivesIn(this ReferenceData reference, EconomicRegion region) =>
        [
            .. reference.Incentives.Where(incentive =>
                region.Units.Any(unit => unit.Liberated ? incentive.Liberated : incentive.NotIn is { } notIn && !notIn.Contains(unit.Code))
            ),
        ];

    /// <summary>Those of a sector, which its subsectors have too.</summary>
    public static IReadOnlyList<Incentive> IncentivesOf(this ReferenceData reference, Sector sector) =>
        [.. reference.Incentives.Where(incentive => incentive.Sectors?.Contains(sector.Code.Split('.')[0]) == true)];

    /// <summary>The zones of a region.</summary>
    public static IReadOnlyList<Zone> ZonesIn(this ReferenceData reference, EconomicRegion region) =>
        [.. reference.Zones.Where(zone => zone.Places.Any(reference.CodesWithin(region).Contains))];
}
