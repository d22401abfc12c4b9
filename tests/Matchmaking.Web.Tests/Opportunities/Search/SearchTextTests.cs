using System.Text;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>What is stored for searching, and what is asked for.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Sumqayıt", "'sumqayit':*")]
    [InlineData("ＳＵＭＱＡＹＩＴ bus", "'sumqayit':* & 'bus':*")]
    [InlineData("客车", "('客车')")]
    [InlineData("电动客车", "('电动' <-> '动客' <-> '客车')")]
    [InlineData("车", "'车':*")]
    [InlineData("BYD客车", "'byd':* & ('客车')")]
    [InlineData("𨧀", "'𨧀':*")]
    [InlineData("金𨧀矿", "('金𨧀' <-> '𨧀矿')")]
    [InlineData("a'b | !(c) \\ :*", "'a':* & 'b':* & 'c':*")]
    [InlineData("", null)]
    [InlineData("?! \uD83D \uFFFE", null)]
    [InlineData(null, null)]
    public void A_query_holds_only_words_and_pairs(string? typed, string? query) => Assert.Equal(query, SearchWords.QueryOf(typed));

    [Fact]
    public void What_was_typed_at_length_is_cut_to_twelve_words() =>
        Assert.Equal(12, SearchWords.QueryOf(string.Join(' ', Enumerable.Range(1, 500)))!.Split('&').Length);

    [Fact]
    public void An_opportunity_is_found_by_its_texts_its_sector_and_its_places()
    {
        var opportunity = Listings.Opportunity(o =>
        {
            o.Title = new("金𨧀矿客车厂", "Zavod", "Plant\uD83D");
            (o.Sector, o.Subsector, o.Places) = ("auto", "auto.ebus", ["AZ-SM"]);
        });

        var index = SearchText.IndexOf(opportunity, new ReferenceData()).Split(' ');

        Assert.All(["金𨧀", "𨧀矿", "客车", "厂", "zavod", "plant", "sumqayit", "苏姆"], token => Assert.Contains(token, index));
        // Half a character makes the database refuse the whole row.
        Assert.All(index, token => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(token));
    }
}
