namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// How alike two deals are by their words, rare words counting more (tf–idf), and how alike a listing is to all an investor did (BM25).
/// </summary>
internal sealed class Likeness
{
    /// <summary>How many of the most similar deals are looked at.</summary>
    public const int Nearest = 300;

    private readonly DealHistory history;
    private readonly CodeTable words = new();
    private readonly double[] rarity;
    private readonly bool[] common;
    private readonly int[][] postings;
    private readonly float[][] weights;
    private readonly SparseRows profiles;
    private readonly float[] profileNorm;
    private readonly float[] profileLength;
    private readonly double meanLength;
    private readonly double[] profileRarity;

    public Likeness(DealHistory history)
    {
        this.history = history;
        var deals = history.Deals.Count;
        var wordsOf = new int[deals][];
        for (var deal = 0; deal < deals; deal++)
            wordsOf[deal] = [.. Words.Of(history.Deals[deal], history.FieldsOf[deal]).Select(words.Add).Order()];
        var found = new int[words.Count];
        foreach (var word in wordsOf.SelectMany(list => list))
            found[word]++;
        rarity = [.. found.Select(count => Math.Log((deals + 1) / (count + 0.5)))];
        common = [.. found.Select(count => 2 * count >= deals && deals > 10)];
        postings = [.. found.Select(count => new int[count])];
        weights = [.. found.Select(count => new float[count])];
        Array.Clear(found);
        for (var deal = 0; deal < deals; deal++)
        {
            var norm = Math.Sqrt(wordsOf[deal].Sum(word => rarity[word] * rarity[word]));
            foreach (var word in wordsOf[deal])
            {
                postings[word][found[word]] = deal;
                weights[word][found[word]++] = norm > 0 ? (float)(rarity[word] / norm) : 0;
            }
        }
        var entries = new List<(int, int, float)>();
        for (var investor = 0; investor < history.DealsOf.Length; investor++)
            foreach (var deal in history.DealsOf[investor])
            foreach (var word in wordsOf[deal])
                entries.Add((investor, word, 1));
        profiles = SparseRows.Of(history.DealsOf.Length, entries);
        (profileNorm, profileLength, profileRarity) = Profile();
        meanLength = profileLength.Length == 0 ? 1 : profileLength.Average();
    }

    /// <summary>The listing's words that some deal has, ascending.</summary>
    public int[] WordsOf(Listing listing, string[] fields) =>
        [.. Words.Of(listing, fields).Select(words.Find).Where(word => word >= 0).Order()];

    /// <summary>The most similar deals, the most similar first, with their cosine.</summary>
    public (int Deal, float Cosine)[] NearestTo(int[] listing)
    {
        var norm = Math.Sqrt(listing.Sum(word => rarity[word] * rarity[word]));
        var sums = new float[history.Deals.Count];
        foreach (var word in listing)
            if (!common[word])
            {
                var weight = norm > 0 ? (float)(rarity[word] / norm) : 0;
                var (list, theirs) = (postings[word], weights[word]);
                for (var at = 0; at < list.Length; at++)
                    sums[list[at]] += weight * theirs[at];
            }
        var best = new PriorityQueue<int, (float, int)>(Nearest + 1);
        for (var deal = 0; deal < sums.Length; deal++)
            if (sums[deal] > 0 && (best.Count < Nearest || best.TryPeek(out _, out var least) && (sums[deal], deal).CompareTo(least) > 0))
            {
                best.Enqueue(deal, (sums[deal], deal));
                if (best.Count > Nearest)
                    best.Dequeue();
            }
        var nearest = new (int Deal, float Cosine)[best.Count];
        for (var at = nearest.Length - 1; at >= 0; at--)
            nearest[at] = best.Dequeue() is var deal ? (deal, sums[deal]) : default;
        return nearest;
    }

    /// <summary>The listing against everything an investor did: cosine, 0 to 1, and BM25, 0 and more.</summary>
    public (double Cosine, double Bm25) Against(int investor, int[] listing)
    {
        double norm = 0,
            product = 0,
            bm25 = 0;
        var columns = profiles.Columns(investor);
        var values = profiles.Values(investor);
        var length = 1.2 * (1 - 0.6 + 0.6 * profileLength[investor] / meanLength);
        foreach (var word in listing)
        {
            norm += rarity[word] * rarity[word];
            var at = columns.BinarySearch(word);
            if (at < 0)
                continue;
            product += values[at] * rarity[word] * rarity[word];
            bm25 += profileRarity[word] * values[at] * 2.2 / (values[at] + length);
        }
        return (product == 0 ? 0 : product / Math.Sqrt(norm) / profileNorm[investor], bm25);
    }

    private (float[] Norm, float[] Length, double[] Rarity) Profile()
    {
        var norm = new float[history.DealsOf.Length];
        var length = new float[history.DealsOf.Length];
        var found = new int[words.Count];
        for (var investor = 0; investor < norm.Length; investor++)
        {
            var columns = profiles.Columns(investor);
            var values = profiles.Values(investor);
            double sum = 0;
            for (var at = 0; at < columns.Length; at++)
            {
                sum += values[at] * values[at] * rarity[columns[at]] * rarity[columns[at]];
                length[investor] += values[at];
                found[columns[at]]++;
            }
            norm[investor] = (float)Math.Sqrt(sum);
        }
        return (norm, length, [.. found.Select(count => Math.Log(1 + (norm.Length - count + 0.5) / (count + 0.5)))]);
    }
}
