using System.Collections;

namespace Matchmaking.Matching.Index;

/// <summary>
/// All excluded words, each folded once, and which of them occur in a text. The text is gone through once, however many words there are:
/// at each place where a word can start, those that start with the same characters are looked up.
/// </summary>
internal sealed class WordFinder
{
    private const int Start = 4;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <summary>By the first characters, up to four: the words that start so, as numbers.</summary>
    private readonly Dictionary<ulong, List<int>> _byStart = [];
    private readonly BitArray _firsts = new(char.MaxValue + 1);
    private readonly bool[] _lengths = new bool[Start + 1];

    /// <summary>Memory taken, but for the spare room of tables.</summary>
    public long Bytes =>
        8192 + _words.Sum(word => 22L + (word.Length * 2) + 8 + 28) + (_byStart.Count * (32L + 40 + 16)) + (_words.Count * 4L);

    /// <summary>The number of a folded word; it gets one when it has none.</summary>
    public int NumberOf(string word)
    {
        if (_numbers.TryGetValue(word, out var number))
            return number;
        number = _words.Count;
        _numbers.Add(word, number);
        _words.Add(word);
        if (word.Length == 0)
            return number;
        var length = Math.Min(word.Length, Start);
        var key = Key(word.AsSpan(0, length));
        if (!_byStart.TryGetValue(key, out var words))
            _byStart.Add(key, words = []);
        words.Add(number);
        _firsts[word[0]] = true;
        _lengths[length] = true;
        return number;
    }

    /// <summary>The word of a number.</summary>
    public string WordOf(int number) => _words[number];

    /// <summary>The numbers of the words that occur, in the sense of <see cref="FoldedText.Has"/>.</summary>
    public HashSet<int> Occurring(FoldedText text)
    {
        var found = new HashSet<int>();
        var characters = text.Characters;
        for (var at = 0; at < characters.Length; at++)
        {
            if (!_firsts[characters[at]])
                continue;
            var rest = characters[at..];
            var atWord = at > 0 && characters[at - 1] == ' ';
            for (var length = 1; length <= Math.Min(Start, rest.Length); length++)
            {
                if (!_lengths[length] || !_byStart.TryGetValue(Key(rest[..length]), out var words))
                    continue;
                foreach (var number in words)
                    if (
                        !found.Contains(number)
                        && rest.StartsWith(_words[number], StringComparison.Ordinal)
                        && (atWord || FoldedText.StartsInHan(_words[number]))
                    )
                        found.Add(number);
            }
        }
        return found;
    }

    private static ulong Key(ReadOnlySpan<char> start)
    {
        // No folded character is zero, so keys of different lengths differ.
        var key = 0UL;
        foreach (var character in start)
            key = (key << 16) | character;
        return key;
    }
}
