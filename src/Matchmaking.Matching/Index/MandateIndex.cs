namespace Matchmaking.Matching.Index;

/// <summary>The answer of an index to one opportunity.</summary>
/// <param name="Matches">How many mandates match.</param>
/// <param name="Best">The best of them by declared score, then by id; at most as many as were asked for.</param>
/// <param name="Failed">By condition: how many mandates fail it, whatever else they fail.</param>
public sealed record MandateAnswer(int Matches, IReadOnlyList<(Guid Mandate, Assessment Assessment)> Best, IReadOnlyDictionary<Condition, int> Failed);

/// <summary>All mandates in memory, to be asked which of them match an opportunity. Safe for many readers and one writer at a time.</summary>
public sealed class MandateIndex
{
    private readonly Dictionary<Guid, MandateCriteria> _mandates = [];
    private readonly Lock _lock = new();

    /// <summary>How many mandates it holds.</summary>
    public int Count { get { lock (_lock) return _mandates.Count; } }

    /// <summary>Adds a mandate, or replaces what it asked for.</summary>
    public void Set(Guid mandate, MandateCriteria criteria)
    {
        lock (_lock)
            _mandates[mandate] = criteria;
    }

    /// <summary>Forgets a mandate. False when it was not there.</summary>
    public bool Remove(Guid mandate)
    {
        lock (_lock)
            return _mandates.Remove(mandate);
    }

    /// <summary>The ids of all mandates that match, in no particular order.</summary>
    public IReadOnlyList<Guid> Matching(OpportunityFacts opportunity)
    {
        lock (_lock)
            return [.. _mandates.Where(pair => Matcher.Assess(pair.Value, opportunity).IsMatch).Select(pair => pair.Key)];
    }

    /// <summary>How many mandates match, the best of them with their reasons, and which conditions the rest fail.</summary>
    public MandateAnswer Find(OpportunityFacts opportunity, int best)
    {
        lock (_lock)
        {
            var all = _mandates.Select(pair => (Mandate: pair.Key, Assessment: Matcher.Assess(pair.Value, opportunity))).ToList();
            var matches = all.Where(pair => pair.Assessment.IsMatch).ToList();
            var failed = all.SelectMany(pair => pair.Assessment.Reasons).Where(reason => reason.Fit == Fit.Missed)
                .CountBy(reason => reason.Condition).ToDictionary();
            return new(matches.Count, [.. matches.OrderByDescending(pair => pair.Assessment.Score).ThenBy(pair => pair.Mandate).Take(best)], failed);
        }
    }
}
