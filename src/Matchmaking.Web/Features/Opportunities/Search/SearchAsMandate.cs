using System.Globalization;
using Matchmaking.Matching.Index;
using Matchmaking.Search;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// A search kept as a mandate: the form of a new mandate with everything carried over that a mandate can say. Words become what they mean:
/// sectors, places and deal types; words with a minus become words to leave out, and the words themselves its name.
/// </summary>
public static class SearchAsMandate
{
    /// <summary>Where the form is, filled; nothing is saved before its button is pressed.</summary>
    /// <param name="filter">The search.</param>
    /// <param name="question">How its words were understood; null when there are none.</param>
    /// <param name="vocabulary">The words that are known.</param>
    /// <param name="reference">The lists behind the codes.</param>
    public static string Address(ListFilter filter, SearchQuestion? question, ListingVocabulary vocabulary, ReferenceData reference)
    {
        var meant = question is null ? [] : QuestionCodes.Of(question, vocabulary.Words).Select(code => code.Code).ToArray();
        var query = new QueryBuilder
        {
            { "sectors", [.. filter.Effective(FacetKind.Sector, reference), .. meant.Where(code => reference.SectorOf(code) is not null)] },
            { "places", [.. PlacesOf(filter, reference), .. meant.Where(code => reference.PlaceOf(code) is not null)] },
            { "dealTypes", [.. filter[FacetKind.DealType], .. meant.Where(code => reference.DealTypeOf(code) is not null)] },
            { "technicalStages", filter[FacetKind.TechnicalStage].Select(FacetNames.DigitOf) },
            { "legalStages", filter[FacetKind.LegalStage].Select(FacetNames.DigitOf) },
        };
        var bands = AmountBands.All.Where(band => filter[FacetKind.Amount].Contains(band.Code)).ToArray();
        if (bands is [{ From: { } from }, ..])
            query.Add("ticketFrom", from.ToString(CultureInfo.InvariantCulture));
        if (bands is [.., { To: { } to }])
            query.Add("ticketTo", to.ToString(CultureInfo.InvariantCulture));
        if (question?.Excluded.ToArray() is { Length: > 0 } excluded)
            query.Add("excludedWords", string.Join('\n', excluded));
        if (filter.Words.Length > 0)
            query.Add("name", filter.Words);
        return SiteLinks.NewMandate + query.ToQueryString();
    }

    /// <summary>A mandate knows no zones: the places of one stand for it.</summary>
    private static IEnumerable<string> PlacesOf(ListFilter filter, ReferenceData reference) =>
        filter
            .Effective(FacetKind.Place, reference)
            .Concat(filter[FacetKind.Zone].SelectMany(zone => reference.ZoneOf(zone)!.Places))
            .Distinct();
}
