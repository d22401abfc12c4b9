using System.Collections.Frozen;
using Matchmaking.Matching;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>
/// The product's codes behind words of a list of deals, in any of the three languages.
/// A word that could mean two codes means none; one that could mean a hub sector and its subsector means the hub sector.
/// </summary>
public sealed class DealWords(ReferenceData reference)
{
    // What published lists of deals write, and no page of ours does.
    private static readonly (string Words, string Code)[] SectorShorthand =
    [
        ("solar", "renw.solar"),
        ("hydro", "renw.hydro"),
        ("renewable energy", "renw"),
        ("wind", "renw"),
        ("transport", "logi"),
        ("transport and storage", "logi"),
        ("health", "heal.health"),
        ("automotive", "auto"),
        ("real estate", "cons.urban"),
    ];
    private static readonly (string Words, string Code)[] CountryShorthand =
    [
        ("usa", "US"),
        ("united states of america", "US"),
        ("uk", "GB"),
        ("uae", "AE"),
        ("turkey", "TR"),
        ("türkiye", "TR"),
        ("hong kong", "HK"),
        ("macao", "MO"),
        ("macau", "MO"),
        ("taiwan", "TW"),
        ("korea", "KR"),
        ("republic of korea", "KR"),
        ("russian federation", "RU"),
        ("viet nam", "VN"),
        ("czech republic", "CZ"),
    ];
    private static readonly (string Words, string Code)[] DealTypeShorthand =
    [
        ("m&a", "MA"),
        ("equity/m&a", "MA"),
        ("acquisition", "MA"),
        ("merger", "MA"),
        ("equity", "MA"),
        ("greenfield", "GF"),
        ("joint venture", "JV"),
        ("expansion", "EXP"),
        ("brownfield", "EXP"),
        ("privatisation", "PRIV"),
        ("privatization", "PRIV"),
        ("epc", "EPC"),
        ("licence", "LIC"),
        ("license", "LIC"),
    ];

    private readonly FrozenDictionary<string, string> _sectors = Table(
        reference
            .Sectors.SelectMany(hub => hub.Subsectors is null ? [hub] : hub.Subsectors.Prepend(hub))
            .Where(sector => sector.RetiredInto is null)
            .SelectMany(sector => sector.Name.All.Concat(sector.Aliases ?? []).Append(sector.Code).Select(words => (words, sector.Code))),
        SectorShorthand
    );

    private readonly FrozenDictionary<string, string> _countries = Table(
        reference.Countries.SelectMany(country => country.Name.All.Append(country.Code).Select(words => (words, country.Code))),
        CountryShorthand.Where(pair => reference.CountryOf(pair.Code) is not null)
    );

    private readonly FrozenDictionary<string, string> _dealTypes = Table(
        reference.DealTypes.SelectMany(type => type.Name.All.Concat(type.Short.All).Append(type.Code).Select(words => (words, type.Code))),
        DealTypeShorthand
    );

    /// <summary>Hub sector and subsector. The finer words decide; the coarser ones help where the finer mean nothing.</summary>
    public (string? Sector, string? Subsector) SectorOf(string sector, string subsector)
    {
        var code = _sectors.GetValueOrDefault(Key(subsector)) ?? _sectors.GetValueOrDefault(Key(sector));
        return code is null ? (null, null) : (new SectorCode(code).Hub, new SectorCode(code).IsSubsector ? code : null);
    }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? CountryOf(string words) => _countries.GetValueOrDefault(Key(words));

    public string? DealTypeOf(string words) => _dealTypes.GetValueOrDefault(Key(words));

    private static FrozenDictionary<string, string> Table(
        IEnumerable<(string Words, string Code)> words,
        IEnumerable<(string Words, string Code)> shorthand
    )
    {
        var unique = words
            .Select(pair => (Key: Key(pair.Words), pair.Code))
            .Where(pair => pair.Key.Length > 0)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Code: OneOf([.. group.Select(pair => pair.Code).Distinct(StringComparer.Ordinal)])))
            .Where(pair => pair.Code is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Code!, StringComparer.Ordinal);
        foreach (var (said, code) in shorthand)
            unique[Key(said)] = code;
        return unique.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string? OneOf(string[] codes) =>
        codes is [var only] ? only
        : codes.Select(code => new SectorCode(code).Hub).Distinct(StringComparer.Ordinal).ToArray() is [var hub] ? hub
        : null;

    private static string Key(string words) => FoldedText.Of(words).Words;
}
