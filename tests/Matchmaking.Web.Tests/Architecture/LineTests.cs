namespace Matchmaking.Web.Tests.Architecture;

/// <summary>The formatter breaks code at a width; nothing breaks strings, comments and views, so they are measured here.</summary>
public sealed class LineTests
{
    /// <summary>Columns, as in <c>.csharpierrc</c>. A Chinese character counts as one.</summary>
    private const int Widest = 140;

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        var files = Source
            .Files("src", ".cs", ".cshtml")
            .Concat(Source.Files("tests", ".cs"))
            .Where(file => !file.Name.Contains("/Migrations/", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 500, "Files are found by the ends of their names.");

        var tooLong =
            from file in files
            from line in file.Text.Split('\n').Index()
            where line.Item.Length > Widest
            select $"{file}:{line.Index + 1} has {line.Item.Length} columns";
        Assert.True(!tooLong.Any(), string.Join('\n', tooLong));
    }
}
