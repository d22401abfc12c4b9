namespace Matchmaking.Search;

/// <summary>Words that differ by few letters: one missing, one too many, one wrong, two exchanged.</summary>
internal static class EditDistance
{
    private const int LongestWord = 30;

    /// <summary>More than any distance.</summary>
    private const int Far = 1_000;

    /// <summary>
    /// The words within a distance. Words with the same beginning share the work, and all words with a beginning that differs too much are
    /// left out at once.
    /// </summary>
    public static IEnumerable<(PostingList Word, int Distance)> Within(SortedWords.State words, string typed, int most)
    {
        if (typed.Length > LongestWord)
            yield break;
        var rows = new Rows(typed, most);
        for (var i = 0; i < words.Sorted.Length; )
        {
            if (rows.DistanceTo(words.Sorted[i].Key) is var distance && distance <= most)
                yield return (words.Sorted[i], distance);
            i = rows.HopelessLetters is > 0 and var letters ? words.EndOf(i, letters) : i + 1;
        }
        for (var i = 0; i < words.TailCount; i++)
            if (rows.DistanceTo(words.Tail[i].Key) is var distance && distance <= most)
                yield return (words.Tail[i], distance);
    }

    /// <summary>The distance between two words, or more than the most that matters.</summary>
    public static int Between(string one, string other, int most) =>
        one.Length > LongestWord || other.Length > LongestWord ? most + 1 : new Rows(one, most).DistanceTo(other);

    /// <summary>The table of the distance from all beginnings of the typed word to all beginnings of the last word compared.</summary>
    private sealed class Rows(string typed, int most)
    {
        private readonly int[][] _rows =
        [
            First(typed.Length),
            .. Enumerable.Range(0, LongestWord + 3).Select(_ => new int[typed.Length + 1]),
        ];
        private string _last = "";
        private int _filled;

        /// <summary>The distance to a word, or more than the most allowed.</summary>
        public int DistanceTo(string word)
        {
            HopelessLetters = 0;
            _filled = Math.Min(word.AsSpan().CommonPrefixLength(_last), _filled);
            _last = word;
            for (; _filled < word.Length; _filled++)
                if (Fill(word, _filled) > most)
                {
                    HopelessLetters = _filled + 1;
                    return most + 1;
                }
            return Math.Abs(word.Length - typed.Length) > most ? most + 1 : _rows[word.Length][typed.Length];
        }

        /// <summary>How many first letters of the last word made it too different, whatever follows; 0 when they did not.</summary>
        public int HopelessLetters { get; private set; }

        /// <summary>Fills a row as far as it matters: beginnings whose lengths differ by more than the most allowed do not.</summary>
        /// <returns>The smallest distance in it.</returns>
        private int Fill(string word, int row)
        {
            var (above, now) = (_rows[row], _rows[row + 1]);
            var (first, last) = (Math.Max(1, row + 1 - most), Math.Min(typed.Length, row + 1 + most));
            var smallest = now[first - 1] = first == 1 ? row + 1 : Far;
            for (var i = first; i <= last; i++)
            {
                var distance = above[i - 1] + (typed[i - 1] == word[row] ? 0 : 1);
                distance = Math.Min(distance, Math.Min(i > row + most ? Far : above[i], now[i - 1]) + 1);
                if (i > 1 && row > 0 && typed[i - 1] == word[row - 1] && typed[i - 2] == word[row])
                    distance = Math.Min(distance, _rows[row - 1][i - 2] + 1);
                now[i] = distance;
                smallest = Math.Min(smallest, distance);
            }
            return smallest;
        }

        private static int[] First(int length) => [.. Enumerable.Range(0, length + 1)];
    }
}
