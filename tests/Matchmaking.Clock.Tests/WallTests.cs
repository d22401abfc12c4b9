using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Matchmaking.Clock.Tests;

/// <summary>The clock is pure: it knows no package, no framework, no file, and not what time it is.</summary>
public sealed partial class WallTests
{
    private static readonly string Folder = Path.Combine(Root(new(AppContext.BaseDirectory)), "src", "Matchmaking.Clock");

    [Fact]
    public void The_project_references_nothing()
    {
        var project = XDocument.Load(Path.Combine(Folder, "Matchmaking.Clock.csproj"));

        Assert.Equal("Microsoft.NET.Sdk", project.Root?.Attribute("Sdk")?.Value);
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
    }

    [Fact]
    public void The_assembly_needs_only_the_base_class_library()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.All(
            typeof(AnswerClock).Assembly.GetReferencedAssemblies(),
            needed => Assert.True(File.Exists(Path.Combine(runtime, needed.Name + ".dll")), $"{needed.Name} is not part of .NET.")
        );
    }

    [Fact]
    public void The_source_asks_nobody_for_the_time_the_zone_or_chance()
    {
        var files = Directory.GetFiles(Folder, "*.cs");

        Assert.NotEmpty(files);
        Assert.Empty(
            files.SelectMany(file =>
                Impure().Matches(Comments().Replace(File.ReadAllText(file), "")).Select(match => $"{Path.GetFileName(file)}: {match.Value}")
            )
        );
    }

    private static string Root(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Matchmaking.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }

    [GeneratedRegex(
        @"\b(TimeProvider|Stopwatch|Random|RandomNumberGenerator|Environment|File|Directory|Console|Thread|Task|HttpClient|Socket)\b"
            + @"|\.(Now|UtcNow|Today)\b|\bTimeZoneInfo\.(Local|Find\w+)|\bNewGuid\b|\bCurrent(UI)?Culture\b"
    )]
    private static partial Regex Impure();

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();
}
