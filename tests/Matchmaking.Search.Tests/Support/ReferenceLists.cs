using System.Text.Json;

namespace Matchmaking.Search.Tests.Support;

/// <summary>The product's lists as the search learns them. The product will do the same from its own classes.</summary>
internal sealed class ReferenceLists
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static ReferenceLists Shared { get; } = new();

    public SectorEntry[] Sectors { get; } = Read<SectorEntry[]>("sectors");
    public RegionEntry[] Regions { get; } = Read<RegionEntry[]>("places");
    public ZoneEntry[] Zones { get; } = Read<ZoneEntry[]>("zones");
    public DealTypeEntry[] DealTypes { get; } = Read<DealTypeEntry[]>("deal-types");
    public CompanyEntry[] Companies { get; } = Read<CompanyEntry[]>("companies");
    public Dictionary<string, decimal> PerDollar { get; } =
        Read<Currencies>("currencies").Rates.ToDictionary(rate => rate.Currency, rate => rate.PerUsd);

    /// <summary>All entries with their names.</summary>
    public IEnumerable<NamedCode> NamedCodes() =>
        [
            .. Sectors.SelectMany(hub => (SectorEntry[])[hub, .. hub.Subsectors ?? []]).Select(sector => sector.Named()),
            .. Regions.Select(region => Named(CodeKind.Place, region.Code, region.Name, region.Aliases)),
            .. Regions.SelectMany(region => region.Units).Select(unit => Named(CodeKind.Place, unit.Code, unit.Name, unit.Aliases)),
            .. Zones.Select(zone => Named(CodeKind.Zone, zone.Code, zone.Name, zone.Aliases)),
            .. DealTypes.Select(type => new NamedCode(
                CodeKind.DealType,
                type.Code,
                [type.Name.Zh, type.Short.Zh],
                [type.Name.Az, type.Short.Az],
                [type.Name.En, type.Short.En],
                [type.Code],
                []
            )),
            .. Companies.Select(company => new NamedCode(
                CodeKind.Company,
                company.Id,
                company.Zh is null ? [] : [company.Zh],
                [],
                [company.En],
                company.Aliases ?? [],
                []
            )),
        ];

    private static NamedCode Named(CodeKind kind, string code, Names name, string[]? aliases) =>
        new(kind, code, [name.Zh], [name.Az], [name.En], aliases ?? [], []);

    public static T Read<T>(string name) => ReadFile<T>(Repository.PathOf("src", "Matchmaking.Web", "Reference", name + ".json"));

    public static T ReadFile<T>(string path) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) ?? throw new InvalidOperationException($"{path} is empty.");

    internal sealed record Names(string Zh, string Az, string En);

    internal sealed record SectorEntry(string Code, Names Name, string[]? Aliases, SectorEntry[]? Subsectors, string? RetiredInto)
    {
        public NamedCode Named() => new(CodeKind.Sector, Code, [Name.Zh], [Name.Az], [Name.En], [], Aliases ?? []);
    }

    internal sealed record UnitEntry(string Code, Names Name, string[]? Aliases, string[]? FormerCodes);

    internal sealed record RegionEntry(string Code, Names Name, string[]? Aliases, UnitEntry[] Units);

    internal sealed record ZoneEntry(string Code, Names Name, string[]? Aliases, string[] Places);

    internal sealed record DealTypeEntry(string Code, Names Name, Names Short);

    internal sealed record CompanyEntry(string Id, string En, string? Zh, string[]? Aliases);

    internal sealed record Currencies(Rate[] Rates);

    internal sealed record Rate(string Currency, decimal PerUsd);
}
