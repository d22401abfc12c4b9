using System.Text.RegularExpressions;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>Which texts the source asks for, read from its literals.</summary>
internal static partial class TextKeys
{
    private static readonly string[] Sources =
    [
        .. Source
            .Files("src/Matchmaking.Web", ".cs", ".cshtml")
            .Where(file => !file.Name.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(file => Comment().Replace(file.Text, "")),
    ];

    /// <summary>Whole keys that stand inside <c>T[…]</c>, <c>T.Count(…)</c> and the like: each must exist.</summary>
    public static IReadOnlySet<string> Demanded { get; } =
        Sources
            .SelectMany(text => Lookup().Matches(text).Select(match => Brackets(text, match.Index + match.Length - 1)))
            .SelectMany(arguments => WholeKey().Matches(arguments).Select(match => match.Groups[1].Value + match.Groups[2].Value))
            .Concat(Sources.SelectMany(text => Attribute().Matches(text).Select(match => match.Groups[1].Value)))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Keys of <c>T.Count(…)</c>: their <c>.one</c> and <c>.other</c> must exist.</summary>
    public static IReadOnlySet<string> Counted { get; } =
        Sources.SelectMany(text => Count().Matches(text).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keys of validation attributes, which are formatted with numbers.</summary>
    public static IReadOnlySet<string> OfAttributes { get; } =
        Sources.SelectMany(text => Attribute().Matches(text).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Beginnings of keys that the source completes: <c>T["availability." + x]</c>.</summary>
    public static IReadOnlySet<string> Beginnings { get; } =
        Sources
            .SelectMany(text => Beginning().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Everything in the source that looks like a key.</summary>
    private static readonly HashSet<string> Mentioned = Sources
        .SelectMany(text => Literal().Matches(text).Select(match => match.Groups[1].Value))
        .ToHashSet(StringComparer.Ordinal);

    public static bool IsUsed(string key) =>
        Mentioned.Contains(key)
        || Beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal))
        || (key[(key.LastIndexOf('.') + 1)..] is "one" or "other" && Counted.Contains(key[..key.LastIndexOf('.')]));

    /// <summary>What stands between a bracket and the one that closes it.</summary>
    private static string Brackets(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth +=
                text[i] is '[' or '(' ? 1
                : text[i] is ']' or ')' ? -1
                : 0;
            if (depth == 0)
                return text[open..i];
        }
        return text[open..];
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:[Tt]|[Tt]ext)\[|\b[Tt]exts\.Get\(|\bSay\(")]
    private static partial Regex Lookup();

    [GeneratedRegex(@"""([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)""(?!\s*\+)|(?<=^[\[(]\s*)""([a-z][a-z0-9-]*)""(?!\s*\+)")]
    private static partial Regex WholeKey();

    [GeneratedRegex(@"\.Count\(\s*(?:\w+, )?""([a-z0-9.-]*[a-z0-9])""")]
    private static partial Regex Count();

    [GeneratedRegex(@"ErrorMessage = ""([a-z0-9.-]+)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"""([a-z][a-z0-9.-]*[.-])""\s*\+|\$""([a-z][a-z0-9.-]*[.-])\{")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"""([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)""")]
    private static partial Regex Literal();
}
