using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What is said of a question beside its hits: corrections, words left out.</summary>
public sealed class SaidTests
{
    [Theory]
    [InlineData(TextLanguage.Chinese, "巴库")]
    [InlineData(TextLanguage.Azerbaijani, "Bakı")]
    [InlineData(TextLanguage.English, "Baku")]
    public void A_corrected_name_is_shown_as_its_reader_knows_it(TextLanguage language, string name)
    {
        var typed = QuestionReader.Read("hotel Bakku", World.Demo.Vocabulary);

        Assert.Equal("hotel " + name, World.Demo.Engine.Find(World.Demo.Index, typed, language: language).DidYouMean);
    }

    [Theory]
    [InlineData("solr solrs", "solar solrs")]
    [InlineData("solrs solr", "solrs solar")]
    [InlineData("batery \"solar plant\" batery", "battery \"solar plant\" battery")]
    [InlineData("solar -wind batery", "solar -wind battery")]
    [InlineData("Baku  xin  neng  yuan", "Baku  新能源")]
    public void Corrections_stand_where_the_words_stood(string typed, string meant) =>
        Assert.Equal(meant, World.Demo.Ask(typed).DidYouMean);

    [Theory]
    [InlineData("'; DROP TABLE opportunities; --")]
    [InlineData("DROP")]
    [InlineData("<batery>")]
    [InlineData("drop")]
    [InlineData("trop")]
    public void Commands_abbreviations_and_other_words_are_not_corrected(string typed) => Assert.Empty(World.Demo.Ask(typed).Corrected);

    [Fact]
    public void A_corrected_word_is_not_said_to_be_left_out()
    {
        var result = World.Demo.Ask("batery Kalbajar");

        Assert.NotEmpty(result.Corrected);
        Assert.DoesNotContain("battery", result.LeftOut);
    }

    [Theory]
    [InlineData("solar Baku")]
    [InlineData("solar")]
    [InlineData("laptop Kalbajar")]
    [InlineData("储能 巴库 合资")]
    [InlineData("gizmo")]
    public void Words_are_left_out_of_those_beyond_the_ones_with_all_words_only(string typed)
    {
        var result = World.Demo.Ask(typed);
        var hits = Enumerable.Range(0, result.Hits.Count).Select(at => result.Hits[at]).ToList();

        Assert.Equal(result.Hits.Count > result.Hits.WithAllWords, result.LeftOut.Count > 0);
        Assert.Equal(result.Hits.WithAllWords, hits.Count(hit => hit.HasAllWords));
    }

    [Fact]
    public void Some_have_all_words_and_the_others_come_after_them()
    {
        var result = World.Demo.Ask("solar Baku");

        Assert.True(result.Hits.WithAllWords is > 0 and < 10 && result.Hits.Count > result.Hits.WithAllWords);
        Assert.True(result.Hits.Top(1)[0].HasAllWords);
    }

    /// <summary>Each corrected word may become several; their bits are few.</summary>
    [Fact]
    public void More_words_than_bits_are_answered()
    {
        var typed = string.Join(' ', Enumerable.Range(0, 24).Select(at => at % 4 == 0 ? "guangfudianchi" : "batery" + (char)('a' + at)));
        var result = World.Demo.Ask(typed);

        Assert.InRange(result.Question.Clauses.Count, 1, 32);
    }
}
