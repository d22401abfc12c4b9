using System.Text.RegularExpressions;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>The methods that compare words: TF–IDF, BM25 and the most similar deals (item-kNN).</summary>
internal sealed partial class TextMethods
{
    private static readonly HashSet<string> Stop = new(StringComparer.Ordinal) { "the", "of", "and", "for", "in", "to", "a" };

    private readonly Protocol protocol;
    private readonly Dictionary<string, int> found;
    private readonly Dictionary<Deal, string[]> words = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Deal, Dictionary<string, double>> vectors = new(ReferenceEqualityComparer.Instance);

    public TextMethods(Protocol protocol)
    {
        this.protocol = protocol;
        foreach (var deal in protocol.Train.Concat(protocol.Test))
            words.Add(deal, WordsOf(deal));
        found = protocol
            .Train.SelectMany(deal => words[deal].Distinct(StringComparer.Ordinal))
            .CountBy(word => word, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (deal, list) in words)
            vectors.Add(deal, Normal(list.Distinct(StringComparer.Ordinal).ToDictionary(word => word, Rarity, StringComparer.Ordinal)));
    }

    public Func<int, int, double> TfIdf()
    {
        var profiles = protocol
            .DealsOf.Select(deals =>
                Normal(
                    deals
                        .SelectMany(deal => vectors[deal])
                        .AggregateBy(word => word.Key, 0.0, (sum, word) => sum + word.Value, StringComparer.Ordinal)
                        .ToDictionary(StringComparer.Ordinal)
                )
            )
            .ToArray();
        return (investor, listing) =>
            vectors[protocol.Test[listing]].Sum(word => word.Value * profiles[investor].GetValueOrDefault(word.Key));
    }

    public Func<int, int, double> Bm25()
    {
        const double k = 1.2,
            b = 0.6;
        var profiles = protocol
            .DealsOf.Select(deals =>
                deals.SelectMany(deal => words[deal]).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)
            )
            .ToArray();
        var lengths = profiles.Select(profile => (double)profile.Values.Sum()).ToArray();
        var mean = lengths.Average();
        var holders = profiles
            .SelectMany(profile => profile.Keys)
            .CountBy(word => word, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return (investor, listing) =>
        {
            double score = 0;
            foreach (var word in vectors[protocol.Test[listing]].Keys)
                if (profiles[investor].TryGetValue(word, out var often))
                    score +=
                        Math.Log(1 + (profiles.Length - holders[word] + 0.5) / (holders[word] + 0.5))
                        * often
                        * (k + 1)
                        / (often + k * (1 - b + b * lengths[investor] / mean));
            return score;
        };
    }

    /// <summary>Votes of the fifty most similar deals, halved every six years.</summary>
    public Func<int, int, double> ItemKnn()
    {
        var postings = protocol
            .Train.SelectMany((deal, place) => vectors[deal].Select(word => (word.Key, (place, word.Value))))
            .GroupBy(word => word.Key, word => word.Item2, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var numbers = protocol
            .Names.Select((name, number) => (name, number))
            .ToDictionary(one => one.name, one => one.number, StringComparer.Ordinal);
        var known = new Dictionary<int, Dictionary<int, double>>();
        return (investor, listing) =>
        {
            if (!known.TryGetValue(listing, out var votes))
                known.Add(listing, votes = Votes(listing, postings, numbers));
            return votes.GetValueOrDefault(investor);
        };
    }

    private Dictionary<int, double> Votes(
        int listing,
        Dictionary<string, (int Place, double Weight)[]> postings,
        Dictionary<string, int> numbers
    )
    {
        var sums = new Dictionary<int, double>();
        foreach (var (word, weight) in vectors[protocol.Test[listing]])
            if (postings.TryGetValue(word, out var list) && found[word] < protocol.Train.Count * 0.5)
                foreach (var (place, theirs) in list)
                    sums[place] = sums.GetValueOrDefault(place) + weight * theirs;
        var votes = new Dictionary<int, double>();
        foreach (var (place, cosine) in sums.OrderByDescending(sum => sum.Value).Take(50))
        foreach (var name in protocol.Train[place].Investors)
            votes[numbers[name]] =
                votes.GetValueOrDefault(numbers[name]) + cosine * Math.Pow(0.5, (protocol.Split - 1 - protocol.Train[place].Year) / 6.0);
        return votes;
    }

    private double Rarity(string word) => Math.Log((protocol.Train.Count + 1) / (found.GetValueOrDefault(word) + 0.5));

    private static Dictionary<string, double> Normal(Dictionary<string, double> vector)
    {
        var norm = Math.Sqrt(vector.Values.Sum(value => value * value));
        return norm == 0 ? vector : vector.ToDictionary(word => word.Key, word => word.Value / norm, StringComparer.Ordinal);
    }

    private static string[] WordsOf(Deal deal) =>
        [
            .. Word()
                .Matches(string.Join(' ', deal.Title, deal.Sector, deal.Subsector, deal.Country, deal.Region, deal.Type).ToLowerInvariant())
                .Select(match => match.Value)
                .Where(word => !Stop.Contains(word)),
        ];

    [GeneratedRegex("[a-z0-9]{2,}")]
    private static partial Regex Word();
}
