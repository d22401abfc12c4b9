using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>All methods of both tasks, in the order in which they are printed: the plain ones, then ours.</summary>
internal sealed class MethodTable
{
    public const string Ours = "matchmaking";
    public const string Rules = "rule mandate (sector/sub/region/country/ticket/type)";
    public const string RulesWithPopularity = "rule mandate (pop ties)";

    public MethodTable(Protocol protocol, Novelty novelty)
    {
        var plain = new PlainMethods(protocol);
        var text = new TextMethods(protocol);
        var (rules, sector, knn, tfIdf, bm25) = (plain.Rules(), plain.SectorEquality(), text.ItemKnn(), text.TfIdf(), text.Bm25());
        var bayes = plain.NaiveBayes(PlainMethods.AllFields, prior: true, halfLife: 5);
        var bayesForListings = plain.NaiveBayes(PlainMethods.AllFields, prior: false, halfLife: 5);
        var ours = new OurMethod(
            protocol,
            novelty switch
            {
                Novelty.Target => Purpose.NewPartners,
                Novelty.Cell => Purpose.NewGround,
                _ => Purpose.AnyPartner,
            }
        );
        ForListings =
        [
            new("random", (_, _) => 0),
            new("popularity", (investor, _) => plain.Popularity(investor)),
            new("recent popularity (half-life 3y)", (investor, _) => plain.RecentPopularity(investor)),
            new("sector equality", sector),
            new("sector equality (pop ties)", (investor, listing) => sector(investor, listing) * 1000 + plain.Popularity(investor)),
            new(Rules, rules),
            new(RulesWithPopularity, (investor, listing) => rules(investor, listing) * 1000 + Math.Min(999, plain.Popularity(investor))),
            new("freq sector+country (NB)", plain.NaiveBayes(PlainMethods.SectorAndCountry, prior: false, halfLife: 0)),
            new("freq sector+country (NB, prior)", plain.NaiveBayes(PlainMethods.SectorAndCountry, prior: true, halfLife: 0)),
            new("NB all fields + prior + recency", bayes),
            new("TF-IDF cosine", tfIdf),
            new("BM25", bm25),
            new("item-kNN (k=50)", knn),
            new("hybrid NB+kNN", (investor, listing) => bayes(investor, listing) + Math.Log(1e-3 + knn(investor, listing))),
            new(Ours, ours.ScoreInvestor),
        ];
        ForInvestors =
        [
            new("random", (_, _) => 0),
            new("popularity of sector x country", plain.CellPopularity()),
            new("sector equality", sector),
            new(Rules, rules),
            new("freq sector+country (NB)", plain.NaiveBayes(PlainMethods.SectorAndCountry, prior: false, halfLife: 0)),
            new("NB all fields + recency", bayesForListings),
            new("TF-IDF cosine", tfIdf),
            new("BM25", bm25),
            new("item-kNN (k=50)", knn),
            new("hybrid NB+TF-IDF", (investor, listing) => bayesForListings(investor, listing) + 3 * tfIdf(investor, listing)),
            new(Ours, ours.ScoreListing),
        ];
        if (novelty == Novelty.All)
            return;
        // Ours was told that only new pairs count; what it does without being told stands beside it.
        var untold = new OurMethod(protocol, Purpose.AnyPartner);
        ForListings.Add(new($"{Ours}, any purpose", untold.ScoreInvestor));
        ForInvestors.Add(new($"{Ours}, any purpose", untold.ScoreListing));
    }

    /// <summary>Task A.</summary>
    public List<Method> ForListings { get; }

    /// <summary>Task B.</summary>
    public List<Method> ForInvestors { get; }
}
