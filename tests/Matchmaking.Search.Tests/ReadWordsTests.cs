using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What the lists of words tell the search, beside what the thesaurus means by them.</summary>
public sealed class ReadWordsTests
{
    private static readonly World Small = World.With([
        Cases.Listing("garden", "Orchard of pears", az: "Armud bağı", sector: "agri"),
        Cases.Listing("link", "A link between two networks", az: "İki şəbəkənin bağı"),
        Cases.Listing("two", "Two plants (444 MW and 317 MW)", az: "İki stansiya (444 MVt və 317 MVt)"),
        Cases.Listing("pair", "Two plants of 50 MW", description: "Plants of 50 MW and 711 MW."),
        Cases.Listing("tins", "Tins for tomatoes", zh: "番茄罐", sector: "metl", subsector: "metl.packaging", more: ["food.processing"]),
        Cases.Listing("cola", "Cans for cola", summary: "The cans are for drinks.", sector: "metl", subsector: "metl.packaging"),
    ]);

    /// <summary>"bağ" is an orchard to whoever types it, and a bond of any kind in a listing.</summary>
    [Fact]
    public void What_is_typed_only_leads_to_its_group_and_is_not_read_in_listings()
    {
        Assert.Contains("garden", Small.Best("bağ", 100));
        Assert.DoesNotContain("link", Small.Best("fruit", 100));
    }

    [Fact]
    public void What_is_typed_only_is_known_and_not_corrected() => Assert.Empty(World.Demo.Ask("qatar").Corrected);

    [Theory]
    [InlineData("761 MW")]
    [InlineData("761兆瓦")]
    public void The_capacities_of_a_title_are_offered_together(string typed) => Assert.Equal(["two"], Small.Best(typed, 1));

    [Fact]
    public void The_capacities_of_a_text_are_not() => Assert.DoesNotContain("pair", Small.Best("761 MW", 100));

    /// <summary>Its sector is called "food and beverages"; that says nothing of the tins.</summary>
    [Fact]
    public void A_minus_takes_out_what_a_listing_says_and_not_what_the_name_of_its_sector_holds()
    {
        Assert.Contains("tins", Small.Best("tins -beverage", 100));
        Assert.Contains("cola", Small.Best("cans", 100));
        Assert.DoesNotContain("cola", Small.Best("cans -drinks", 100));
    }

    /// <summary>The half of a compound excludes nothing: a tractor of a farm is no agropark.</summary>
    [Theory]
    [InlineData("拖拉机 -农业园")]
    [InlineData("tractors -\"agropark\"")]
    public void A_minus_before_a_compound_leaves_what_has_a_part_of_it(string typed) =>
        Assert.Contains("tractor-assembly-gusar", World.Demo.Best(typed));

    [Theory]
    [InlineData("mini hydropower plants", "small-hydropower-kalbajar-lachin")]
    [InlineData("a small modern laptop factory", "laptop-assembly-localisation")]
    [InlineData("小型笔记本电脑厂", "laptop-assembly-localisation")]
    [InlineData("böyük noutbuk zavodu", "laptop-assembly-localisation")]
    public void The_size_of_a_thing_narrows_nothing(string typed, string slug) => Assert.Equal(slug, World.Demo.Best(typed)[0]);

    /// <summary>水 is a word of questions; beside a character that nothing knows it is half of a misspelt word.</summary>
    [Theory]
    [InlineData("海水谈化", "sumgayit-seawater-desalination")]
    public void A_character_that_is_a_word_of_questions_may_be_part_of_a_misspelt_one(string typed, string slug) =>
        Assert.Contains(slug, World.Demo.Best(typed));

    [Fact]
    public void An_abbreviation_in_capitals_is_no_word_of_grammar()
    {
        var typed = QuestionReader.Read("IT companies", World.Demo.Vocabulary);

        Assert.False(typed.Clauses[0].IsOptional);
        Assert.True(QuestionReader.Read("how is it made of steel", World.Demo.Vocabulary).Clauses[2].IsOptional);
    }
}
