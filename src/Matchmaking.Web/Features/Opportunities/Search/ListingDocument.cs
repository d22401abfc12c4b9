using Matchmaking.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// What a listing is found by: its own words, and the names and other words of its sectors, places, zone and deal types in all languages.
/// </summary>
public sealed class ListingDocument
{
    private readonly ReferenceData _reference;
    private readonly List<FieldText> _texts = [];
    private readonly List<DocumentCode> _codes = [];

    private ListingDocument(ReferenceData reference) => _reference = reference;

    /// <summary>Made ready for the index by <see cref="Vocabulary.KeysOf"/>.</summary>
    public static SearchDocument Of(Opportunity opportunity, ReferenceData reference)
    {
        var document = new ListingDocument(reference);
        document.Add(SearchField.Title, opportunity.Title);
        document.Add(SearchField.Summary, opportunity.Summary);
        document.Add(SearchField.Description, opportunity.Description);
        document.Add(SearchField.Promoter, opportunity.Promoter);
        document.AddSector(opportunity.FinestSector, isMain: true);
        foreach (var further in opportunity.MoreSectors)
            document.AddSector(further, isMain: false);
        foreach (var place in opportunity.Places)
            document.AddPlace(place);
        if (reference.ZoneOf(opportunity.Zone) is { } zone)
            document.Add(SearchField.Zone, zone.Code, DocumentCode.Main, zone.Name, zone.Aliases);
        foreach (var type in opportunity.DealTypes.Select(reference.DealTypeOf).OfType<DealType>())
        {
            document.Add(SearchField.DealType, type.Code, DocumentCode.Main, type.Name, [type.Code]);
            document.Add(SearchField.DealType, type.Short);
        }
        return new(document._texts, document._codes, AmountOf(opportunity, reference));
    }

    private void AddSector(string code, bool isMain)
    {
        if (_reference.SectorOf(code) is not { } sector)
            return;
        var field = isMain ? SearchField.Sector : SearchField.FurtherSector;
        Add(field, sector.Code, isMain ? DocumentCode.Main : DocumentCode.Further, sector.Name);
        AddNames(SearchField.Alias, sector.Aliases);
        if (_reference.SectorOf(new Matchmaking.Matching.SectorCode(code).Hub) is { } hub && hub.Code != sector.Code)
            Add(SearchField.FurtherSector, hub.Code, isMain ? DocumentCode.Around : DocumentCode.Further, hub.Name);
    }

    private void AddPlace(string code)
    {
        if (_reference.PlaceOf(code) is not { } place || _reference.RegionOf(place.Region) is not { } region)
            return;
        if (_reference.UnitOf(code) is { } unit)
            Add(SearchField.Place, unit.Code, DocumentCode.Main, unit.Name, unit.Aliases);
        Add(SearchField.Place, region.Code, place.Unit is null ? DocumentCode.Main : DocumentCode.Around, region.Name, region.Aliases);
    }

    private void Add(SearchField field, string code, float weight, Localized name, string[]? aliases = null)
    {
        _codes.Add(new(code, weight));
        Add(field, name);
        AddNames(field, aliases);
    }

    private void Add(SearchField field, Localized text)
    {
        _texts.Add(new(field, TextLanguage.Chinese, text.Zh));
        _texts.Add(new(field, TextLanguage.Azerbaijani, text.Az));
        _texts.Add(new(field, TextLanguage.English, text.En));
    }

    /// <summary>Spellings in any language; none of them is inflected.</summary>
    private void AddNames(SearchField field, string[]? names) =>
        _texts.AddRange((names ?? []).Select(name => new FieldText(field, TextLanguage.English, name)));

    private static DocumentAmount? AmountOf(Opportunity opportunity, ReferenceData reference) =>
        opportunity.Currency is null || (opportunity.AmountFrom ?? opportunity.AmountTo) is null ? null
        : reference.InDollars(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency) is var dollars
            ? new(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency, dollars?.From, dollars?.To)
        : null;
}
