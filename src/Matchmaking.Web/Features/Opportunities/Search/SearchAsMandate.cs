using System.Globalization;
using Matchmaking.Matching.Index;
using Matchmaking.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// A search kept as a mandate: the form of a new mandate with everything carried over that a mandate can say. Words become what they mean:
/// sectors, places, deal types and an amount; words with a minus become words to leave out, and the words themselves its name. What a
/// mandate cannot say goes along by name, so that the form can tell that it was left.
/// </summary>
public static class SearchAsMandate
{
    /// <summary>The name in the address under which what was left stands.</summary>
    public const string Left = "left";

    /// <summary>Stands before words, which may be called like a condition.</summary>
    private const char Quoted = '“';

    /// <summary>Where the form is, filled; nothing is saved before its button is pressed.</summary>
    /// <param name="filter">The search.</param>
    /// <param name="question">How its words were understood; null when there are none.</param>
    /// <param name="vocabulary">The words that are known.</param>
    /// <param name="reference">The lists behind the codes.</param>
    public static string Address(ListFilter filter, SearchQuestion? question, ListingVocabulary vocabulary, ReferenceData reference)
    {
        var meant = question is null ? [] : QuestionCodes.Of(question, vocabulary.Words).Select(code => code.Code).ToArray();
        string[] zones = [.. filter[FacetKind.Zone], .. meant.Where(code => reference.ZoneOf(code) is not null)];
        var query = new QueryBuilder
        {
            { "sectors", [.. filter.Effective(FacetKind.Sector, reference), .. meant.Where(code => reference.SectorOf(code) is not null)] },
            { "places", [.. PlacesOf(filter, zones, reference), .. meant.Where(code => reference.PlaceOf(code) is not null)] },
            { "dealTypes", [.. filter[FacetKind.DealType], .. meant.Where(code => reference.DealTypeOf(code) is not null)] },
            { "technicalStages", filter[FacetKind.TechnicalStage].Select(FacetNames.DigitOf) },
            { "legalStages", filter[FacetKind.LegalStage].Select(FacetNames.DigitOf) },
        };
        var ticket = TicketOf(filter, question);
        if (ticket?.From is { } from)
            query.Add("ticketFrom", from.ToString(CultureInfo.InvariantCulture));
        if (ticket?.To is { } to)
            query.Add("ticketTo", to.ToString(CultureInfo.InvariantCulture));
        if (ticket?.Currency is { } currency)
            query.Add("currency", currency);
        if (question?.Excluded.ToArray() is { Length: > 0 } excluded)
            query.Add("excludedWords", string.Join('\n', excluded));
        if (filter.Words.Length > 0)
            query.Add("name", filter.Words);
        query.Add(Left, LeftOf(filter, zones, question, ticket, vocabulary));
        return SiteLinks.NewMandate + query.ToQueryString();
    }

    /// <summary>A mandate knows no zones: the places of one stand for it.</summary>
    private static IEnumerable<string> PlacesOf(ListFilter filter, IEnumerable<string> zones, ReferenceData reference) =>
        filter.Effective(FacetKind.Place, reference).Concat(zones.SelectMany(zone => reference.ZoneOf(zone)!.Places)).Distinct();

    /// <summary>
    /// The amount as one range: bands that meet each other, or the one amount among the words. Null where that is not what was asked; then
    /// nothing is said of it rather than something wider.
    /// </summary>
    private static (decimal? From, decimal? To, string? Currency)? TicketOf(ListFilter filter, SearchQuestion? question)
    {
        var chosen = filter[FacetKind.Amount];
        var bands = AmountBands.All.Select((band, at) => (Band: band, At: at)).Where(one => chosen.Contains(one.Band.Code)).ToArray();
        var typed = question?.Quantities.Where(quantity => quantity.IsMoney).ToArray() ?? [];
        if (bands.Length > 0)
            return typed.Length == 0 && chosen.Count == bands.Length && bands[^1].At - bands[0].At == bands.Length - 1
                ? (bands[0].Band.From, bands[^1].Band.To, null)
                : null;
        if (chosen.Count > 0 || typed is not [{ Value: > 0 and < 1e15 } one])
            return null;
        var amount = (decimal)one.Value;
        return (one.Comparison == Comparison.AtMost ? null : amount, one.Comparison == Comparison.AtLeast ? null : amount, one.Currency);
    }

    private static IEnumerable<string> LeftOf(
        ListFilter filter,
        IReadOnlyCollection<string> zones,
        SearchQuestion? question,
        (decimal? From, decimal? To, string? Currency)? ticket,
        ListingVocabulary vocabulary
    )
    {
        if (zones.Count > 0)
            yield return "zone";
        if (filter[FacetKind.Need].Count > 0)
            yield return "need";
        if (ticket is null && filter[FacetKind.Amount].Count > 0)
            yield return "amount";
        foreach (var asked in filter.Asked)
            yield return asked;
        foreach (var words in question is null ? [] : QuestionCodes.Without(question, vocabulary.Words, withMoney: ticket is null))
            yield return Quoted + words;
    }

    /// <summary>What was left, as a reader calls it; words in their quotation marks.</summary>
    /// <param name="left">As it stands in the address.</param>
    /// <param name="t">The reader's language.</param>
    public static string NameOf(string left, Text t) =>
        ListFilter.Questions.Contains(left) ? t["opportunities.quoted", ("word", t["opportunities.question." + left])]
        : ListFilter.Kinds.Any(kind => kind.Name == left) ? t["opportunities.condition." + left]
        : t["opportunities.quoted", ("word", CleanText.Shown(left.TrimStart(Quoted), 40))];
}
