using System.Buffers;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Files;

/// <summary>Names of files from outside.</summary>
internal static class FileName
{
    private const int Longest = 120,
        LongestExtension = 8;

    /// <summary>What file systems and shells give a meaning to.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("<>:\"|?*;`$%");

    /// <summary>What Windows takes for a device, whatever its extension is.</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// A name without folders, invisible characters (those that turn the direction make "gpj.exe" of "exe.jpg") and what shells read, and
    /// with the extension that its content has.
    /// </summary>
    public static string Clean(string? name, FileType type)
    {
        var bare = Bare(name);
        for (var i = 0; i < 2 && Extension(bare) is { Length: > 0 } extension; i++)
            bare = bare[..^(extension.Length + 1)].TrimEnd('.', ' ');
        if (bare.Length == 0)
            bare = "file";
        else if (Devices.Contains(bare))
            bare = "_" + bare;
        return CleanText.Cut(bare, Longest) + "." + type.Extension;
    }

    /// <summary>Without the dot, in lower case; empty when it has none. "v1.2" has none.</summary>
    public static string Extension(string? name)
    {
        var bare = Bare(name);
        var extension = bare[(bare.LastIndexOf('.') + 1)..];
        var isOne =
            extension.Length is > 0 and <= LongestExtension
            && extension.Length < bare.Length
            && char.IsAsciiLetter(extension[0])
            && extension.All(char.IsAsciiLetterOrDigit);
        return isOne ? extension.ToLowerInvariant() : "";
    }

    private static string Bare(string? name)
    {
        var line = CleanText.Line(name);
        line = line[(line.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return string.Concat(line.Where(c => !Special.Contains(c))).Trim('.', ' ');
    }
}
