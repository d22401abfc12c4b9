using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using FsCheck.Xunit;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Opportunities.Versions;

/// <summary>What of a text is marked as removed and added.</summary>
public sealed class TextDifferenceTests
{
    [Theory]
    // Chinese by character: the sentence is not marked whole.
    [InlineData("在苏姆盖特建设电动客车组装线。", "在苏姆盖特建设电动卡车组装线。", "在苏姆盖特建设电动[-客-][+卡+]车组装线。")]
    [InlineData("投资3400万美元", "投资5000万美元", "投资[-3400-][+5000+]万美元")]
    // The others by word, also by words with letters of their own and with a mark in them.
    [InlineData("An assembly line for buses.", "An assembly line for trucks.", "An assembly line for [-buses-][+trucks+].")]
    [InlineData("Yığım xətti", "Yığma xətti", "[-Yığım-][+Yığma+] xətti")]
    [InlineData("ilk ildə", "ilk ilde\u0301", "ilk [-ildə-][+ilde\u0301+]")]
    // Several changed words are one change.
    [InlineData("two new lines here", "one old hall here", "[-two new lines-][+one old hall+] here")]
    [InlineData("", "new", "[+new+]")]
    [InlineData("old", "", "[-old-]")]
    [InlineData("same", "same", "same")]
    [InlineData("a\nb", "a\n\nb", "a\n[+\n+]b")]
    // One character to a reader, several to a machine.
    [InlineData("地\U00020000区", "地\U00020001区", "地[-\U00020000-][+\U00020001+]区")]
    [InlineData("👩‍🔧 works", "👩‍🏫 works", "[-👩‍🔧-][+👩‍🏫+] works")]
    public void Words_are_marked_and_in_Chinese_characters(string before, string after, string marked) =>
        Assert.Equal(
            marked,
            string.Concat(
                TextDifference
                    .Of(before, after)
                    .Select(piece =>
                        piece.Kind switch
                        {
                            PieceKind.Removed => $"[-{piece.Text}-]",
                            PieceKind.Added => $"[+{piece.Text}+]",
                            _ => piece.Text,
                        }
                    )
            )
        );

    [Property]
    public void Both_texts_can_be_put_together_again(string? one, string? other)
    {
        var (before, after) = (CleanText.Lines(one), CleanText.Lines(other));
        var pieces = TextDifference.Of(before, after);

        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Kind != PieceKind.Added).Select(piece => piece.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Kind != PieceKind.Removed).Select(piece => piece.Text)));
    }

    [Fact]
    public void Two_wholly_different_texts_of_the_greatest_length_are_compared_at_once()
    {
        var (before, after) = (Characters(0x4E00), Characters(0x7000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal([PieceKind.Removed, PieceKind.Added], TextDifference.Of(before, after).Select(piece => piece.Kind));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");

        static string Characters(int from) =>
            string.Concat(
                Enumerable.Range(0, Web.Features.Opportunities.Opportunity.DescriptionLength).Select(i => (char)(from + (i % 8000)))
            );
    }

    [Fact]
    public void What_people_wrote_is_never_markup()
    {
        var written = new StringBuilder();
        using (var writer = new StringWriter(written, CultureInfo.InvariantCulture))
            new MarkedText(
                TextDifference.Of("<b>a", "<script>alert(1)</script> \"'&"),
                null,
                new Text(new Texts(), Language.English)
            ).WriteTo(writer, HtmlEncoder.Default);

        Assert.DoesNotContain("<script", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("<span class=\"visually-hidden\">[removed: </span>", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("<span class=\"visually-hidden\">[added: </span>", written.ToString(), StringComparison.Ordinal);
    }
}
