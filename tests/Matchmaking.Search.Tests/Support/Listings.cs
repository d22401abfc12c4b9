namespace Matchmaking.Search.Tests.Support;

/// <summary>A listing of the demo files and of the judged set.</summary>
internal sealed record Listing(
    string Slug,
    ReferenceLists.Names Title,
    ReferenceLists.Names Summary,
    ReferenceLists.Names Description,
    string Sector,
    string? Subsector,
    string[]? MoreSectors,
    string[]? DealTypes,
    decimal? AmountFrom,
    decimal? AmountTo,
    string? Currency,
    string[]? Places,
    string? Zone,
    ReferenceLists.Names? Promoter,
    string? PublishedAt
);

/// <summary>What a listing is found by. The product will do the same from its own classes.</summary>
internal static class ListingDocuments
{
    public static SearchDocument Of(Listing listing, ReferenceLists lists)
    {
        var texts = new List<FieldText>();
        var codes = new List<DocumentCode>();
        Add(SearchField.Title, listing.Title);
        Add(SearchField.Summary, listing.Summary);
        Add(SearchField.Description, listing.Description);
        Add(SearchField.Promoter, listing.Promoter);
        Sector(listing.Subsector ?? listing.Sector, true);
        foreach (var further in listing.MoreSectors ?? [])
            Sector(further, false);
        foreach (var code in listing.Places ?? [])
            Place(code);
        if (lists.Zones.FirstOrDefault(zone => zone.Code == listing.Zone) is { } zone)
        {
            codes.Add(new(zone.Code, DocumentCode.Main));
            Add(SearchField.Zone, zone.Name);
            Aliases(SearchField.Zone, zone.Aliases);
        }
        foreach (var type in lists.DealTypes.Where(type => listing.DealTypes?.Contains(type.Code) == true))
        {
            codes.Add(new(type.Code, DocumentCode.Main));
            Add(SearchField.DealType, type.Name);
            Add(SearchField.DealType, type.Short);
            Aliases(SearchField.DealType, [type.Code]);
        }
        return new(texts, codes, Amount(listing, lists));

        void Add(SearchField field, ReferenceLists.Names? text)
        {
            if (text is null)
                return;
            texts.Add(new(field, TextLanguage.Chinese, text.Zh));
            texts.Add(new(field, TextLanguage.Azerbaijani, text.Az));
            texts.Add(new(field, TextLanguage.English, text.En));
        }

        // Spellings in any language; none of them is inflected.
        void Aliases(SearchField field, string[]? aliases) =>
            texts.AddRange((aliases ?? []).Select(alias => new FieldText(field, TextLanguage.English, alias)));

        void Sector(string code, bool isMain)
        {
            var hub = lists.Sectors.First(sector => code == sector.Code || code.StartsWith(sector.Code + ".", StringComparison.Ordinal));
            var subsector = hub.Subsectors?.FirstOrDefault(sector => sector.Code == code);
            var field = isMain ? SearchField.Sector : SearchField.FurtherSector;
            codes.Add(new(code, isMain ? DocumentCode.Main : DocumentCode.Further));
            Add(field, (subsector ?? hub).Name);
            Aliases(SearchField.Alias, (subsector ?? hub).Aliases);
            if (subsector is null)
                return;
            codes.Add(new(hub.Code, isMain ? DocumentCode.Around : DocumentCode.Further));
            Add(SearchField.FurtherSector, hub.Name);
        }

        void Place(string code)
        {
            var region = lists.Regions.FirstOrDefault(region => region.Code == code || region.Units.Any(unit => unit.Code == code));
            if (region is null)
                return;
            var unit = region.Units.FirstOrDefault(unit => unit.Code == code);
            codes.Add(new(code, DocumentCode.Main));
            Add(SearchField.Place, unit?.Name ?? region.Name);
            Aliases(SearchField.Place, unit?.Aliases ?? region.Aliases);
            if (unit is null)
                return;
            codes.Add(new(region.Code, DocumentCode.Around));
            Add(SearchField.Place, region.Name);
            Aliases(SearchField.Place, region.Aliases);
        }
    }

    private static DocumentAmount? Amount(Listing listing, ReferenceLists lists)
    {
        if (listing.AmountFrom is null && listing.AmountTo is null)
            return null;
        var rate = listing.Currency is null ? 0 : lists.PerDollar.GetValueOrDefault(listing.Currency);
        return new(listing.AmountFrom, listing.AmountTo, listing.Currency, Dollars(listing.AmountFrom), Dollars(listing.AmountTo));

        decimal? Dollars(decimal? amount) => rate == 0 ? null : amount / rate;
    }
}
