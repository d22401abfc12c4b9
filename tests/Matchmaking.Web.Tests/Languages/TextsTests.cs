using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>Every sentence exists in three languages, is asked for, and is written in its own language.</summary>
public sealed partial class TextsTests
{
    private static readonly IReadOnlyDictionary<string, Localized> All = new Texts().All;

    public static TheoryData<string> Keys => [.. All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_text_that_is_asked_for_exists() =>
        Assert.Empty(TextKeys.Demanded.Where(key => !All.ContainsKey(key)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_beginning_of_a_key_begins_one() =>
        Assert.Empty(
            TextKeys
                .Beginnings.Where(beginning => All.Keys.Any(key => key.Split('.')[0] == beginning.Split('.')[0]))
                .Where(beginning => !All.Keys.Any(key => key.StartsWith(beginning, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_counted_text_has_a_form_for_one_and_a_form_for_others() =>
        Assert.Empty(
            TextKeys
                .Counted.SelectMany(key => new[] { key + ".one", key + ".other" })
                .Where(key => !All.ContainsKey(key))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_text_is_used_somewhere() => Assert.Empty(All.Keys.Where(key => !TextKeys.IsUsed(key)).Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_of_validation_attributes_have_only_numbered_places() =>
        // The framework formats them with string.Format, which throws on {name}.
        Assert.Empty(
            TextKeys
                .OfAttributes.Where(All.ContainsKey)
                .Where(key => All[key].All.Any(text => NamedPlace().IsMatch(text)))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_looks_like_a_place_in_a_value_stays_as_it_stands()
    {
        var (key, text) = All.Select(pair => (pair.Key, pair.Value.In("en")))
            .First(pair => Place().Matches(pair.Item2).DistinctBy(match => match.Value).Count() > 1);
        var names = Place().Matches(text).Select(match => match.Value.Trim('{', '}')).Distinct().ToArray();
        // Each value names all places, so that filling in a second time would change whatever was filled in first.
        var value = string.Concat(names.Select(name => $"{{{name}}}"));

        Assert.Equal(Place().Replace(text, value), new Texts().Get("en", key, [.. names.Select(name => (name, (object?)value))]));
    }

    [Theory, MemberData(nameof(Keys))]
    public void A_text_says_the_same_things_in_each_language(string key)
    {
        // "Your mandate" for one, beside "Mandatlarınız (1)".
        var mayBeWords = key.EndsWith(".one", StringComparison.Ordinal) ? "{count}" : "";
        var places = All[key]
            .All.Select(text =>
                string.Join(
                    ' ',
                    Place()
                        .Matches(text)
                        .Select(match => match.Value)
                        .Where(place => place != mayBeWords)
                        .Distinct()
                        .Order(StringComparer.Ordinal)
                )
            );

        Assert.Single(places.Distinct());
    }

    [Theory, MemberData(nameof(Keys))]
    public void A_text_is_written_in_its_own_language(string key) => Assert.Empty(Writing.Faults(key, All[key]));

    [GeneratedRegex(@"\{[A-Za-z0-9-]+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\{[A-Za-z-]+\}")]
    private static partial Regex NamedPlace();
}
