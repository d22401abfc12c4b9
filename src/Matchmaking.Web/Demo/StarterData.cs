using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Demo;

/// <summary>
/// What the files beside this class hold of the real world, with its sources, as rows that were not saved yet: published projects, the
/// documents and facts of April 2025. The demo and a Production database begin with the same.
/// </summary>
internal static class StarterData
{
    /// <summary>The listings, as drafts that nobody answers for, marked as not confirmed by their promoters.</summary>
    public static IEnumerable<(DemoOpportunity Row, Opportunity Listing)> Listings(ReferenceData reference)
    {
        var rows = DemoFiles.Read<DemoOpportunity[]>("opportunities-1").Concat(DemoFiles.Read<DemoOpportunity[]>("opportunities-2"));
        foreach (var row in rows)
        {
            var listing = Listing(row);
            listing.SearchWords = SearchText.IndexOf(listing, reference);
            yield return (row, listing);
        }
    }

    /// <summary>The signed documents.</summary>
    /// <param name="listing">The id under which a listing of the files is saved; null where it is not.</param>
    public static IEnumerable<(string Key, SignedDocument Document)> Documents(Func<string, Guid?> listing) =>
        DemoFiles
            .Read<DemoDocument[]>("signed-documents")
            .Select(row =>
                (
                    row.Id,
                    new SignedDocument
                    {
                        SignedOn = row.Date,
                        DateKnown = row.DateKnown,
                        Title = row.Title,
                        Parties = row.Parties,
                        LegalStage = row.LegalStage,
                        Sector = row.Sector,
                        OpportunityId = row.Opportunity is { } id ? listing(id) : null,
                        Outcome = row.Status,
                        Sources = [.. row.Sources],
                    }
                )
            );

    /// <summary>The facts about sectors and places.</summary>
    public static IEnumerable<(string Key, SectorFact Fact)> Facts() =>
        DemoFiles
            .Read<DemoFact[]>("sector-facts")
            .Select(row =>
                (
                    row.Id,
                    new SectorFact
                    {
                        Sector = row.Sector,
                        Place = row.Place,
                        Date = row.Date,
                        Text = row.Text,
                        Source = row.Source,
                    }
                )
            );

    private static Opportunity Listing(DemoOpportunity row) =>
        new()
        {
            Slug = row.Slug,
            Title = row.Title,
            Summary = row.Summary,
            Description = row.Description,
            Sector = row.Sector,
            Subsector = row.Subsector,
            MoreSectors = [.. row.MoreSectors ?? []],
            DealTypes = [.. row.DealTypes],
            TechnicalStage = row.TechnicalStage,
            LegalStage = row.LegalStage,
            AmountFrom = row.AmountFrom,
            AmountTo = row.AmountTo,
            Currency = row.Currency,
            Places = [.. row.Places],
            Zone = row.Zone,
            Needs = new(row.Megawatts, row.Hectares, row.Rail),
            Promoter = row.Promoter,
            Sources = [.. row.Sources],
            ValidUntil = row.ValidUntil,
            Availability = Enum.Parse<Availability>(row.Availability.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            IsSample = true,
        };
}
