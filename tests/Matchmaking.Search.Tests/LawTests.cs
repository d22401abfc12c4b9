using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What holds for any text whatsoever.</summary>
public sealed class LawTests
{
    private static readonly Vocabulary Vocabulary = World.Demo.Vocabulary;
    private static readonly Highlighter Highlighter = new(Vocabulary);
    private static readonly Suggester Suggester = new(Vocabulary);

    // Pieces that mean something to one of the readers, and halves of characters.
    private static readonly string[] Pieces =
    [
        "solar",
        "-",
        "\"",
        "电",
        "池",
        "的",
        "水电",
        " ",
        "100",
        "MW",
        "万",
        "亿",
        "$",
        ",",
        ".",
        "e-bus",
        "O'",
        "\uD83D",
        "\uDE8C",
        "🚌",
        "\u0301",
        "\u200B",
        "İ",
        "ı",
        "ə",
        "“",
        "”",
        "以上",
        "over",
        "xinnengyuan",
        "batterry",
        "𨧀",
        "\uFFFE",
        "\0",
        "％",
        "巴库",
        "PowerC",
    ]; // csharpier-ignore

    [Property(MaxTest = 300)]
    public void No_text_is_refused(int seed, string? text)
    {
        var random = new Random(seed);
        var typed =
            string.Concat(random.GetItems(Pieces, random.Next(20))) + text + string.Concat(random.GetItems(Pieces, random.Next(10)));

        var result = World.Demo.Ask(typed);
        result.Hits.Top(3);
        Suggester.Suggest(World.Demo.Index, typed, TextLanguage.Chinese, 5);
        var fragment = Highlighter.Fragment(typed + typed, TextLanguage.Azerbaijani, result.Question, 40);
        Assert.All(fragment.Marks, mark => Assert.True(mark.Start >= 0 && mark.Length > 0 && mark.End <= fragment.Text.Length));
        Vocabulary.KeysOf(new([new(SearchField.Title, TextLanguage.English, typed)], []));
    }

    [Theory]
    [InlineData("電")]
    [InlineData("a")]
    [InlineData("solar and ")]
    [InlineData("1,000,")]
    [InlineData("e-")]
    [InlineData("光伏电站")]
    [InlineData("\u0301")]
    [InlineData("\uD83D")]
    [InlineData("\"")]
    [InlineData("PowerChina")]
    public void A_huge_text_is_read(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));

        Vocabulary.KeysOf(new([new(SearchField.Description, TextLanguage.English, text)], []));
        var question = QuestionReader.Read(text, Vocabulary);
        World.Demo.Engine.Find(World.Demo.Index, question);
        Highlighter.Fragment(text, TextLanguage.English, QuestionReader.Read("solar", Vocabulary));
    }

    [Theory]
    [InlineData("az-Latn-AZ")]
    [InlineData("tr-TR")]
    [InlineData("zh-Hans-CN")]
    public void The_culture_of_the_reader_changes_nothing(string culture)
    {
        string[] typed = ["İSTİXANA", "SUMQAYIT", "3.4亿元", "1,5 milyon manat", "LITHIUM-ION", "100MW", "xinnengyuan"];
        var before = typed.Select(text => string.Join(',', World.Demo.Best(text))).ToArray();
        var own = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(before, typed.Select(text => string.Join(',', World.Demo.Best(text))));
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }

    [Property(MaxTest = 200)]
    public void The_index_finds_what_reading_all_listings_finds(int seed)
    {
        string[] words = ["zorblat", "quimper", "vandrix", "holmeck", "tuffigan", "brysolen"];
        var random = new Random(seed);
        var index = new SearchIndex();
        var documents = new Dictionary<Guid, string[]>();
        for (var i = 0; i < 40; i++)
        {
            var id = new Guid(i % 25, 0, 0, new byte[8]);
            var title = random.GetItems(words, random.Next(1, 5));
            documents[id] = title;
            index.Set(id, Vocabulary.KeysOf(new([new(SearchField.Title, TextLanguage.English, string.Join(' ', title))], [])), default);
            if (random.Next(4) != 0)
                continue;
            documents.Remove(id);
            index.Remove(id);
        }
        var asked = random.GetItems(words, 2);
        var expected = documents.Where(document => asked.All(document.Value.Contains)).Select(document => document.Key).Order();

        var hits = World.Demo.Engine.Find(index, QuestionReader.Read(string.Join(' ', asked), Vocabulary)).Hits;
        var withAll = hits.Top(hits.WithAllWords).Select(hit => hit.Id).Order();
        Assert.Equal(expected.Count(), hits.WithAllWords);
        Assert.All(hits.Top(hits.Count).Where(hit => expected.Contains(hit.Id)), hit => Assert.True(hit.Score > 0));
        Assert.Subset(hits.Top(hits.Count).Select(hit => hit.Id).ToHashSet(), expected.ToHashSet());
        Assert.Subset(documents.Keys.ToHashSet(), withAll.ToHashSet());
    }

    [Fact]
    public void A_fragment_never_cuts_a_character()
    {
        var text = new StringBuilder().Insert(0, "𨧀🚌电 ", 200).Append("solar").Insert(0, "x ").ToString();
        for (var most = 10; most < 60; most++)
        {
            var fragment = Highlighter.Fragment(text, TextLanguage.Chinese, QuestionReader.Read("solar", Vocabulary), most);
            Assert.True(fragment.Text.Length <= most);
            Assert.DoesNotContain(Rune.ReplacementChar, fragment.Text.EnumerateRunes());
        }
        var signs = Highlighter.Fragment(string.Concat(Enumerable.Repeat("🚌", 100)), TextLanguage.English, SearchQuestion.Empty, 41);
        Assert.Equal(40, signs.Text.Length);
    }
}
