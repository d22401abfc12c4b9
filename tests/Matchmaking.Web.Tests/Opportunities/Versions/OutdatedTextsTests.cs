using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;

namespace Matchmaking.Web.Tests.Opportunities.Versions;

/// <summary>Which language of a text was left behind. Each save is written "zh az en"; "-" is an empty text.</summary>
public sealed class OutdatedTextsTests
{
    [Theory]
    [InlineData("nothing yet", "1 1 1", "")]
    [InlineData("a sibling was revised", "1 1 1|1 1 2", "Zh Az")]
    [InlineData("two were revised together", "1 1 1|1 2 2", "Zh")]
    [InlineData("all were revised together", "1 1 1|2 2 2", "")]
    [InlineData("one followed in a save of its own, and the original stays what it is", "1 1 1|1 1 2|2 1 2", "Az")]
    [InlineData("all followed one by one", "1 1 1|1 1 2|2 1 2|2 2 2", "")]
    [InlineData("revised again before the last one followed", "1 1 1|1 1 2|2 1 2|2 1 3", "Zh Az")]
    [InlineData("an empty text is missing", "- 1 1|- 1 2", "Az")]
    [InlineData("a text that was missing is written: a translation of what stands", "- 1 1|2 1 1", "")]
    [InlineData("it was outdated, then emptied", "1 1 1|1 1 2|- 1 2", "Az")]
    [InlineData("emptied: no other text is older than nothing", "1 1 1|1 1 -", "")]
    [InlineData("written again after it was emptied", "1 1 1|1 1 -|1 1 3", "")]
    [InlineData("one that was outdated follows while another is revised", "1 1 1|1 1 2|2 1 3", "Az")]
    public void A_text_is_outdated_when_another_language_was_revised_later(string story, string saves, string outdated)
    {
        foreach (var text in new[] { "Title", "Summary", "Description" })
        {
            string[] marked = [];
            var before = Input(text, saves.Split('|')[0]);
            foreach (var save in saves.Split('|').Skip(1))
            {
                var after = Input(text, save);
                marked = OutdatedTexts.After(marked, before, after);
                before = after;
            }
            Assert.True(
                outdated.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(language => $"{text}.{language}").SequenceEqual(marked),
                $"{story}: {string.Join(' ', marked)}"
            );
        }
    }

    [Fact]
    public void The_name_of_a_promoter_is_no_translation() =>
        Assert.Empty(OutdatedTexts.After([], Input("Promoter", "1 1 1"), Input("Promoter", "1 1 2")));

    private static OpportunityInput Input(string text, string save)
    {
        var input = new OpportunityInput();
        foreach (var (language, typed) in new[] { "Zh", "Az", "En" }.Zip(save.Split(' ')))
            OpportunityField.Named($"{text}.{language}")!.Parts[0].Write(input, [typed == "-" ? "" : typed]);
        return input;
    }
}
