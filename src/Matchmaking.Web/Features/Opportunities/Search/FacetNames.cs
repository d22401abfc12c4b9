using System.Globalization;
using Matchmaking.Matching.Index;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What the codes are that listings can be filtered by: which exist, what lies within them, and what they are called.</summary>
public static class FacetNames
{
    /// <summary>Every value that the list offers, each with the codes that listings may carry for it.</summary>
    public static IEnumerable<FacetOption> Options(ReferenceData reference) =>
        ListFilter.Kinds.SelectMany(kind =>
            AllOf(kind.Kind, reference).Select(code => new FacetOption(kind.Kind, code, CodesWithin(kind.Kind, code, reference)))
        );

    /// <summary>The code behind what an address says, of today where it was retired or renamed; null when there is none.</summary>
    public static string? CodeOf(FacetKind kind, string code, ReferenceData reference) =>
        kind switch
        {
            FacetKind.Sector => reference.SectorOf(reference.SectorOf(code)?.RetiredInto ?? code)?.Code,
            FacetKind.Place => reference.PlaceOf(code)?.Code is { } known ? reference.UnitOf(known)?.Code ?? known : null,
            FacetKind.Zone => reference.ZoneOf(code)?.Code,
            FacetKind.DealType => reference.DealTypeOf(code)?.Code,
            FacetKind.Amount => AmountBands.Has(code) ? code : null,
            _ => AllOf(kind, reference).FirstOrDefault(known => known == code),
        };

    /// <summary>A sector's code stands for its subsectors too, a region's for its cities and districts.</summary>
    public static IReadOnlyList<string> CodesWithin(FacetKind kind, string code, ReferenceData reference) =>
        kind switch
        {
            FacetKind.Sector when reference.SectorOf(code) is { } sector => reference.CodesWithin(sector),
            FacetKind.Place when reference.RegionOf(code) is { } region => reference.CodesWithin(region),
            _ => [code],
        };

    /// <summary>What a reader calls it.</summary>
    public static string NameOf(FacetKind kind, string code, Text t, ReferenceData reference) =>
        kind switch
        {
            FacetKind.Sector => reference.SectorOf(code)!.Name.In(t.Language),
            FacetKind.Place => reference.PlaceName(code, t.Language),
            FacetKind.Zone => reference.ZoneOf(code)!.Name.In(t.Language),
            FacetKind.DealType => reference.DealTypeOf(code)!.Name.In(t.Language),
            FacetKind.TechnicalStage => $"{code} {reference.TechnicalStages[StepOf(code)].Name.In(t.Language)}",
            FacetKind.LegalStage => $"{code} {reference.LegalStages[StepOf(code)].Name.In(t.Language)}",
            FacetKind.Need => t["need." + code],
            _ => AmountName(code, t, reference),
        };

    /// <summary>"T4" for the technical step 4; null for an unknown step.</summary>
    public static string? TechnicalCode(int? step) => step is { } known ? "T" + known.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>"L2" for the legal step 2; null for an unknown step.</summary>
    public static string? LegalCode(int? step) => step is { } known ? "L" + known.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>"4" of "T4", as the form of a mandate names the step.</summary>
    public static string DigitOf(string stageCode) => stageCode[^1].ToString();

    private static IEnumerable<string> AllOf(FacetKind kind, ReferenceData reference) =>
        kind switch
        {
            FacetKind.Sector => reference.Sectors.SelectMany(reference.CodesWithin),
            FacetKind.Place => reference.Regions.SelectMany(reference.CodesWithin),
            FacetKind.Zone => reference.Zones.Select(zone => zone.Code),
            FacetKind.DealType => reference.DealTypes.Select(type => type.Code),
            FacetKind.TechnicalStage => reference.TechnicalStages.Select(stage => TechnicalCode(stage.Code)!),
            FacetKind.LegalStage => reference.LegalStages.Select(stage => LegalCode(stage.Code)!),
            FacetKind.Need => SiteNeeds.AllCodes,
            _ => AmountBands.All.Select(band => band.Code).Append(AmountBands.NotPublished),
        };

    private static string AmountName(string code, Text t, ReferenceData reference)
    {
        if (AmountBands.All.FirstOrDefault(band => band.Code == code) is not { } band)
            return t["opportunity.not-published"];
        return Money.Range(band.From, band.To, "USD", t, reference)!;
    }

    private static int StepOf(string code) => code[1] - '0';
}
