using System.Globalization;
using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>What an index must answer, by holding each against each.</summary>
internal static class Reference
{
    public static void Agrees(
        MandateIndex index,
        IReadOnlyDictionary<Guid, MandateCriteria> mandates,
        OpportunityFacts opportunity,
        int best
    )
    {
        var answer = index.Find(opportunity, best);
        Agrees(
            mandates.Select(pair => (pair.Key, Matcher.Assess(pair.Value, opportunity))),
            best,
            index.Count,
            index.Matching(opportunity),
            answer.Matches,
            answer.Best,
            answer.Failed
        );
    }

    public static void Agrees(
        OpportunityIndex index,
        IReadOnlyDictionary<Guid, OpportunityFacts> opportunities,
        MandateCriteria mandate,
        int best
    )
    {
        var answer = index.Find(mandate, best);
        Agrees(
            opportunities.Select(pair => (pair.Key, Matcher.Assess(mandate, pair.Value))),
            best,
            index.Count,
            index.Matching(mandate),
            answer.Matches,
            answer.Best,
            answer.Failed
        );
    }

    private static void Agrees(
        IEnumerable<(Guid Id, Assessment Assessment)> pairs,
        int best,
        int count,
        IReadOnlyList<Guid> matching,
        int matches,
        IReadOnlyList<(Guid, Assessment)> found,
        IReadOnlyDictionary<Condition, int> failed
    )
    {
        var all = pairs.ToList();
        var expected = all.Where(pair => pair.Assessment.IsMatch).ToList();

        Assert.Equal(all.Count, count);
        Assert.Equal(expected.Select(pair => pair.Id).Order(), matching.Order());
        Assert.Equal(expected.Count, matches);
        Assert.Equal(
            expected.OrderByDescending(pair => pair.Assessment.Score).ThenBy(pair => pair.Id).Take(best).Select(Written),
            found.Select(Written)
        );
        Assert.Equal(
            all.SelectMany(pair => pair.Assessment.Reasons)
                .Where(reason => reason.Fit == Fit.Missed)
                .CountBy(reason => reason.Condition)
                .OrderBy(pair => pair.Key),
            failed.OrderBy(pair => pair.Key)
        );
    }

    private static string Written((Guid Id, Assessment Assessment) pair) =>
        string.Create(CultureInfo.InvariantCulture, $"{pair.Id} {pair.Assessment.Score}: ")
        + string.Join(
            ", ",
            pair.Assessment.Reasons.Select(reason =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reason.Condition} {reason.Fit} {reason.Points}/{reason.Of} {string.Join(' ', reason.Values)}"
                )
            )
        );
}
