using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

public sealed class CaseTests
{
    [Fact(Explicit = true)]
    public void Print()
    {
        foreach (var typed in File.ReadAllLines("queries.txt"))
        {
            var result = World.Demo.Ask(typed);
            var output = TestContext.Current.TestOutputHelper!;
            Console.WriteLine(
                $"{typed} => {result.Hits.Count} [{string.Join(",", result.Question.Words)}] {result.DidYouMean} -{string.Join(",", result.LeftOut)}"
            );
            foreach (var hit in result.Hits.Top(5))
                Console.WriteLine($"      {hit.Score:0.000} {World.Demo.Listings[hit.Id].Slug}");
        }
    }
}
