using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Demo;

/// <summary>
/// Companies without account that have signed for published projects in Azerbaijan, each deal with its source. No
/// memoranda: they are no deals yet.
/// </summary>
internal static class DemoTrackRecords
{
    /// <summary>Adds them to what is pending.</summary>
    public static void Add(MatchmakingDb db, ReferenceData reference, DateTimeOffset now)
    {
        var companies = reference.Companies.ToDictionary(company => company.Id, StringComparer.Ordinal);
        var made = new Dictionary<string, Organisation>(StringComparer.Ordinal);
        foreach (var (row, number) in DemoFiles.Read<DemoDeal[]>("track-records").Select((row, number) => (row, number + 1)))
        {
            var organisation = Organisation(row.Company);
            db.Deals.Add(
                new()
                {
                    OrganisationId = organisation.Id,
                    DealKey = "demo-" + number.ToString("00", CultureInfo.InvariantCulture),
                    Investor = organisation.Name,
                    InvestorKey = FoldedText.Of(organisation.Name).Words,
                    Year = row.Year,
                    Month = row.Month,
                    Sector = row.Sector,
                    Subsector = row.Subsector,
                    CountryCode = "AZ",
                    Country = reference.CountryOf("AZ")!.Name.En,
                    Region = row.Region,
                    AmountUsdMillions = row.AmountUsdMillions,
                    DealType = row.DealType,
                    Target = row.Target,
                    Title = row.Title,
                    Source = row.Source,
                    Origin = DealOrigin.Staff,
                    CreatedAt = now,
                }
            );
        }

        Organisation Organisation(string id)
        {
            if (made.TryGetValue(id, out var there))
                return there;
            var organisation = made[id] = Prospects.Of(companies[id], now);
            organisation.IsSample = true;
            organisation.Parent = companies[id].Parent is { } parent ? Organisation(parent) : null;
            db.Organisations.Add(organisation);
            return organisation;
        }
    }
}

internal sealed record DemoDeal(
    string Company,
    int Year,
    int? Month,
    string Sector,
    string? Subsector,
    string Region,
    string? DealType,
    decimal? AmountUsdMillions,
    string Target,
    string Title,
    string Source
);
