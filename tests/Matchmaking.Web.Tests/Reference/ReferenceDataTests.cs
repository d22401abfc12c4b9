using System.Text.RegularExpressions;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Reference;

/// <summary>The lists are complete, agree with each other, and call places by their names.</summary>
public sealed class ReferenceDataTests
{
    private static readonly ReferenceData Data = new();
    private static readonly PlaceUnit[] Units = [.. Data.Regions.SelectMany(region => region.Units)];
    private static readonly DemoOpportunity[] Listings =
    [
        .. DemoFiles.Read<DemoOpportunity[]>("opportunities-1"),
        .. DemoFiles.Read<DemoOpportunity[]>("opportunities-2"),
    ];

    [Fact]
    public void There_are_14_regions_with_8_cities_and_67_districts()
    {
        Assert.Equal(14, Data.Regions.Count);
        Assert.Equal(75, Units.Length);
        Assert.Equal(8, Units.Count(unit => unit.Kind == "city"));
        Assert.Equal(67, Units.Count(unit => unit.Kind == "district"));
        Assert.Equal(75, Units.Select(unit => unit.Code).Distinct().Count());
    }

    [Fact]
    public void Aghdara_is_a_district_of_Karabakh()
    {
        Assert.Equal("Ağdərə", Data.UnitOf("AZ-AGDARA")?.Name.Az);
        Assert.Equal("QAR", Data.PlaceOf("AZ-AGDARA")?.Region);
    }

    [Theory]
    [InlineData(
        "AZ-XA",
        "AZ-AGM",
        "AZ-AGDARA",
        "AZ-FUZ",
        "AZ-XCI",
        "AZ-XVD",
        "AZ-SUS",
        "AZ-TAR",
        "AZ-CAB",
        "AZ-KAL",
        "AZ-QBI",
        "AZ-LAC",
        "AZ-ZAN"
    )]
    public void The_liberated_territories_are_marked(params string[] codes) =>
        Assert.Equal(
            codes.Order(StringComparer.Ordinal),
            Units.Where(unit => unit.Liberated).Select(unit => unit.Code).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("斯捷潘纳克特")]
    [InlineData("汉拉尔")]
    [InlineData("迪维奇")]
    [InlineData("卡齐穆罕默德")]
    [InlineData("哈萨克区")]
    [InlineData("Stepanakert")]
    [InlineData("Khanlar")]
    public void A_name_of_the_past_is_searched_by_and_never_shown(string name)
    {
        var shown = Source
            .Files("src/Matchmaking.Web", ".json", ".cshtml", ".cs")
            .Select(file => (file, Text: Regex.Replace(file.Text, @"""aliases"":\s*\[[^\]]*\]", "")))
            .Where(file => file.Text.Contains(name, StringComparison.Ordinal));

        Assert.Empty(shown.Select(found => found.file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_former_code_still_means_its_place()
    {
        Assert.Equal("AZ-SUS", Data.PlaceOf("AZ-SUS-C")?.Unit);
        Assert.All(Units.SelectMany(unit => unit.FormerCodes ?? []), code => Assert.NotNull(Data.UnitOf(code)));
    }

    [Fact]
    public void Zones_lie_in_places_that_exist() =>
        Assert.All(
            Data.Zones,
            zone =>
            {
                Assert.NotEmpty(zone.Places);
                Assert.All(zone.Places, code => Assert.NotNull(Data.PlaceOf(code)));
            }
        );

    [Fact]
    public void Each_region_has_a_label_and_an_outline_on_the_map()
    {
        var map = Source.Read("src/Matchmaking.Web/wwwroot/regions.svg");

        Assert.Equal(
            Data.Regions.Select(region => region.Code).Order(StringComparer.Ordinal),
            Data.MapLabels.Select(label => label.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(Data.Regions, region => Assert.Contains($"id=\"region-{region.Code}\"", map, StringComparison.Ordinal));
    }

    [Fact]
    public void A_subsector_belongs_to_its_sector_and_a_sector_has_an_icon()
    {
        var icons = Source.Read("src/Matchmaking.Web/wwwroot/icons.svg");

        Assert.All(
            Data.Sectors,
            hub =>
            {
                Assert.Contains($"id=\"icon-{hub.Code}\"", icons, StringComparison.Ordinal);
                Assert.All(hub.Subsectors ?? [], sub => Assert.StartsWith(hub.Code + ".", sub.Code, StringComparison.Ordinal));
            }
        );
        Assert.All(
            Data.Sectors.SelectMany(hub => (Sector[])[hub, .. hub.Subsectors ?? []]).Where(sector => sector.RetiredInto is not null),
            sector => Assert.NotNull(Data.SectorOf(sector.RetiredInto))
        );
    }

    [Fact]
    public void The_ladders_have_their_steps_in_order()
    {
        Assert.Equal(Enumerable.Range(0, 6), Data.TechnicalStages.Select(stage => stage.Code));
        Assert.Equal(Enumerable.Range(0, 7), Data.LegalStages.Select(stage => stage.Code));
    }

    [Fact]
    public void Countries_have_time_zones_and_currencies_have_names() =>
        Assert.Multiple(
            () => Assert.All(Data.Countries, country => TimeZoneInfo.FindSystemTimeZoneById(country.TimeZone)),
            () => Assert.All(Data.CurrencyNames.Keys, currency => Assert.NotNull(Data.RateOf(currency)))
        );

    [Fact]
    public void An_amount_in_a_currency_without_a_rate_is_not_known()
    {
        Assert.Null(Data.InDollars(1, 2, "XYZ"));
        Assert.Null(Data.InDollars(null, null, "USD"));
        Assert.Equal(new(10, null), Data.InDollars(17, null, "AZN"));
    }

    [Fact]
    public void The_48_projects_are_there() =>
        Assert.Equal(
            Enumerable.Range(1, 48).Select(number => $"AZ{number:00}"),
            Listings.Select(listing => listing.Id).Where(id => id.StartsWith("AZ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Demo_listings_use_codes_that_exist_and_tell_no_nonsense() =>
        Assert.All(
            Listings,
            listing =>
            {
                Assert.NotNull(Data.SectorOf(listing.Sector));
                Assert.True(
                    listing.Subsector is null
                        || (
                            Data.SectorOf(listing.Subsector) is not null
                            && listing.Subsector.StartsWith(listing.Sector + ".", StringComparison.Ordinal)
                        ),
                    listing.Id
                );
                var more = listing.MoreSectors ?? [];
                Assert.All(more, code => Assert.NotNull(Data.SectorOf(code)));
                Assert.Equal(more.Except([listing.Sector, listing.Subsector]).Distinct(), more);
                Assert.InRange(more.Length, 0, Opportunity.MostMoreSectors);
                Assert.All(listing.DealTypes, code => Assert.NotNull(Data.DealTypeOf(code)));
                Assert.All(listing.Places, code => Assert.NotNull(Data.PlaceOf(code)));
                Assert.True(listing.Zone is null || Data.ZoneOf(listing.Zone) is not null, listing.Id);
                Assert.InRange(listing.TechnicalStage ?? 0, 0, 5);
                Assert.InRange(listing.LegalStage ?? 0, 0, 6);
                Assert.True(listing is { AmountFrom: null, AmountTo: null } || Data.RateOf(listing.Currency) is not null, listing.Id);
                Assert.True(listing.AmountFrom is null || listing.AmountTo is null || listing.AmountFrom <= listing.AmountTo, listing.Id);
                // A figure without a source would be an invented one.
                Assert.True(listing.Sources.Length > 0 || listing is { AmountFrom: null, AmountTo: null }, listing.Id);
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", listing.Slug);
            }
        );

    [Fact]
    public void Sample_mandates_documents_and_facts_use_codes_that_exist()
    {
        Assert.All(
            DemoFiles.Read<DemoInvestor[]>("sample-investors").SelectMany(investor => investor.Mandates),
            mandate =>
            {
                Assert.All(mandate.Sectors, code => Assert.NotNull(Data.SectorOf(code)));
                Assert.All(mandate.Places, code => Assert.NotNull(Data.PlaceOf(code)));
                Assert.All(mandate.DealTypes, code => Assert.NotNull(Data.DealTypeOf(code)));
            }
        );
        Assert.All(
            DemoFiles.Read<DemoInvestor[]>("sample-investors"),
            investor => Assert.NotNull(Data.CountryOf(investor.Organisation.Country))
        );
        Assert.All(
            DemoFiles.Read<DemoDocument[]>("signed-documents"),
            document =>
            {
                Assert.True(document.Opportunity is null || Listings.Any(listing => listing.Id == document.Opportunity), document.Id);
                Assert.True(document.Sector is null || Data.SectorOf(document.Sector) is not null, document.Id);
            }
        );
        Assert.All(
            DemoFiles.Read<DemoFact[]>("sector-facts"),
            fact =>
            {
                Assert.True(fact.Sector is null || Data.SectorOf(fact.Sector) is not null, fact.Id);
                Assert.True(fact.Place is null || Data.PlaceOf(fact.Place) is not null, fact.Id);
            }
        );
    }
}
