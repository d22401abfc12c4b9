using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Shared;

/// <summary>One source of a fact: an address to open, or the name of a publication.</summary>
/// <param name="Address">Absolute; null where only a name is known.</param>
/// <param name="Words">What to show: the host, or the name.</param>
/// <param name="Path">Where on the host, for people to tell two sources apart.</param>
public sealed record SourceLink(string? Address, string Words, string Path)
{
    private const int PathLength = 60;

    /// <summary>Only http and https become links; anything else a link could run is shown as words.</summary>
    public static SourceLink Of(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new(null, source, "");
        var host = address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host["www.".Length..] : address.Host;
        var path = Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/');
        return new(address.AbsoluteUri, host, CleanText.Shown(path, PathLength));
    }

    /// <summary>
    /// The sources of a reference file, where they stand in one line, separated by semicolons, some with a remark behind.
    /// </summary>
    public static IEnumerable<SourceLink> AllOf(string? line) =>
        (line ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Of(part.StartsWith("http", StringComparison.Ordinal) ? part.Split(' ')[0] : part));
}
