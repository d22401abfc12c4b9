using Matchmaking.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// The words that the search knows, made once of the product's own lists and of the files beside them: the thesaurus, words of grammar and
/// the like, simplified forms of traditional characters (OpenCC, Apache-2.0) and pinyin (pinyin-data, MIT).
/// </summary>
public sealed class ListingVocabulary
{
    /// <summary>One for the process: its files are part of the build, and reading them takes as long as a thousand pages.</summary>
    private static readonly Lazy<Vocabulary> One = new(() =>
    {
        var reference = new ReferenceData();
        return new(
            new(
                ReferenceData.Read<ThesaurusGroup[]>("thesaurus"),
                [.. NamedCodes(reference)],
                new(
                    ReferenceData.Read<FillerWords>("filler-words"),
                    ReferenceData.Read<WordGroup[]>("azerbaijani-words"),
                    ReferenceData.Read<WordGroup[]>("opaque-words")
                ),
                new(ReferenceData.Read<Dictionary<string, string>>("traditional-characters")),
                ReferenceData.Read<Dictionary<string, string[]>>("pinyin"),
                reference.Rates.ToDictionary(rate => rate.Currency, rate => rate.PerUsd)
            )
        );
    });

    /// <summary>What the engine asks.</summary>
    public Vocabulary Words => One.Value;

    private static IEnumerable<NamedCode> NamedCodes(ReferenceData reference) =>
        [
            .. reference
                .Sectors.SelectMany(hub => (Sector[])[hub, .. hub.Subsectors ?? []])
                .Select(sector => Named(CodeKind.Sector, sector.Code, sector.Name) with { Related = sector.Aliases ?? [] }),
            .. reference.Regions.Select(region => Named(CodeKind.Place, region.Code, region.Name) with { Synonyms = region.Aliases ?? [] }),
            .. reference
                .Regions.SelectMany(region => region.Units)
                .Select(unit => Named(CodeKind.Place, unit.Code, unit.Name) with { Synonyms = unit.Aliases ?? [] }),
            .. reference.Zones.Select(zone => Named(CodeKind.Zone, zone.Code, zone.Name) with { Synonyms = zone.Aliases ?? [] }),
            .. reference.DealTypes.Select(type => new NamedCode(
                CodeKind.DealType,
                type.Code,
                [type.Name.Zh, type.Short.Zh],
                [type.Name.Az, type.Short.Az],
                [type.Name.En, type.Short.En],
                [type.Code],
                []
            )),
            .. reference.Companies.Select(company => new NamedCode(
                CodeKind.Company,
                company.Id,
                company.Zh is null ? [] : [company.Zh],
                [],
                [company.En],
                company.Aliases ?? [],
                []
            )),
        ];

    private static NamedCode Named(CodeKind kind, string code, Localized name) => new(kind, code, [name.Zh], [name.Az], [name.En], [], []);

    /// <summary>The engine's name of a language of the product.</summary>
    public static TextLanguage LanguageOf(string language) =>
        language switch
        {
            Language.Chinese => TextLanguage.Chinese,
            Language.Azerbaijani => TextLanguage.Azerbaijani,
            _ => TextLanguage.English,
        };
}
