using System.Text.RegularExpressions;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>What a class looks like is written in one file: a second one would change the pages of the first unseen.</summary>
public sealed partial class StyleSheetTests
{
    [Fact]
    public void A_class_is_drawn_in_one_file()
    {
        var drawn = Source
            .Files("src/Matchmaking.Web", ".css")
            .Where(sheet => !sheet.Name.EndsWith("/site.css", StringComparison.Ordinal)) // Made of others by the build.
            .SelectMany(sheet => ClassAlone().Matches(sheet.Text).Select(match => (Class: match.Groups[1].Value, sheet.Name)))
            .Distinct()
            .ToLookup(pair => pair.Class, pair => pair.Name);

        Assert.True(drawn.Count > 50, $"Only {drawn.Count} classes were found.");
        Assert.Empty(drawn.Where(files => files.Count() > 1).Select(files => $"{files.Key}: {string.Join(", ", files)}"));
    }

    // At the depth of a layer; what a width or a medium changes stands deeper.
    [GeneratedRegex(@"^  (\.[\w-]+) \{", RegexOptions.Multiline)]
    private static partial Regex ClassAlone();
}
