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
        MandateCriteria cheap = new()
        {
            Sectors = [new("auto.trucks")],
            Ticket = new(1, 40),
            ExcludedWords = ["军工"],
        };
        MandateCriteria dear = new()
        {
            Places = [Places.Khizi],
            DealTypes = ["JV"],
            Ticket = new(30, 40_000.001m),
        };
        int[] scores = [Matcher.Assess(cheap, Cases.BusPlant).Score, Matcher.Assess(dear, Cases.BusPlant).Score];
        var index = new MandateIndex();
        Guid[] ids = [.. Enumerable.Range(0, 300).Select(_ => Guid.NewGuid())];
        foreach (var id in ids)
            index.Set(id, cheap);
        using var both = new Overlap(writers: 2, readers: 2);
        var writers = Enumerable
            .Range(0, 2)
            .Select(half =>
                Task.Run(() => both.Write(change => index.Set(ids[(half * 100) + (change % 100)], change / 100 % 2 == 0 ? dear : cheap)))
            )
            .ToArray();

        var mixed = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        var seen = new HashSet<int>();
                        both.Read(() =>
                        {
                            var answer = index.Find(Cases.BusPlant, 1_000);
                            Assert.Equal(ids.Length, answer.Matches);
                            Assert.Equal(ids.Order(), answer.Best.Select(pair => pair.Mandate).Order());
                            Assert.Empty(answer.Failed);
                            seen.UnionWith(answer.Best.Select(pair => pair.Assessment.Score));
                            Assert.Equal(ids.Length, index.Matching(Cases.BusPlant).Distinct().Count());
                        });
                        return seen;
                    })
                )
        );

        await Task.WhenAll(writers);
        Assert.All(mixed, seen => Assert.Subset(scores.ToHashSet(), seen));
    }

    [Fact]
    public async Task Mandates_that_come_and_go_are_counted_wholly_or_not_at_all()
    {
        var index = new MandateIndex();
        Guid[] staying = [.. Enumerable.Range(0, 50).Select(_ => Guid.NewGuid())];
        foreach (var id in staying)
            index.Set(id, Cases.BusMaker);
        using var both = new Overlap(writers: 1, readers: 1);
        var writer = Task.Run(() =>
            both.Write(_ =>
            {
                var id = Guid.NewGuid();
                index.Set(id, Cases.BusMaker with { Sectors = [new("food")], ExcludedWords = ["客车"] });
                Assert.True(index.Remove(id));
            })
        );

        both.Read(() =>
        {
            var answer = index.Find(Cases.BusPlant, 100);
            Assert.Equal(staying.Length, answer.Matches);
            // One that fails does so for both reasons at once.
            Assert.Equal(answer.Failed.GetValueOrDefault(Condition.Sector), answer.Failed.GetValueOrDefault(Condition.ExcludedWord));
            Assert.InRange(answer.Failed.GetValueOrDefault(Condition.Sector), 0, 1);
        });
        await writer;
        Assert.Equal(staying.Length, index.Count);
    }

    /// <summary>
    /// Lets readers and writers work at the same time until each has done enough: who is done first goes on for as long as another is not.
    /// So it ends by what was done, on a slow machine later than on a fast one.
    /// </summary>
    private sealed class Overlap(int writers, int readers) : IDisposable
    {
        private const int Enough = 200;
        private readonly CountdownEvent _unfinished = new(writers + readers);
        private volatile bool _failed;

        /// <param name="write">Gets the number of the change, from 0.</param>
        public void Write(Action<int> write) => Do(write);

        public void Read(Action read) => Do(_ => read());

        public void Dispose() => _unfinished.Dispose();

        private void Do(Action<int> work)
        {
            try
            {
                for (var done = 0; !_failed && !_unfinished.IsSet; done++)
                {
                    work(done);
                    if (done + 1 == Enough)
                        _unfinished.Signal();
                }
            }
            catch
            {
                // The others need not wait for one that has failed.
                _failed = true;
                throw;
            }
        }
    }
}
