using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Matchmaking.Matching.Tests;

/// <summary>Matching is pure: it knows no package, framework, clock, chance, file or network.</summary>
public sealed partial class WallTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Matchmaking.Matching");

    [Fact]
    public void The_project_references_nothing()
    {
        var project = XDocument.Load(Path.Combine(Folder, "Matchmaking.Matching.csproj"));

        Assert.Equal("Microsoft.NET.Sdk", project.Root?.Attribute("Sdk")?.Value);
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
    }

    [Fact]
    public void The_assembly_needs_only_the_base_class_library()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.All(
            typeof(Matcher).Assembly.GetReferencedAssemblies(),
            needed => Assert.True(File.Exists(Path.Combine(runtime, needed.Name + ".dll")), $"{needed.Name} is not part of .NET.")
        );
    }

    [Fact]
    public void The_source_uses_no_clock_chance_file_or_console()
    {
        var found = SourceFiles()
            .SelectMany(file =>
                Impure().Matches(Comments().Replace(File.ReadAllText(file), "")).Select(match => $"{Path.GetFileName(file)}: {match.Value}")
            );

        Assert.Empty(found);
    }

    private static IEnumerable<string> SourceFiles() =>
        Directory
            .EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(Folder, file).StartsWith("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(Folder, file).StartsWith("bin", StringComparison.Ordinal)
            );

    [GeneratedRegex(
        @"\b(DateTime|DateTimeOffset|TimeProvider|Stopwatch|Random|RandomNumberGenerator|Environment|File|Directory|Console|Thread"
            + @"|Task|HttpClient|Socket)\b|\bNewGuid\b|\bCurrent(UI)?Culture\b"
    )]
    private static partial Regex Impure();

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();
}
