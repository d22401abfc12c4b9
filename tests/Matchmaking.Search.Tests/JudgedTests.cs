using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>The judged set as a whole; <c>-explicit only</c> prints what is wrong, worst first.</summary>
public sealed class JudgedTests
{
    [Fact(Explicit = true)]
    public void Print()
    {
        var set = new JudgedSet();
        var answers = set.Answers().ToList();
        foreach (var language in answers.GroupBy(answer => answer.Query.Language))
            Line(language.Key, language);
        foreach (var kind in answers.GroupBy(answer => answer.Query.Kind).OrderBy(kind => kind.Average(answer => answer.Hits)))
            Line(kind.Key, kind);
        foreach (var answer in answers.Where(answer => answer.Hits < 1 || answer.Gain < 0.85).OrderBy(answer => answer.Hits + answer.Gain))
        {
            var result = set.World.Ask(answer.Query.Query);
            var missing = answer
                .Query.Right.Where(right => right.Grade >= 2 && !answer.Found.Contains(right.Slug))
                .Select(right => $"{right.Slug}:{right.Grade}");
            var grades = answer.Query.Right.ToDictionary(right => right.Slug, right => right.Grade);
            Console.WriteLine(
                $"{answer.Query.Id} {answer.Query.Kind} <{answer.Query.Query}> hits {answer.Hits:0.00} ndcg {answer.Gain:0.00} total {result.Hits.Count}"
                    + $" [{string.Join("|", result.Question.Words)}] {result.DidYouMean} left out {string.Join(",", result.LeftOut)}"
            );
            Console.WriteLine("     missing " + string.Join(" ", missing));
            Console.WriteLine(
                "     found   "
                    + string.Join(
                        " ",
                        result
                            .Hits.Top(10)
                            .Select(hit =>
                                $"{set.World.Listings[hit.Id].Slug}:{grades.GetValueOrDefault(set.World.Listings[hit.Id].Slug)}:{hit.Score:0.00}"
                            )
                    )
            );
        }
    }

    private static void Line(string name, IEnumerable<Answer> answers) =>
        Console.WriteLine(
            $"{name, -20} {answers.Count(), 4} queries: hits@10 {answers.Average(answer => answer.Hits):0.000}, "
                + $"nDCG@10 {answers.Average(answer => answer.Gain):0.000}, nothing right {answers.Count(answer => answer.Hits == 0)}"
        );
}
