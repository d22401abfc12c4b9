using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>Readers beside writers.</summary>
public sealed class ConcurrencyTests
{
    /// <summary>
    /// Each mandate alternates between two kinds of wishes. The opportunity matches either kind, with different scores, and no mixture of
    /// them; a third of the mandates never changes. So a mandate that is seen between two states is missing, or has a third score.
    /// </summary>
    [Fact]
    public async Task A_reader_sees_every_mandate_before_a_change_or_after_it()
    {
        MandateCriteria cheap = new() { Sectors = [new("auto.trucks")], Ticket = new(1, 40), ExcludedWords = ["军工"] };
        MandateCriteria dear = new() { Places = [Places.Khizi], DealTypes = ["JV"], Ticket = new(30, 40_000.001m) };
        int[] scores = [Matcher.Assess(cheap, Cases.BusPlant).Score, Matcher.Assess(dear, Cases.BusPlant).Score];
        var index = new MandateIndex();
        Guid[] ids = [.. Enumerable.Range(0, 300).Select(_ => Guid.NewGuid())];
        foreach (var id in ids)
            index.Set(id, cheap);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var writers = Enumerable.Range(0, 2).Select(half => Task.Run(() =>
        {
            var changes = 0;
            for (; !enough.IsCancellationRequested; changes++)
                index.Set(ids[(half * 100) + (changes % 100)], changes / 100 % 2 == 0 ? dear : cheap);
            return changes;
        })).ToArray();

        var mixed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var seen = new HashSet<int>();
            while (!enough.IsCancellationRequested)
            {
                var answer = index.Find(Cases.BusPlant, 1_000);
                Assert.Equal(ids.Length, answer.Matches);
                Assert.Equal(ids.Order(), answer.Best.Select(pair => pair.Mandate).Order());
                Assert.Empty(answer.Failed);
                seen.UnionWith(answer.Best.Select(pair => pair.Assessment.Score));
                Assert.Equal(ids.Length, index.Matching(Cases.BusPlant).Distinct().Count());
            }
            return seen;
        })));

        Assert.All(mixed, seen => Assert.Subset(scores.ToHashSet(), seen));
        Assert.All(await Task.WhenAll(writers), changes => Assert.InRange(changes, 200, int.MaxValue));
    }

    [Fact]
    public async Task Mandates_that_come_and_go_are_counted_wholly_or_not_at_all()
    {
        var index = new MandateIndex();
        Guid[] staying = [.. Enumerable.Range(0, 50).Select(_ => Guid.NewGuid())];
        foreach (var id in staying)
            index.Set(id, Cases.BusMaker);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var writer = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                var id = Guid.NewGuid();
                index.Set(id, Cases.BusMaker with { Sectors = [new("food")], ExcludedWords = ["客车"] });
                Assert.True(index.Remove(id));
            }
        });

        while (!enough.IsCancellationRequested)
        {
            var answer = index.Find(Cases.BusPlant, 100);
            Assert.Equal(staying.Length, answer.Matches);
            // One that fails does so for both reasons at once.
            Assert.Equal(answer.Failed.GetValueOrDefault(Condition.Sector), answer.Failed.GetValueOrDefault(Condition.ExcludedWord));
            Assert.InRange(answer.Failed.GetValueOrDefault(Condition.Sector), 0, 1);
        }
        await writer;
        Assert.Equal(staying.Length, index.Count);
    }
}
