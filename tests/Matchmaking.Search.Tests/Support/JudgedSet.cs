namespace Matchmaking.Search.Tests.Support;

/// <summary>A listing that is right for a query: 3 what the searcher wants, 2 clearly relevant, 1 acceptable.</summary>
internal sealed record Judgment(string Slug, int Grade);

/// <summary>A query with the listings that are right for it, judged by people before anything was tuned.</summary>
internal sealed record JudgedQuery(string Id, string Language, string Kind, string Query, Judgment[] Right);

/// <summary>How well a query was answered.</summary>
/// <param name="Hits">Right ones among the first ten, of those that could be there.</param>
/// <param name="Gain">Normalised discounted cumulative gain of the first ten.</param>
internal sealed record Answer(JudgedQuery Query, double Hits, double Gain, string[] Found);

/// <summary>The judged queries over the demo listings and those written to lead a poor search astray.</summary>
internal sealed class JudgedSet(string queries = "queries.json")
{
    private const int First = 10;

    public World World { get; } = World.With(ReferenceLists.ReadFile<Listing[]>(PathOf("distractors.json")));

    public JudgedQuery[] Queries { get; } = ReferenceLists.ReadFile<JudgedQuery[]>(PathOf(queries));

    public IEnumerable<Answer> Answers() => Queries.Select(Answer);

    private Answer Answer(JudgedQuery query)
    {
        var found = World.Best(query.Query, First);
        var grades = query.Right.ToDictionary(right => right.Slug, right => right.Grade);
        var right = query.Right.Count(judged => judged.Grade >= 2);
        var hits = found.Count(slug => grades.GetValueOrDefault(slug) >= 2);
        var best = Gain(query.Right.Select(judged => judged.Grade).OrderDescending().Take(First));
        return new(
            query,
            right == 0 ? 1 : hits / (double)Math.Min(First, right),
            best == 0 ? 1 : Gain(found.Select(slug => grades.GetValueOrDefault(slug))) / best,
            found
        );
    }

    private static double Gain(IEnumerable<int> grades) =>
        grades.Select((grade, rank) => (Math.Pow(2, grade) - 1) / Math.Log2(rank + 2)).Sum();

    private static string PathOf(string file) => Repository.PathOf("tests", "Matchmaking.Benchmarks", "Search", file);
}
