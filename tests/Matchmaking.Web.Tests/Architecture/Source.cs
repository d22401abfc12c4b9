namespace Matchmaking.Web.Tests.Architecture;

/// <summary>The checkout that the tests were built from, as text.</summary>
internal static class Source
{
    public static string Root { get; } = Find(new(AppContext.BaseDirectory));

    /// <summary>The project of the web application.</summary>
    public static string Web { get; } = Path.Combine(Root, "src", "Matchmaking.Web");

    /// <summary>Files below a folder of the checkout whose names end so; without what a build makes.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] endings) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".local"));

    /// <summary>The text of a file of the checkout; the test fails when it is not there.</summary>
    public static string Read(string name)
    {
        var path = Path.Combine(Root, name);
        Assert.True(File.Exists(path), $"There is no {name}.");
        return File.ReadAllText(path);
    }

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Matchmaking.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}

/// <summary>A file, by its path in the checkout.</summary>
internal sealed record SourceFile(string Name)
{
    public string Text => Source.Read(Name);

    public override string ToString() => Name;
}
