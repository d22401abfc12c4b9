using Matchmaking.Web.Features.Organisations;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>A line of a table of deals.</summary>
public sealed record DealRow(
    Guid Id,
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
    decimal? SharePercent,
    string Target,
    string Title,
    string Source,
    DealOrigin Origin,
    string Investor,
    bool IsSample
)
{
    public static IQueryable<DealRow> From(IQueryable<Deal> deals) =>
        deals.Select(d => new DealRow(
            d.Id,
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
            d.SharePercent,
            d.Target,
            d.Title,
            d.Source,
            d.Origin,
            d.Investor,
            d.Organisation!.IsSample && d.ImportId == null
        ));
}

/// <summary>A table of deals, and the pages that its links open.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="EditPage">Takes the deal's id.</param>
/// <param name="RemovalPage">Takes the deal's id.</param>
/// <param name="Owner">Name of the organisation; a deal that was entered under another one says so. Null where nobody asks.</param>
public sealed record DealTable(IReadOnlyList<DealRow> Rows, string EditPage, string RemovalPage, string? Owner);
