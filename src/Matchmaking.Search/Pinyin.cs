using System.Text;

namespace Matchmaking.Search;

/// <summary>How Chinese words are spelt in Latin letters without tones, and which known words sound or look nearly like one.</summary>
internal sealed class Pinyin
{
    private const int LongestWord = 8;
    private const int MostReadings = 8;
    private const char Any = '?';
    private readonly IReadOnlyDictionary<string, string[]> _syllables;
    private readonly Dictionary<string, List<string>> _bySound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byShape = new(StringComparer.Ordinal);
    private readonly int _longestSound;

    public Pinyin(IReadOnlyDictionary<string, string[]> syllables, IEnumerable<string> words)
    {
        _syllables = syllables;
        foreach (var word in words.Where(word => word.Length is >= 2 and <= LongestWord).Distinct(StringComparer.Ordinal))
        {
            foreach (var sound in ReadingsOf(word))
            {
                Add(_bySound, sound, word);
                _longestSound = Math.Max(_longestSound, sound.Length);
            }
            foreach (var shape in ShapesOf(word))
                Add(_byShape, shape, word);
        }
    }

    /// <summary>The spellings of a word, the usual one first; empty when a character has none.</summary>
    public IReadOnlyList<string> ReadingsOf(string word)
    {
        List<string> readings = [""];
        foreach (var rune in word.EnumerateRunes())
        {
            if (!_syllables.TryGetValue(rune.ToString(), out var syllables))
                return [];
            readings = [.. readings.SelectMany(reading => syllables.Select(syllable => reading + syllable)).Take(MostReadings)];
        }
        return readings;
    }

    /// <summary>The first spelling of one character; empty when it has none.</summary>
    public string FirstOf(string character) => _syllables.TryGetValue(character, out var syllables) ? syllables[0] : "";

    /// <summary>The known words that are spelt so.</summary>
    public IReadOnlyList<string> WordsSpelt(string letters) => _bySound.TryGetValue(letters, out var words) ? words : [];

    /// <summary>The fewest known words that a spelling consists of; null when it does not.</summary>
    public string? WordsWithin(string letters)
    {
        if (letters.Length > 40)
            return null;
        var best = new (int Words, string Text)?[letters.Length + 1];
        best[0] = (0, "");
        for (var end = 1; end <= letters.Length; end++)
        for (var start = Math.Max(0, end - _longestSound); start < end; start++)
            if (best[start] is { } before && (best[end] is not { } now || before.Words + 1 < now.Words))
                if (_bySound.TryGetValue(letters[start..end], out var words))
                    best[end] = (before.Words + 1, before.Text + words[0]);
        return best[^1]?.Text;
    }

    /// <summary>The known words that differ in one character: those that sound the same first.</summary>
    public IEnumerable<string> WordsLike(string word)
    {
        if (word.Length is < 2 or > LongestWord)
            return [];
        var sounding = ReadingsOf(word)
            .SelectMany(WordsSpelt)
            .Where(other => other.Length == word.Length && Differences(word, other) <= 1 + word.Length / 4);
        // Of two characters the wrong one sounds alike at least: 诸能 for 储能.
        var looking = ShapesOf(word)
            .SelectMany(shape => _byShape.TryGetValue(shape, out var words) ? words : [])
            .Where(other => word.Length > 2 || SoundsAlike(word, other));
        return sounding.Concat(looking).Where(other => other != word).Distinct(StringComparer.Ordinal);
    }

    private bool SoundsAlike(string one, string other) =>
        ReadingsOf(one).Any(first => ReadingsOf(other).Any(second => EditDistance.Between(first, second, 1) <= 1));

    private static int Differences(string one, string other)
    {
        var differences = 0;
        for (var i = 0; i < one.Length; i++)
            differences += one[i] == other[i] ? 0 : 1;
        return differences;
    }

    private static IEnumerable<string> ShapesOf(string word)
    {
        for (var i = 0; i < word.Length; i++)
            yield return new StringBuilder(word) { [i] = Any }.ToString();
    }

    private static void Add(Dictionary<string, List<string>> words, string key, string word)
    {
        if (!words.TryGetValue(key, out var list))
            words[key] = list = [];
        list.Add(word);
    }
}
