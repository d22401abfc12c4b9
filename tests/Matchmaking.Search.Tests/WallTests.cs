using System.Text.RegularExpressions;
using System.Xml.Linq;
using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>The engine is pure: it knows no package, framework, clock, chance, file or network.</summary>
public sealed partial class WallTests
{
    private static readonly string Folder = Repository.PathOf("src", "Matchmaking.Search");

    [Fact]
    public void The_project_references_nothing()
    {
        var project = XDocument.Load(Path.Combine(Folder, "Matchmaking.Search.csproj"));

        Assert.Equal("Microsoft.NET.Sdk", project.Root?.Attribute("Sdk")?.Value);
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
    }

    [Fact]
    public void The_source_uses_no_clock_chance_file_or_console()
    {
        var files = Directory
            .EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Folder, file).StartsWith("obj", StringComparison.Ordinal))
            .Where(file => !Path.GetRelativePath(Folder, file).StartsWith("bin", StringComparison.Ordinal));

        Assert.Empty(
            files.SelectMany(file =>
                Impure().Matches(Comments().Replace(File.ReadAllText(file), "")).Select(match => $"{Path.GetFileName(file)}: {match.Value}")
            )
        );
    }

    [GeneratedRegex(
        @"\b(DateTime|TimeProvider|Stopwatch|Random|RandomNumberGenerator|Environment|File|Directory|Console|Thread|Task)\b"
            + @"|\b(HttpClient|Socket|NewGuid)\b|\bCurrent(UI)?Culture\b|\bRegex\b"
    )]
    private static partial Regex Impure();

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();
}
