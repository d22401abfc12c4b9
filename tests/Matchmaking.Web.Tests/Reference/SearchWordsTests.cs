using System.Text;
using System.Text.Json;
using Matchmaking.Search;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Reference;

/// <summary>The words of search are written by hand; what a slip of the hand would break is looked for here.</summary>
public sealed class SearchWordsTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly ReferenceData Data = new();
    private static readonly Group[] Thesaurus = Read<Group[]>("thesaurus");

    [Fact]
    public void Each_group_has_an_id_of_its_own_words_and_a_reason()
    {
        Assert.True(Thesaurus.Length >= 900);
        Assert.Equal(Thesaurus.Length, Thesaurus.Select(group => group.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Thesaurus, group => Assert.NotEmpty(group.Listed));
        Assert.All(Thesaurus, group => Assert.False(string.IsNullOrWhiteSpace(group.Source), group.Id));
    }

    [Fact]
    public void Codes_of_a_group_exist()
    {
        var unknown =
            from thesaurusGroup in Thesaurus
            from code in thesaurusGroup.Codes ?? []
            where Data.SectorOf(code) is null && Data.DealTypeOf(code) is null && Data.PlaceOf(code) is null && Data.ZoneOf(code) is null
            select $"{thesaurusGroup.Id}: {code}";

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_broader_group_exists_and_nothing_is_broader_than_itself()
    {
        var groups = Thesaurus.ToDictionary(group => group.Id, StringComparer.Ordinal);

        foreach (var group in Thesaurus)
        {
            var above = new Queue<string>(group.Broader ?? []);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (above.TryDequeue(out var id))
            {
                Assert.True(groups.ContainsKey(id), $"{group.Id} is said to be a kind of {id}, which is no group.");
                Assert.True(id != group.Id, $"{group.Id} is a kind of itself.");
                if (seen.Add(id))
                    foreach (var next in groups[id].Broader ?? [])
                        above.Enqueue(next);
            }
        }
    }

    [Fact]
    public void An_expression_is_composed_text_with_a_letter_and_stands_once_in_its_list()
    {
        foreach (var group in Thesaurus)
        {
            Assert.All(
                group.Listed.Concat(group.QueryOnly ?? []),
                expression =>
                {
                    Assert.True(expression.IsNormalized(NormalizationForm.FormC), expression);
                    Assert.True(expression.Trim() == expression && expression.Any(char.IsLetterOrDigit), $"{group.Id}: “{expression}”");
                }
            );
            foreach (var list in (string[]?[])[group.Zh, group.Az, group.En, group.QueryOnly])
                Assert.Equal(list?.Length ?? 0, (list ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Empty(group.Listed.Intersect(group.QueryOnly ?? [], StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>Text is folded to simplified characters before it is compared: an expression with another would never be found.</summary>
    [Fact]
    public void Chinese_expressions_are_simplified()
    {
        var simplified = Read<Dictionary<string, string>>("traditional-characters");

        Assert.Equal("电", simplified["電"]);
        Assert.Equal("干", simplified["乾"]);
        Assert.All(simplified, pair => Assert.True(pair.Key.Length == 1 && pair.Value.Length == 1 && pair.Key != pair.Value, pair.Key));
        var expressions = Thesaurus.SelectMany(group => group.Zh ?? []);
        Assert.DoesNotContain(expressions, expression => expression.Any(character => simplified.ContainsKey($"{character}")));
    }

    [Fact]
    public void Readings_are_plain_letters_and_cover_what_the_product_says()
    {
        var readings = Read<Dictionary<string, string[]>>("pinyin");

        Assert.Equal(["xing", "hang"], readings["行"].Take(2));
        Assert.Contains("lv", readings["绿"]);
        Assert.All(readings.Values.SelectMany(all => all), reading => Assert.True(reading.All(char.IsAsciiLetterLower), reading));
        var names = Data.Sectors.Select(sector => sector.Name.Zh).Concat(Data.Regions.Select(region => region.Name.Zh));
        Assert.DoesNotContain(string.Concat(names), character => char.IsLetter(character) && !readings.ContainsKey($"{character}"));
    }

    [Fact]
    public void Azerbaijani_words_that_only_look_suffixed_stand_once()
    {
        var groups = Read<WordGroup[]>("azerbaijani-words");
        string[] words = [.. groups.SelectMany(group => group.Words)];

        Assert.Contains("banka", words);
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        Assert.All(groups, group => Assert.False(string.IsNullOrWhiteSpace(group.Source)));
    }

    [Fact]
    public void Words_that_hide_others_are_simplified_Chinese_or_small_letters_stand_once_and_have_a_reason()
    {
        var simplified = Read<Dictionary<string, string>>("traditional-characters");
        var groups = Read<WordGroup[]>("opaque-words");
        string[] words = [.. groups.SelectMany(group => group.Words)];

        Assert.Contains("水电条件", words);
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(words, word => word.Any(character => simplified.ContainsKey($"{character}")));
        Assert.All(words, word => Assert.True(word.All(IsLatin) || !word.Any(char.IsAscii), word));
        Assert.All(groups, group => Assert.False(string.IsNullOrWhiteSpace(group.Source)));
    }

    private static bool IsLatin(char character) => char.IsAsciiLetterLower(character) || character == ' ';

    [Fact]
    public void A_filler_word_stands_in_one_list_once()
    {
        var words = Read<FillerWords>("filler-words");
        string[] all =
        [
            .. ((WordsByLanguage[])[words.Grammar, words.AnyListing]).SelectMany(list => (string[])[.. list.Zh, .. list.Az, .. list.En]),
        ];

        Assert.Contains("üçün", words.Grammar.Az);
        Assert.Contains("投资项目", words.AnyListing.Zh);
        Assert.Empty(all.GroupBy(word => word, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(all, word => Assert.True(word.IsNormalized(NormalizationForm.FormC) && word == word.Trim() && word != "", word));
    }

    private static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(Source.Read($"src/Matchmaking.Web/Reference/{name}.json"), Json)!;

    private sealed record Group(
        string Id,
        string[]? Zh,
        string[]? Az,
        string[]? En,
        string[]? QueryOnly,
        string[]? Codes,
        string[]? Broader,
        string Source
    )
    {
        public IEnumerable<string> Listed => [.. Zh ?? [], .. Az ?? [], .. En ?? []];
    }
}
