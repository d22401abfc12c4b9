using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>
/// The judged set as a whole. <c>-explicit only -class "*JudgedTests"</c> prints its figures by language and kind, and what is wrong, worst
/// first; and the figures alone of the queries that are held back, so that nobody tunes by them.
/// </summary>
public sealed class JudgedTests
{
    private static readonly Lazy<JudgedSet> Set = new(() => new());
    private static readonly Lazy<JudgedSet> Fresh = new(() => new("queries-fresh.json"));
    private static readonly Lazy<JudgedSet> Reported = new(() => new("queries-reported.json"));
    private static readonly Lazy<JudgedSet> HeldBack = new(() => new("queries-held-back.json"));

    [Theory]
    [InlineData("zh")]
    [InlineData("az")]
    [InlineData("en")]
    public void Each_language_is_answered_well(string language) => AnsweredWell(Set.Value, language);

    [Theory]
    [InlineData("zh")]
    [InlineData("az")]
    [InlineData("en")]
    public void Each_language_is_answered_well_in_words_that_nobody_tuned_by(string language) => AnsweredWell(HeldBack.Value, language);

    private static void AnsweredWell(JudgedSet set, string language)
    {
        var answers = set.Answers().Where(answer => answer.Query.Language == language).ToList();

        Assert.True(answers.Count >= 130);
        Assert.InRange(answers.Average(answer => answer.Hits), 0.97, 1);
        Assert.InRange(answers.Average(answer => answer.Gain), 0.92, 1);
        Assert.Empty(answers.Where(answer => answer.Hits == 0).Select(answer => answer.Query.Query));
    }

    [Fact(Explicit = true)]
    public void Print()
    {
        var answers = Set.Value.Answers().ToList();
        foreach (var language in answers.GroupBy(answer => answer.Query.Language))
            Line(language.Key, language);
        foreach (var kind in answers.GroupBy(answer => answer.Query.Kind).OrderBy(kind => kind.Average(answer => answer.Hits)))
            Line(kind.Key, kind);
        foreach (var answer in answers.Where(answer => answer.Hits < 1 || answer.Gain < 0.85).OrderBy(answer => answer.Hits + answer.Gain))
            Explain(answer, Set.Value);
    }

    [Theory]
    [InlineData("zh", 0.9)]
    [InlineData("az", 0.97)]
    [InlineData("en", 0.97)]
    public void What_an_investment_manager_types_is_answered(string language, double hits) =>
        Assert.InRange(Fresh.Value.Answers().Where(answer => answer.Query.Language == language).Average(answer => answer.Hits), hits, 1);

    [Fact(Explicit = true)]
    public void Print_the_figures_of_what_is_held_back()
    {
        var answers = HeldBack.Value.Answers().ToList();
        foreach (var language in answers.GroupBy(answer => answer.Query.Language))
            Line("held back, " + language.Key, language);
        foreach (var language in Fresh.Value.Answers().GroupBy(answer => answer.Query.Language))
            Line("fresh, " + language.Key, language);
        foreach (var language in Reported.Value.Answers().GroupBy(answer => answer.Query.Language))
            Line("reported, " + language.Key, language);
    }

    [Fact(Explicit = true)]
    public void Print_what_was_reported()
    {
        foreach (var answer in Reported.Value.Answers().Where(answer => answer.Hits < 1 || answer.Gain < 0.85))
            Explain(answer, Reported.Value);
    }

    private static void Explain(Answer answer, JudgedSet set)
    {
        var (query, result) = (answer.Query, set.World.Ask(answer.Query.Query));
        var grades = query.Right.ToDictionary(right => right.Slug, right => right.Grade);
        var missing = query.Right.Where(right => right.Grade >= 2 && !answer.Found.Contains(right.Slug));
        var found = result.Hits.Top(10).Select(hit => (set.World.Listings[hit.Id].Slug, hit.Score));
        Console.WriteLine($"{query.Id} {query.Kind} <{query.Query}> hits {answer.Hits:0.00} ndcg {answer.Gain:0.00}");
        Console.WriteLine(
            $"     read    {string.Join('|', result.Question.Words)} {result.DidYouMean} -{string.Join(',', result.LeftOut)}"
        );
        Console.WriteLine($"     missing {string.Join(' ', missing.Select(right => $"{right.Slug}:{right.Grade}"))}");
        Console.WriteLine(
            $"     found   {string.Join(' ', found.Select(hit => $"{hit.Slug}:{grades.GetValueOrDefault(hit.Slug)}:{hit.Score:0.00}"))}"
        );
    }

    private static void Line(string name, IEnumerable<Answer> answers) =>
        Console.WriteLine(
            $"{name, -20} {answers.Count(), 4} queries: hits@10 {answers.Average(answer => answer.Hits):0.000}, "
                + $"nDCG@10 {answers.Average(answer => answer.Gain):0.000}, nothing right {answers.Count(answer => answer.Hits == 0)}"
        );
}
