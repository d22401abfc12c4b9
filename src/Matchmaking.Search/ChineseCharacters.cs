using System.Collections.Frozen;
using System.Text;

namespace Matchmaking.Search;

/// <summary>Traditional characters and the simplified ones that listings are written in.</summary>
public sealed class ChineseCharacters
{
    private readonly FrozenDictionary<string, string> _simplified;

    /// <summary>Takes the table; entries that are not one character to one character are left out.</summary>
    /// <param name="simplified">Traditional character to simplified character.</param>
    public ChineseCharacters(IEnumerable<KeyValuePair<string, string>> simplified) =>
        _simplified = simplified
            .Where(pair => IsOne(pair.Key) && IsOne(pair.Value))
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The simplified character, or the character itself.</summary>
    internal string Simplified(Rune character)
    {
        var text = Folding.Of(character);
        return _simplified.TryGetValue(text, out var simplified) ? simplified : text;
    }

    private static bool IsOne(string text) => Rune.DecodeFromUtf16(text, out _, out var taken) == default && taken == text.Length;
}
