namespace Matchmaking.Benchmarks.Quality;

/// <summary>The ranks of the relevant among scored candidates. Ties are broken by seeded noise.</summary>
internal static class Ranking
{
    /// <summary>The rank, from 1, of each relevant candidate.</summary>
    /// <param name="scores">The score of each candidate.</param>
    /// <param name="relevant">Places of the relevant candidates in <paramref name="scores"/>.</param>
    /// <param name="seed">Another seed breaks ties otherwise.</param>
    public static int[] RanksOf(ReadOnlySpan<double> scores, IReadOnlyList<int> relevant, ulong seed)
    {
        var ranks = new int[relevant.Count];
        for (var one = 0; one < ranks.Length; one++)
        {
            var (score, noise, rank) = (scores[relevant[one]], Noise(seed, relevant[one]), 1);
            for (var other = 0; other < scores.Length; other++)
                if (scores[other] > score || (scores[other] == score && other != relevant[one] && Noise(seed, other) > noise))
                    rank++;
            ranks[one] = rank;
        }
        return ranks;
    }

    private static ulong Noise(ulong seed, int candidate)
    {
        var mixed = (seed + 1) * 0x9E3779B97F4A7C15 + (ulong)(candidate + 1) * 0xD1B54A32D192ED03;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
