using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>How a question is put: this or that, who asks before what is asked for, Chinese in Latin letters with spaces.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("solar or wind in Gobustan", "gobustan-solar-100-mw")]
    [InlineData("hotel və ya banka", "beverage-can-plant-alat")]
    [InlineData("traktor yaxud laptop", "laptop-assembly-localisation")]
    [InlineData("轮胎或者笔记本电脑", "tyre-plant-sumgayit")]
    [InlineData("轮胎或笔记本电脑", "laptop-assembly-localisation")]
    public void Of_two_things_one_is_enough(string typed, string slug)
    {
        var result = World.Demo.Ask(typed);

        Assert.Contains(slug, World.Demo.Best(typed));
        Assert.True(result.Hits.WithAllWords > 0);
    }

    [Theory]
    [InlineData("or laptop")]
    [InlineData("laptop or")]
    [InlineData("laptop or or")]
    [InlineData("或")]
    public void A_word_that_joins_nothing_does_no_harm(string typed) => Assert.NotNull(World.Demo.Best(typed));

    /// <summary>A place is no thing of the same kind: "tyres or Sumgayit" asks for both.</summary>
    [Fact]
    public void A_thing_and_a_place_are_no_choice() =>
        Assert.Equal(2, QuestionReader.Read("tyres or Sumgayit", World.Demo.Vocabulary).Clauses.Count(clause => !clause.IsOptional));

    [Theory]
    [InlineData("we are a tyre maker looking for a plot", "alat-free-economic-zone-plots")]
    [InlineData("我们是做轮胎的，想找工业用地", "alat-free-economic-zone-plots")]
    [InlineData("做水泥的企业，寻找笔记本电脑项目", "laptop-assembly-localisation")]
    public void What_is_looked_for_comes_after_the_word_for_looking(string typed, string slug) =>
        Assert.Equal(slug, World.Demo.Best(typed)[0]);

    [Fact]
    public void A_place_before_it_still_counts()
    {
        var question = QuestionReader.Read("我们在苏姆盖特找轮胎项目", World.Demo.Vocabulary);

        Assert.Contains(question.Clauses, clause => clause is { IsPlace: true, IsOptional: false });
    }

    [Theory]
    [InlineData("dian chi", "电池")]
    [InlineData("xin neng yuan", "新能源")]
    [InlineData("guang fu zu jian", "光伏组件")]
    [InlineData("guangfu zujian", "光伏组件")]
    [InlineData("bi ya di", "比亚迪")]
    public void Syllables_with_spaces_are_one_word(string typed, string word)
    {
        var result = World.Demo.Ask(typed);

        Assert.Equal([new Correction(typed, word)], result.Corrected);
        Assert.True(result.Hits.Count > 0);
    }

    [Theory]
    [InlineData("battery storage")]
    [InlineData("can be in the zone")]
    [InlineData("su və qaz")]
    public void Words_of_a_language_are_no_syllables(string typed) => Assert.Empty(World.Demo.Ask(typed).Corrected);

    [Theory]
    [InlineData("Sumqayıtdakı şin zavodları", "tyre-plant-sumgayit")]
    [InlineData("Qusardakı traktorlar", "tractor-assembly-gusar")]
    public void What_is_there_is_found_by_its_place(string typed, string slug)
    {
        Assert.Equal(slug, World.Demo.Best(typed)[0]);
        Assert.True(World.Demo.Ask(typed).Hits.WithAllWords > 0);
    }
}
