using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>Kinds of questions that a user of the demo listings was answered wrongly, one by one.</summary>
public sealed class KindTests
{
    private const string Storage = "battery-storage-ppp";
    private const string Greenhouse = "greenhouse-agropark-liberated-territories";
    private const string Planning = "power-system-and-renewables-planning";
    private const string Alat = "alat-free-economic-zone-plots";
    private const string Wind = "khizi-absheron-wind-240-mw";

    private static readonly World Small = World.With([
        Cases.Listing("fifty", "A plant of 5 MW for a village", zh: "5兆瓦电站"),
        Cases.Listing("huge", "A plant of 3 GW", zh: "3吉瓦电站"),
        Cases.Listing("field", "A plant on 900 ha"),
        Cases.Listing("water", "A mill", description: "Water, power and gas are there.", zh: "磨坊", az: "Su, enerji"),
        Cases.Listing("supply", "A mill", description: "Water and power are there."),
        Cases.Listing("cider", "A press for cider", description: "It can grow."),
        Cases.Listing("power", "Power lines of a China company"),
    ]);

    /// <summary>Chinese compounds end with what they are.</summary>
    [Theory]
    [InlineData("电网侧储能")]
    [InlineData("电网储能")]
    [InlineData("用户侧储能")]
    public void What_a_Chinese_compound_ends_with_is_kept_when_words_are_given_up(string typed)
    {
        Assert.Contains(Storage, World.Demo.Best(typed, 3));
        Assert.DoesNotContain(Planning, World.Demo.Best(typed, 3));
    }

    /// <summary>Grammar between two words makes them two things.</summary>
    [Fact]
    public void Of_two_Chinese_words_with_a_space_none_is_the_head() =>
        Assert.All(QuestionReader.Read("电网 储能", World.Demo.Vocabulary).Clauses, clause => Assert.False(clause.IsModifier));

    [Theory]
    [InlineData("阿拉特保税区")]
    [InlineData("阿拉特 保税区")]
    [InlineData("bonded zone Alat")]
    public void A_bonded_zone_is_the_free_zone(string typed) => Assert.Equal(Alat, World.Demo.Best(typed)[0]);

    [Fact]
    public void A_place_is_kept_when_it_says_as_much_as_the_thing() =>
        Assert.Contains("port-of-baku-intermodal-terminal", World.Demo.Best("阿拉特保税区"));

    [Theory]
    [InlineData("logistics hub")]
    [InlineData("Middle Corridor")]
    [InlineData("中间走廊")]
    [InlineData("Orta Dəhliz")]
    public void A_known_word_without_listings_is_broadened_and_said_to_be_left_out(string typed)
    {
        var result = World.Demo.Ask(typed);

        Assert.Contains("port-of-baku-intermodal-terminal", World.Demo.Best(typed));
        Assert.Equal(0, result.Hits.WithAllWords);
        Assert.Equal([typed], result.LeftOut);
    }

    [Fact]
    public void A_known_word_of_several_parts_and_no_sector_is_searched_for_by_its_parts()
    {
        var world = World.With([Cases.Listing("zinc", "Zinc plating")]);

        Assert.NotEmpty(world.Best("Zinc smelter"));
    }

    [Theory]
    [InlineData("50MW以上", "huge", "fifty")]
    [InlineData("over 50 MW", "huge", "fifty")]
    [InlineData("at least 1000 MW", "huge", Wind)]
    [InlineData("1吉瓦以上", "huge", Wind)]
    [InlineData("up to 50 MW", "fifty", "huge")]
    [InlineData("50 MVt-dan az", "fifty", "huge")]
    [InlineData("no more than 50 MW", "fifty", "huge")]
    [InlineData("over 500 ha", "field", "huge")]
    public void More_or_less_of_a_capacity_is_compared(string typed, string found, string not)
    {
        var best = Small.Best(typed, 100);

        Assert.Contains(found, best);
        Assert.DoesNotContain(not, best);
    }

    [Fact]
    public void A_capacity_and_a_thing_are_both_asked_for()
    {
        var result = World.Demo.Ask("100MW以上光伏");

        Assert.True(result.Hits.Top(result.Hits.Count).Count(hit => hit.HasAllWords) >= 5);
        Assert.DoesNotContain(Wind, World.Demo.Best("100MW以上光伏", result.Hits.WithAllWords));
    }

    [Fact]
    public void A_stem_is_no_word_of_grammar()
    {
        Assert.DoesNotContain("cider", Small.Best("cans", 100));
        Assert.Equal("beverage-can-plant-alat", Small.Best("cans")[0]);
    }

    [Fact]
    public void A_form_of_a_word_of_grammar_narrows_nothing() =>
        Assert.True(QuestionReader.Read("who makes tractors", World.Demo.Vocabulary).Clauses[1].IsOptional);

    [Theory]
    [InlineData("farm")]
    [InlineData("农业")]
    [InlineData("kənd təsərrüfatı")]
    [InlineData("agriculture")]
    public void A_wind_farm_is_no_farm(string typed)
    {
        Assert.DoesNotContain(Wind, World.Demo.Best(typed, 100));
        Assert.Contains(Greenhouse, World.Demo.Best(typed));
    }

    [Fact]
    public void A_wind_farm_is_still_found_as_wind_and_as_a_phrase()
    {
        Assert.Equal(Wind, World.Demo.Best("wind farm")[0]);
        Assert.Contains(Wind, World.Demo.Best("wind"));
        Assert.Equal([Wind], World.Demo.Best("\"wind farm\""));
    }

    [Theory]
    [InlineData("green house")]
    [InlineData("green houses")]
    [InlineData("Green House")]
    public void A_compound_that_is_typed_in_two_words_is_one(string typed) =>
        Assert.Equal(World.Demo.Best("greenhouse"), World.Demo.Best(typed));

    [Theory]
    [InlineData("水电")]
    [InlineData("hydropower")]
    public void Words_with_a_comma_or_an_and_between_them_are_not_one(string typed)
    {
        Assert.DoesNotContain("water", Small.Best(typed, 100));
        Assert.DoesNotContain("supply", Small.Best(typed, 100));
        Assert.DoesNotContain(Greenhouse, Small.Best(typed, 100));
    }

    /// <summary>The names of sectors have commas.</summary>
    [Fact]
    public void A_name_with_a_comma_is_one() =>
        Assert.NotEmpty(
            QuestionReader
                .Read("Rail, ships & unmanned transport", World.Demo.Vocabulary)
                .Clauses[0]
                .Alternatives.Where(way => way.Concept >= 0)
        );

    [Fact]
    public void The_rest_of_a_compound_without_the_character_before_it_is_another_thing() =>
        Assert.DoesNotContain("gobustan-solar-100-mw", World.Demo.Best("水电站", 100));

    /// <summary>环卫车 is a word of the sector of lorries, and "robotics" stands in the name of the hub of tractors.</summary>
    [Theory]
    [InlineData("垃圾处理", "electric-bus-plant-sumgayit")]
    [InlineData("固废", "ev-utility-vehicles-charging-battery-assembly")]
    [InlineData("waste management", "electric-bus-plant-sumgayit")]
    [InlineData("储能", "gobustan-solar-100-mw")]
    [InlineData("storage", "nakhchivan-solar-30-mw")]
    [InlineData("机器人", "cardboard-plant")]
    [InlineData("robot", "cardboard-plant")]
    [InlineData("出海", "datang-onshore-solar-100-mw")]
    public void What_the_words_around_a_sector_hold_is_no_meaning_of_its_listings(string typed, string slug) =>
        Assert.DoesNotContain(slug, World.Demo.Best(typed, 100));

    [Theory]
    [InlineData("robot")]
    [InlineData("机器人")]
    public void What_stands_only_in_the_name_of_a_hub_is_left_out_and_said(string typed) =>
        Assert.Equal([typed], World.Demo.Ask(typed).LeftOut);

    [Theory]
    [InlineData("国有股权")]
    [InlineData("国有")]
    [InlineData("state-owned stake")]
    [InlineData("dövlət payı")]
    public void A_stake_of_the_state_is_what_is_privatised(string typed) =>
        Assert.Contains("azergold-minority-stake", World.Demo.Best(typed, 4));

    [Fact]
    public void Parts_of_the_name_of_a_company_are_not_the_company()
    {
        var best = Small.Best("PowerChina", 100);

        Assert.DoesNotContain("power", best);
        Assert.DoesNotContain(Planning, best);
        Assert.Contains("powerchina-solar-160-mw", best);
    }
}
