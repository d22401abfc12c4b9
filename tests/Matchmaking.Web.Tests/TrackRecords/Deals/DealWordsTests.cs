using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Tests.TrackRecords.Deals;

/// <summary>The product's codes behind the words of a list of deals.</summary>
public sealed class DealWordsTests
{
    private static readonly DealWords Words = new(new ReferenceData());

    [Theory]
    [InlineData("Energy", "solar", "renw", "renw.solar")]
    [InlineData("Energy", "PV plant", "renw", "renw.solar")]
    [InlineData("", "漂浮式光伏", "renw", "renw.solar")]
    [InlineData("Günəş enerjisi", "", "renw", "renw.solar")]
    [InlineData("Energy", "wind", "renw", null)]
    [InlineData("Energy", "coal", null, null)]
    [InlineData("software", "", "digi", "digi.ict")]
    [InlineData("Automotive", "electric bus", "auto", "auto.ebus")]
    [InlineData("Mining", "something", "mine", null)]
    [InlineData("auto.ebus", "", "auto", "auto.ebus")]
    // Said of the hub sector and of its subsector.
    [InlineData("", "shipbuilding", "trsp", null)]
    [InlineData("", "", null, null)]
    public void Sectors(string sector, string subsector, string? hub, string? code) =>
        Assert.Equal((hub, code), Words.SectorOf(sector, subsector));

    [Theory]
    [InlineData("Kazakhstan", "KZ")]
    [InlineData("KAZAKHSTAN", "KZ")]
    [InlineData("哈萨克斯坦", "KZ")]
    [InlineData("Qazaxıstan", "KZ")]
    [InlineData("USA", "US")]
    [InlineData("Turkey", "TR")]
    [InlineData("Atlantis", null)]
    public void Countries(string words, string? code) => Assert.Equal(code, Words.CountryOf(words));

    [Theory]
    [InlineData("Joint venture", "JV")]
    [InlineData("equity/M&A", "MA")]
    [InlineData("boot", "BOOT")]
    [InlineData("合资", "JV")]
    [InlineData("series-b", null)]
    public void Deal_types(string words, string? code) => Assert.Equal(code, Words.DealTypeOf(words));

    [Fact]
    public void Every_hub_and_subsector_is_found_by_its_code() =>
        Assert.Empty(
            new ReferenceData()
                .Sectors.SelectMany(hub => hub.Subsectors is null ? [hub] : hub.Subsectors.Prepend(hub))
                .Where(sector => sector.RetiredInto is null)
                .Where(sector => Words.SectorOf("", sector.Code) is var (found, fine) && (fine ?? found) != sector.Code)
                .Select(sector => sector.Code)
        );
}
