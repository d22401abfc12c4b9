using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What is marked in the texts of what was found.</summary>
public sealed class HighlighterTests
{
    private static readonly Highlighter Highlighter = new(World.Demo.Vocabulary);

    [Theory]
    [InlineData("laptops", "Assembly of a laptop and of tablets", "laptop")]
    [InlineData("电池", "A battery plant", "battery plant")]
    [InlineData("battery", "建设锂电池工厂", "锂电池")]
    [InlineData("水电", "供水电力和水电站", "水电站")]
    [InlineData("100MW", "装机100兆瓦的电站", "100兆瓦")]
    [InlineData("50MW以上", "装机100兆瓦和20兆瓦的电站", "100兆瓦")]
    [InlineData("solar", "Solar-powered and SOLAR", "Solar|SOLAR")]
    [InlineData("e-bus", "An ebus line", "ebus")]
    [InlineData("lapto", "laptops", "laptops")]
    [InlineData("bank", "banka", "")]
    [InlineData("İSTİXANA", "İstixanaların tikintisi", "İstixanaların")]
    public void Is_marked(string typed, string text, string marked)
    {
        var language = text.Any(letter => letter is 'ı' or 'ə') ? TextLanguage.Azerbaijani : TextLanguage.English;
        var marks = Highlighter.Marks(text, language, World.Demo.Ask(typed).Question);

        Assert.Equal(marked, string.Join('|', marks.Select(mark => text[mark.Start..mark.End])));
    }

    [Fact]
    public void A_fragment_shows_the_sentence_with_the_words()
    {
        var text =
            string.Concat(Enumerable.Repeat("Nothing of interest stands here at all. ", 10))
            + "A solar plant needs storage. "
            + new string('x', 60)
            + " more words follow here and go on for long";
        var fragment = Highlighter.Fragment(text, TextLanguage.English, World.Demo.Ask("solar storage").Question);

        Assert.StartsWith("A solar plant needs storage.", fragment.Text, StringComparison.Ordinal);
        Assert.True(fragment.IsCutBefore && fragment.Text.Length <= 160);
        Assert.Contains("solar plant", fragment.Marks.Select(mark => fragment.Text[mark.Start..mark.End]));
    }

    [Fact]
    public void A_Chinese_fragment_is_short_and_begins_a_little_before_its_mark()
    {
        var text = new string('文', 100) + "，拟建设电池储能系统，" + new string('字', 100);
        var fragment = Highlighter.Fragment(text, TextLanguage.Chinese, World.Demo.Ask("储能").Question);

        Assert.InRange(fragment.Text.Length, 36, 48);
        Assert.InRange(fragment.Marks[0].Start, 1, 12);
        Assert.Equal("电池储能系统", fragment.Text.Substring(fragment.Marks[0].Start, fragment.Marks[0].Length));
    }

    [Fact]
    public void A_mark_is_not_cut_in_two()
    {
        var text = "光伏" + new string('文', 42) + "太阳能电池板" + new string('字', 60);
        var fragment = Highlighter.Fragment(text, TextLanguage.Chinese, World.Demo.Ask("光伏").Question);

        Assert.Equal(44, fragment.Text.Length);
        Assert.Equal("光伏", Assert.Single(fragment.Marks.Select(mark => fragment.Text.Substring(mark.Start, mark.Length))));
    }

    /// <summary>Whoever is answered by a meaning sees the word that has it.</summary>
    [Theory]
    [InlineData("solar", "zh", "光伏")]
    [InlineData("储能", "en", "storage")]
    [InlineData("storage", "zh", "储能")]
    [InlineData("水电站", "en", "hydropower")]
    [InlineData("垃圾处理", "en", "waste")]
    public void A_hit_by_meaning_shows_the_word(string typed, string language, string word)
    {
        var result = World.Demo.Ask(typed);
        var listing = World.Demo.Listings[result.Hits.Top(1)[0].Id];
        var text = language == "zh" ? listing.Title.Zh : listing.Title.En;
        var marks = Highlighter.Marks(text, language == "zh" ? TextLanguage.Chinese : TextLanguage.English, result.Question);

        Assert.Contains(marks, mark => text.Substring(mark.Start, mark.Length).Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_text_without_the_words_is_shown_from_its_beginning()
    {
        var fragment = Highlighter.Fragment(new('电', 300), TextLanguage.Chinese, World.Demo.Ask("solar").Question);

        Assert.Equal((48, 0, false, true), (fragment.Text.Length, fragment.Marks.Count, fragment.IsCutBefore, fragment.IsCutAfter));
    }
}
