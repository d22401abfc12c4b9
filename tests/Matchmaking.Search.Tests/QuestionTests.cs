using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What is understood of what was typed.</summary>
public sealed class QuestionTests
{
    [Theory]
    [InlineData("60 million", "number", 60e6, null)]
    [InlineData("6000万", "number", 60e6, null)]
    [InlineData("3.4亿元", "money", 340e6, "CNY")]
    [InlineData("US$60m", "money", 60e6, "USD")]
    [InlineData("60m USD", "money", 60e6, "USD")]
    [InlineData("AZN 25 million", "money", 25e6, "AZN")]
    [InlineData("25 milyon manat", "money", 25e6, "AZN")]
    [InlineData("51 mln ABŞ dolları", "money", 51e6, "USD")]
    [InlineData("六千万美元", "money", 60e6, "USD")]
    [InlineData("1,000,000 USD", "money", 1e6, "USD")]
    [InlineData("60 000 000", "number", 60e6, null)]
    [InlineData("100MW", "power", 100, null)]
    [InlineData("100 MVt", "power", 100, null)]
    [InlineData("100兆瓦", "power", 100, null)]
    [InlineData("10万千瓦", "power", 100, null)]
    [InlineData("2 GW", "power", 2000, null)]
    [InlineData("1.8亿千瓦时", "energy", 180e3, null)]
    [InlineData("29,6 ha", "area", 29.6, null)]
    [InlineData("500 tonnes", "mass", 500, null)]
    public void A_quantity_is_read(string typed, string dimension, double value, string? currency)
    {
        var quantity = Assert.Single(Read(typed).Quantities);

        Assert.Equal((dimension, currency), (quantity.Dimension, quantity.Currency));
        Assert.Equal(value, quantity.Value, value * 1e-9);
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("5G")]
    [InlineData("18650")]
    [InlineData("三")]
    public void A_number_without_a_unit_is_a_word(string typed) => Assert.Empty(Read(typed).Quantities);

    [Theory]
    [InlineData("over 50 million USD", Comparison.AtLeast)]
    [InlineData("5000万美元以上", Comparison.AtLeast)]
    [InlineData("50 milyon manatdan çox", Comparison.AtLeast)]
    [InlineData("under 10 million", Comparison.AtMost)]
    [InlineData("不超过1亿元", Comparison.AtMost)]
    [InlineData("50 million", Comparison.Exactly)]
    public void More_or_less_is_understood(string typed, Comparison comparison) =>
        Assert.Equal(comparison, Assert.Single(Read(typed).Quantities).Comparison);

    [Fact]
    public void A_minus_before_a_word_leaves_it_out()
    {
        var question = Read("solar -wind");

        Assert.Equal(["solar"], question.Words);
        Assert.Equal(["wind"], question.Excluded);
    }

    [Theory]
    [InlineData("e-bus")]
    [InlineData("solar - wind")]
    public void A_hyphen_leaves_nothing_out(string typed) => Assert.Empty(Read(typed).Excluded);

    [Theory]
    [InlineData("\"floating solar\"")]
    [InlineData("“floating solar”")]
    [InlineData("«floating solar»")]
    public void A_quotation_is_a_phrase(string typed) => Assert.Equal(["floating solar"], Read(typed).Phrases);

    [Fact]
    public void A_phrase_finds_its_words_one_after_the_other_only()
    {
        var world = World.With([Cases.Listing("together", "Blue granite"), Cases.Listing("apart", "Blue grey granite")]);

        Assert.Equal(["together"], world.Best("\"blue granite\""));
    }

    [Fact]
    public void Chinese_without_spaces_is_cut_into_known_words() => Assert.Equal(["阿塞拜疆", "光伏电站"], Read("阿塞拜疆光伏电站").Words);

    private static SearchQuestion Read(string typed) => QuestionReader.Read(typed, World.Demo.Vocabulary);
}
