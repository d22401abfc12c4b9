using System.Collections.Frozen;
using System.Text.Json;
using Matchmaking.Matching;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Reference;

/// <summary>A hub sector or a subsector. Codes are retired and mapped, never deleted.</summary>
/// <param name="Code">"auto" or "auto.ebus".</param>
/// <param name="Icon">Name of an icon of the sprite.</param>
/// <param name="Name">Name in three languages.</param>
/// <param name="Aliases">Other words that people search by.</param>
/// <param name="Nace">NACE Rev. 2 / ISIC Rev. 4 divisions.</param>
/// <param name="Gbt">GB/T 4754-2017 divisions.</param>
/// <param name="Subsectors">Empty for a subsector.</param>
/// <param name="RetiredInto">Where a retired code points to; null for a living one.</param>
public sealed record Sector(
    string Code,
    string? Icon,
    Localized Name,
    string[]? Aliases,
    string[]? Nace,
    string[]? Gbt,
    Sector[]? Subsectors,
    string? RetiredInto = null
);

/// <summary>A form of cooperation, for example JV or BOT.</summary>
public sealed record DealType(string Code, Localized Name, Localized Short, bool IsInvestment);

/// <summary>A step of the technical (T0–T5) or the legal (L0–L6) ladder.</summary>
public sealed record Stage(int Code, Localized Name, Localized Hint);

/// <summary>A city or district of an economic region.</summary>
/// <param name="Code">ISO 3166-2 where one exists.</param>
/// <param name="Kind">"city" or "district".</param>
/// <param name="Name">Name in three languages.</param>
/// <param name="Aliases">Other spellings, for search only.</param>
/// <param name="Liberated">Whether it is, wholly or partly, a liberated territory.</param>
/// <param name="FormerCodes">Codes that mean the same unit.</param>
/// <param name="Lat">Degrees north of its middle.</param>
/// <param name="Lon">Degrees east of its middle.</param>
/// <param name="Approximate">Whether its middle is an estimate, because its outline is on no map that the product has.</param>
public sealed record PlaceUnit(
    string Code,
    string Kind,
    Localized Name,
    string[]? Aliases,
    bool Liberated,
    string[]? FormerCodes,
    double Lat,
    double Lon,
    bool Approximate = false
);

/// <summary>One of the 14 economic regions (Decree 1386 of 7 July 2021) with its cities and districts.</summary>
public sealed record EconomicRegion(string Code, Localized Name, string[]? Aliases, PlaceUnit[] Units);

/// <summary>An industrial park, industrial district or free zone.</summary>
public sealed record Zone(
    string Code,
    string Kind,
    Localized Name,
    string[]? Aliases,
    string[] Places,
    string? Since,
    Localized? Facts,
    string? Source
);

/// <summary>A country or area that an organisation may come from.</summary>
public sealed record Country(string Code, Localized Name, string TimeZone);

/// <summary>A company that is known by several names: facts, for finding out that two names mean the same.</summary>
/// <param name="Id">Of this list only.</param>
/// <param name="Country">Code of <see cref="ReferenceData.Countries"/>.</param>
/// <param name="En">Official name in English.</param>
/// <param name="Zh">Official name in Chinese; null where it was not checked.</param>
/// <param name="Aliases">Short forms, abbreviations, and names of the same company's listed arm.</param>
/// <param name="Parent">Id of the company that controls it.</param>
public sealed record Company(string Id, string Country, string En, string? Zh, string[]? Aliases, string? Parent)
{
    /// <summary>All names, the official ones first.</summary>
    public IReadOnlyList<string> Names => [En, .. Zh is null ? [] : new[] { Zh }, .. Aliases ?? []];
}

/// <summary>How many units of a currency one US dollar costs, when, and who said so.</summary>
public sealed record ExchangeRate(string Currency, decimal PerUsd, string? Date, string? Source);

/// <summary>Where the label of a region stands on the map; its outline is in <c>wwwroot/regions.svg</c>.</summary>
/// <param name="Code">Of the region.</param>
/// <param name="X">Of the label.</param>
/// <param name="Y">Of the label.</param>
/// <param name="Box">The part of the map in which the region lies, as a view box, with a free line below.</param>
public sealed record RegionLabel(string Code, int X, int Y, string Box);

/// <summary>How degrees become places on the map: <c>x = X[0] · longitude + X[1]</c>, <c>y = Y[0] · latitude + Y[1]</c>.</summary>
public sealed record MapProjection(double[] X, double[] Y);

/// <summary>
/// The lists that the product knows by heart. They come from the JSON files beside this class and never change while it runs.
/// </summary>
public sealed class ReferenceData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly FrozenDictionary<string, Sector> _sectors;
    private readonly FrozenDictionary<string, EconomicRegion> _regions;
    private readonly FrozenDictionary<string, (EconomicRegion Region, PlaceUnit Unit)> _units;
    private readonly FrozenDictionary<string, DealType> _dealTypes;
    private readonly FrozenDictionary<string, Zone> _zones;
    private readonly FrozenDictionary<string, Country> _countries;
    private readonly FrozenDictionary<string, ExchangeRate> _rates;
    private readonly MapProjection _projection;

    /// <summary>Reads all lists; throws when a file is missing or malformed, so that a broken build never starts.</summary>
    public ReferenceData()
    {
        Sectors = Read<Sector[]>("sectors");
        DealTypes = Read<DealType[]>("deal-types");
        Regions = Read<EconomicRegion[]>("places");
        Zones = Read<Zone[]>("zones");
        Countries = Read<Country[]>("countries");
        Companies = Read<Company[]>("companies");
        var stages = Read<Stages>("stages");
        (TechnicalStages, LegalStages) = (stages.Technical, stages.Legal);
        var currencies = Read<CurrencyFile>("currencies");
        CurrencyNames = currencies.Names;
        var map = Read<MapFile>("region-map");
        (MapViewBox, MapLabels, MapSource, _projection) = (map.ViewBox, map.Regions, map.Source, map.Projection);
        Incentives = Read<Incentive[]>("incentives");

        _sectors = Sectors.SelectMany(hub => (Sector[])[hub, .. hub.Subsectors ?? []]).ToFrozenDictionary(sector => sector.Code);
        _dealTypes = DealTypes.ToFrozenDictionary(type => type.Code);
        _regions = Regions.ToFrozenDictionary(region => region.Code);
        _units = Regions
            .SelectMany(region =>
                region.Units.SelectMany(unit => ((string[])[unit.Code, .. unit.FormerCodes ?? []]).Select(code => (code, (region, unit))))
            )
            .ToFrozenDictionary(pair => pair.code, pair => pair.Item2);
        _zones = Zones.ToFrozenDictionary(zone => zone.Code);
        _countries = Countries.ToFrozenDictionary(country => country.Code);
        Rates = currencies.Rates;
        _rates = currencies.Rates.ToFrozenDictionary(rate => rate.Currency);
    }

    public IReadOnlyList<Sector> Sectors { get; }
    public IReadOnlyList<DealType> DealTypes { get; }
    public IReadOnlyList<EconomicRegion> Regions { get; }
    public IReadOnlyList<Zone> Zones { get; }
    public IReadOnlyList<Country> Countries { get; }
    public IReadOnlyList<Company> Companies { get; }
    public IReadOnlyList<Stage> TechnicalStages { get; }
    public IReadOnlyList<Stage> LegalStages { get; }
    public IReadOnlyDictionary<string, Localized> CurrencyNames { get; }
    public IReadOnlyList<ExchangeRate> Rates { get; }
    public string MapViewBox { get; }
    public string MapSource { get; }
    public IReadOnlyList<RegionLabel> MapLabels { get; }
    public IReadOnlyList<Incentive> Incentives { get; }

    /// <summary>Where the middle of a city or district lies on the map.</summary>
    public (int X, int Y) MapPoint(PlaceUnit unit) =>
        (
            (int)Math.Round((_projection.X[0] * unit.Lon) + _projection.X[1]),
            (int)Math.Round((_projection.Y[0] * unit.Lat) + _projection.Y[1])
        );

    public Sector? SectorOf(string? code) => code is null ? null : _sectors.GetValueOrDefault(code);

    public DealType? DealTypeOf(string? code) => code is null ? null : _dealTypes.GetValueOrDefault(code);

    public EconomicRegion? RegionOf(string? code) => code is null ? null : _regions.GetValueOrDefault(code);

    public PlaceUnit? UnitOf(string? code) => code is not null && _units.TryGetValue(code, out var found) ? found.Unit : null;

    public Zone? ZoneOf(string? code) => code is null ? null : _zones.GetValueOrDefault(code);

    public Country? CountryOf(string? code) => code is null ? null : _countries.GetValueOrDefault(code);

    public ExchangeRate? RateOf(string? currency) => currency is null ? null : _rates.GetValueOrDefault(currency);

    /// <summary>The place behind a region's or a unit's code; null for an unknown code.</summary>
    public Place? PlaceOf(string? code) =>
        code is null ? null
        : _regions.ContainsKey(code) ? new Place(code, null)
        : _units.TryGetValue(code, out var found) ? new Place(found.Region.Code, found.Unit.Code)
        : null;

    /// <summary>The name of a region, city or district; the code itself where it is unknown.</summary>
    public string PlaceName(string code, string language) => (RegionOf(code)?.Name ?? UnitOf(code)?.Name)?.In(language) ?? code;

    /// <summary>All codes an opportunity in the sector may carry: the sector's own and those of its subsectors.</summary>
    public string[] CodesWithin(Sector sector) => [sector.Code, .. (sector.Subsectors ?? []).Select(subsector => subsector.Code)];

    /// <summary>All codes an opportunity in the region may carry: the region's own and those of its units.</summary>
    public string[] CodesWithin(EconomicRegion region) => [region.Code, .. region.Units.Select(unit => unit.Code)];

    /// <summary>
    /// A range of money in US dollars at the rate on file, rounded to cents; null when both ends are unknown or the currency has no rate.
    /// </summary>
    public MoneyRange? InDollars(decimal? from, decimal? to, string? currency) =>
        (from is null && to is null) || RateOf(currency) is not { } rate ? null : new MoneyRange(Convert(from, rate), Convert(to, rate));

    private static decimal? Convert(decimal? amount, ExchangeRate rate) =>
        amount is { } value ? Math.Round(value / rate.PerUsd, 2, MidpointRounding.ToEven) : null;

    /// <summary>Reads one of the files beside this class, by its name without the ending.</summary>
    internal static T Read<T>(string name)
    {
        using var stream =
            typeof(ReferenceData).Assembly.GetManifestResourceStream($"reference/{name}.json")
            ?? throw new InvalidOperationException($"Reference data {name}.json is not in the build.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"Reference data {name}.json is empty.");
    }

    private sealed record Stages(Stage[] Technical, Stage[] Legal);

    private sealed record CurrencyFile(ExchangeRate[] Rates, Dictionary<string, Localized> Names);

    private sealed record MapFile(string ViewBox, string Source, MapProjection Projection, RegionLabel[] Regions);
}
