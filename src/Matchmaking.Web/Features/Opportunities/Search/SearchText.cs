using Matchmaking.Matching;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What an opportunity is found by.</summary>
public static class SearchText
{
    /// <summary>
    /// The words of an opportunity, with the names and aliases of its sectors, places and zone in all languages, see
    /// <see cref="SearchWords.Of"/>.
    /// </summary>
    public static string IndexOf(Opportunity opportunity, ReferenceData reference)
    {
        var texts = new List<string?>([
            .. opportunity.Title.All,
            .. opportunity.Summary.All,
            .. opportunity.Description.All,
            .. opportunity.Promoter.All,
        ]);
        foreach (
            var sector in opportunity
                .AllSectors.SelectMany(code => (string[])[new SectorCode(code).Hub, code])
                .Distinct()
                .Select(reference.SectorOf)
                .OfType<Sector>()
        )
            texts.AddRange([.. sector.Name.All, .. sector.Aliases ?? []]);
        foreach (var code in opportunity.Places)
        {
            var region = reference.RegionOf(code) ?? reference.RegionOf(reference.PlaceOf(code)?.Region);
            if (region is not null)
                texts.AddRange([.. region.Name.All, .. region.Aliases ?? []]);
            if (reference.UnitOf(code) is { } unit)
                texts.AddRange([.. unit.Name.All, .. unit.Aliases ?? []]);
        }
        if (reference.ZoneOf(opportunity.Zone) is { } zone)
            texts.AddRange([.. zone.Name.All, .. zone.Aliases ?? []]);
        return SearchWords.Of(texts);
    }
}
