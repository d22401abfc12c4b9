using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>Queries that people typed and that once found nothing, or the wrong thing, over the demo listings.</summary>
public sealed class CaseTests
{
    private const string Bus = "electric-bus-plant-sumgayit";
    private const string Electric = "ev-utility-vehicles-charging-battery-assembly";
    private const string Laptop = "laptop-assembly-localisation";
    private const string Tyre = "tyre-plant-sumgayit";
    private const string Storage = "battery-storage-ppp";
    private const string Waste = "lankaran-municipal-solid-waste";
    private const string Alat = "alat-free-economic-zone-plots";
    private const string Bank = "abb-bank-minority-stake";
    private const string Greenhouse = "greenhouse-agropark-liberated-territories";
    private const string Methanol = "azerkimya-methanol-carbamide-stakes";

    [Theory]
    [InlineData("laptops", Laptop)]
    [InlineData("手提电脑", Laptop)]
    [InlineData("笔记本", Laptop)]
    [InlineData("laptop", Laptop)]
    [InlineData("笔记本电脑", Laptop)]
    [InlineData("LAPTOP", Laptop)]
    [InlineData("noutbuk", Laptop)]
    [InlineData("ＬＡＰＴＯＰ", Laptop)]
    [InlineData("神舟", Laptop)]
    [InlineData("Hasee", Laptop)]
    [InlineData("tires", Tyre)]
    [InlineData("tyre", Tyre)]
    [InlineData("电动大巴", Bus)]
    [InlineData("大巴", Bus)]
    [InlineData("新能源客车", Bus)]
    [InlineData("电动客车", Bus)]
    [InlineData("公交车", Bus)]
    [InlineData("avtobuslar", Bus)]
    [InlineData("e-bus", Bus)]
    [InlineData("ebus", Bus)]
    [InlineData("e bus", Bus)]
    [InlineData("electric bus", Bus)]
    [InlineData("avtobus", Bus)]
    [InlineData("電動客車", Bus)]
    [InlineData("BYD", Bus)]
    [InlineData("比亚迪", Bus)]
    [InlineData("新能源车", Electric)]
    [InlineData("电动汽车", Electric)]
    [InlineData("EV", Electric)]
    [InlineData("battery storage", Storage)]
    [InlineData("垃圾处理", Waste)]
    [InlineData("自贸区", Alat)]
    [InlineData("自由贸易区", Alat)]
    [InlineData("bank", Bank)]
    [InlineData("İSTİXANA", Greenhouse)]
    [InlineData("istixanalar", Greenhouse)]
    [InlineData("甲醇", Methanol)]
    [InlineData("methanol", Methanol)]
    [InlineData("60 million", Bus)]
    [InlineData("6000万", Bus)]
    [InlineData("US$60m", Bus)]
    [InlineData("六千万美元", Bus)]
    public void The_best_is(string typed, string slug) => Assert.Equal(slug, World.Demo.Best(typed)[0]);

    [Theory]
    [InlineData("batteries", Storage)]
    [InlineData("电动汽车", Bus)]
    [InlineData("新能源车", Bus)]
    [InlineData("EV", Bus)]
    [InlineData("Alat", Alat)]
    [InlineData("Ələt", Alat)]
    [InlineData("Elet", Alat)]
    [InlineData("AI", "baku-science-technology-park")]
    [InlineData("JV", "tractor-production-joint-venture")]
    [InlineData("合资", "tractor-production-joint-venture")]
    [InlineData("巴库锂电池工厂", Electric)]
    public void Among_the_first_ten_is(string typed, string slug) => Assert.Contains(slug, World.Demo.Best(typed));

    [Theory]
    [InlineData("儲能", "储能")]
    [InlineData("電池", "电池")]
    [InlineData("風電", "风电")]
    [InlineData("巴庫", "巴库")]
    [InlineData("蘇姆蓋特", "苏姆盖特")]
    [InlineData("Sumqayit", "Sumqayıt")]
    [InlineData("SUMQAYIT", "Sumqayıt")]
    [InlineData("Sumqa\u200Byıt", "Sumqayıt")]
    [InlineData("gunes", "günəş")]
    [InlineData("solar panels", "solar panel")]
    [InlineData("光伏", "太阳能")]
    [InlineData("günəş", "solar")]
    [InlineData("風", "风")]
    [InlineData("külək", "wind")]
    [InlineData("Sumgait", "Sumqayıt")]
    [InlineData("Sumgayit", "Sumqayıt")]
    [InlineData("卡拉巴赫", "Qarabağ")]
    [InlineData("tires", "tyre")]
    [InlineData("batteries", "batareyalar")]
    [InlineData("100 MW", "100兆瓦")]
    [InlineData("自贸区", "自由贸易区")]
    [InlineData("合资", "JV")]
    [InlineData("kulek", "külək")]
    [InlineData("Qarabag", "Qarabağ")]
    [InlineData("100MW", "100 MW")]
    [InlineData("100MVt", "100 MW")]
    [InlineData("100兆瓦", "100 MW")]
    [InlineData("十万千瓦", "100 MW")]
    [InlineData("sumugaite", "苏姆盖特")]
    public void Two_spellings_find_the_same(string one, string other) =>
        Assert.Equal(World.Demo.Best(other).Order(), World.Demo.Best(one).Order());

    [Theory]
    [InlineData("' OR 1=1")]
    [InlineData("'; DROP TABLE opportunities; --")]
    [InlineData("\"solar\" 'wind\" (or) <b>x</b>")]
    public void Signs_of_other_languages_are_read_as_words_or_not_at_all(string typed) => Assert.NotNull(World.Demo.Ask(typed).Hits);

    [Fact]
    public void A_rare_character_at_the_end_of_what_is_read_is_not_cut_in_two() =>
        Assert.DoesNotContain(QuestionReader.Normalised(new string('a', 399) + "\U00020BB7", World.Demo.Vocabulary), char.IsSurrogate);

    [Fact]
    public void A_capacity_finds_the_three_listings_that_name_it() => Assert.Equal(3, World.Demo.Ask("100MW").Hits.Count);

    [Theory]
    [InlineData("battry", "battery")]
    [InlineData("batery", "battery")]
    [InlineData("电迟", "电池")]
    [InlineData("xinnengyuan", "新能源")]
    [InlineData("sumugaite", "苏姆盖特")]
    [InlineData("taiyangneng", "太阳能")]
    public void A_misspelt_word_is_corrected_and_the_correction_said(string typed, string word)
    {
        var result = World.Demo.Ask(typed);

        Assert.Equal([new Correction(typed, word)], result.Corrected);
        Assert.Equal(word, result.DidYouMean);
        Assert.True(result.Hits.Count > 0);
    }

    [Theory]
    [InlineData("Sumgayt", Tyre)]
    [InlineData("Qarabax", "karabakh-green-digital-reconstruction")]
    public void A_misspelt_place_finds_its_listings(string typed, string slug)
    {
        var result = World.Demo.Ask(typed);

        Assert.NotEmpty(result.Corrected);
        Assert.Contains(slug, World.Demo.Best(typed));
    }

    [Fact]
    public void The_beginning_of_a_word_finds_it_and_is_no_mistake()
    {
        Assert.Equal([Laptop], World.Demo.Best("lapto"));
        Assert.Empty(World.Demo.Ask("lapto").Corrected);
    }

    [Theory]
    [InlineData("bank", "beverage-can-plant-alat")]
    [InlineData("EV", Laptop)]
    [InlineData("solar -wind", "khizi-absheron-wind-240-mw")]
    [InlineData("AI", "alat-cargo-airport")]
    [InlineData("AI", "passenger-terminal-lankaran-airport")]
    [InlineData("AI", Laptop)]
    public void Does_not_find(string typed, string slug) => Assert.DoesNotContain(slug, World.Demo.Best(typed, 100));

    [Fact]
    public void Hydropower_is_read_from_no_two_words_that_meet()
    {
        string[] first = ["khudafarin-giz-galasi-hydropower", "small-hydropower-kalbajar-lachin"];

        Assert.Equal(first, World.Demo.Best("水电").Take(2).Order());
        Assert.DoesNotContain(Greenhouse, World.Demo.Best("水电").Take(3));
    }

    [Fact]
    public void Storage_comes_before_the_rest_of_its_hub() =>
        Assert.Equivalent(
            new[] { Storage, "boyukshor-floating-solar-and-storage", "pumped-storage-batteries-green-hydrogen" },
            World.Demo.Best("储能").Take(3)
        );

    [Fact]
    public void A_deal_type_finds_all_its_listings_first()
    {
        var listings = World
            .Demo.Listings.Values.Where(listing => listing.DealTypes?.Contains("BOT") == true)
            .Select(listing => listing.Slug);

        Assert.Subset(World.Demo.Best("BOT", 10).ToHashSet(), listings.ToHashSet());
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData(":*")]
    [InlineData("(")]
    [InlineData("<->")]
    [InlineData("🚌")]
    [InlineData("-")]
    [InlineData("\"\"")]
    [InlineData("   ")]
    [InlineData("")]
    public void Signs_alone_are_nothing_to_search_for(string typed)
    {
        var question = QuestionReader.Read(typed, World.Demo.Vocabulary);

        Assert.True(question.IsEmpty);
        Assert.Equal(0, World.Demo.Ask(typed).Hits.Count);
    }

    [Theory]
    [InlineData("oneil")]
    [InlineData("ONeil")]
    [InlineData("O'Neil")]
    [InlineData("O’Neil & Co")]
    [InlineData("o neil")]
    public void A_name_is_found_with_and_without_its_apostrophe(string typed) =>
        Assert.Equal(["oneil"], World.With([Cases.Listing("oneil", title: "A mill", promoter: "O'Neil & Co")]).Best(typed, 1));

    [Fact]
    public void Words_that_no_listing_has_together_are_loosened_and_the_loosening_said()
    {
        var result = World.Demo.Ask("laptop Kalbajar");

        Assert.Equal(Laptop, World.Demo.Best("laptop Kalbajar")[0]);
        Assert.Equal(0, result.Hits.WithAllWords);
        Assert.Contains("Kalbajar", result.LeftOut);
    }

    [Fact]
    public void A_word_with_a_minus_takes_out_every_listing_that_mentions_it()
    {
        var world = World.With([
            Cases.Listing("both", "Solar farm", description: "Beside a wind farm.", sector: "renw", subsector: "renw.solar"),
            Cases.Listing("solar", "Solar farm", sector: "renw", subsector: "renw.solar"),
        ]);

        Assert.Contains("both", world.Best("solar", 100));
        Assert.Contains("solar", world.Best("solar -wind", 100));
        Assert.DoesNotContain("both", world.Best("solar -wind", 100));
        Assert.DoesNotContain("both", world.Best("太阳能 -风电", 100));
    }

    [Fact]
    public void Stop_words_narrow_nothing_but_are_searched_for_alone()
    {
        Assert.Equal(World.Demo.Best("laptop"), World.Demo.Best("laptop project in Azerbaijan", 1));
        Assert.True(World.Demo.Ask("project").Hits.Count > 10);
    }
}
