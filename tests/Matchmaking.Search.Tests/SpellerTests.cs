using FsCheck.Xunit;

namespace Matchmaking.Search.Tests;

/// <summary>Words that differ by few letters.</summary>
public sealed class SpellerTests
{
    [Theory]
    [InlineData("battry", "battery", 1)]
    [InlineData("batetry", "battery", 1)]
    [InlineData("battery", "battery", 0)]
    [InlineData("baterry", "battery", 2)]
    [InlineData("sumgayt", "sumgayit", 1)]
    public void The_distance_is(string one, string other, int distance) => Assert.Equal(distance, EditDistance.Between(one, other, 2));

    [Property(MaxTest = 300)]
    public void The_walk_over_sorted_words_finds_what_comparing_with_each_finds(int seed)
    {
        var random = new Random(seed);
        var words = new SortedWords();
        // More than fit into the unsorted tail.
        var keys = Enumerable.Range(0, 700).Select(_ => Word(random)).Distinct().ToArray();
        foreach (var (key, id) in keys.Select((key, id) => (key, id)))
            words.Add(new(key, id));
        var typed = Word(random);

        var found = EditDistance.Within(words.Current, typed, 2).Select(near => (near.Word.Key, near.Distance)).Order();
        Assert.True(words.Current.Sorted.Length > 0);
        Assert.Equal(keys.Select(key => (key, Distance(key, typed))).Where(near => near.Item2 <= 2).Order(), found);
    }

    private static string Word(Random random) => string.Concat(random.GetItems("abct".ToCharArray(), random.Next(1, 9)));

    /// <summary>The plain table: insertion, deletion, substitution, exchange of neighbours.</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        for (var j = 0; j <= other.Length; j++)
        {
            if (i == 0 || j == 0)
            {
                table[i, j] = i + j;
                continue;
            }
            var best = Math.Min(table[i - 1, j], table[i, j - 1]) + 1;
            best = Math.Min(best, table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                best = Math.Min(best, table[i - 2, j - 2] + 1);
            table[i, j] = best;
        }
        return table[one.Length, other.Length];
    }
}
