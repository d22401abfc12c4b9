using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>Prints what a question finds and why: <c>ASK="battery storage" dotnet run … -explicit only -class "*AskTests"</c>.</summary>
public sealed class AskTests
{
    [Fact(Explicit = true)]
    public void Print()
    {
        foreach (var typed in (Environment.GetEnvironmentVariable("ASK") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = World.Demo.Ask(typed);
            Console.WriteLine(
                $"{typed}: {result.Hits.Count} [{string.Join('|', result.Question.Words)}] {result.DidYouMean}"
                    + $" {string.Join(',', result.LeftOut)}"
            );
            foreach (var hit in result.Hits.Top(8))
            {
                Console.WriteLine($"  {hit.Score:0.000} {World.Demo.Listings[hit.Id].Slug}");
                foreach (var reason in World.Demo.Engine.ReasonsOf(World.Demo.Index, result.Question, hit.Id))
                    Console.WriteLine($"        {reason.Typed}: {reason.Kind} {reason.Found} {reason.Weight:0.00}");
            }
        }
    }
}
