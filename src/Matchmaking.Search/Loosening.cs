namespace Matchmaking.Search;

/// <summary>
/// Which listings answer a question: those that have all its words; where they are few, after them those that lack the least.
/// </summary>
internal static class Loosening
{
    /// <summary>So many listings with all words are enough.</summary>
    private const int Enough = 10;

    /// <summary>
    /// Of two loosenings the one that keeps the thing rather than the place is nearer; where both are near, both are shown.
    /// </summary>
    private const float OfPlaces = 0.8f;

    /// <summary>Of Chinese words in one, what they only narrow is given up before what they say it is.</summary>
    private const float OfModifier = 0.5f;

    /// <summary>A word that the vocabulary does not know is rare by chance more often than by meaning.</summary>
    private const float OfUnknown = 0.6f;

    /// <summary>How near to the best loosening another one has to be.</summary>
    private const float Near = 0.7f;

    /// <summary>The share of the words, by importance, that a listing has to have at least.</summary>
    private const float Least = 0.4f;

    /// <summary>What the score of a listing is worth that lacks words.</summary>
    private const float OfLoosened = 0.8f;

    /// <summary>Chooses among the listings that have any word.</summary>
    /// <param name="snapshot">Of the listings.</param>
    /// <param name="total">Their scores.</param>
    /// <param name="met">The bits of the required clauses that they have; 0 for an excluded listing.</param>
    /// <param name="clauses">Of the question.</param>
    /// <param name="importance">Of each clause.</param>
    public static (SearchHits Hits, string[] LeftOut) Choose(
        Snapshot snapshot,
        Column total,
        uint[] met,
        IReadOnlyList<Clause> clauses,
        float[] importance
    )
    {
        var all = 0u;
        for (var i = 0; i < clauses.Count; i++)
            all |= clauses[i].IsOptional ? 0 : 1u << i;
        var withAll = 0;
        foreach (var ordinal in total.Touched)
            withAll += met[ordinal] == all ? 1 : 0;
        // What has a broader word instead of the typed one lacks it.
        var isBroadened = clauses.Any(clause => clause.IsBroadened);
        var kept = new HashSet<uint>();
        var lacking = 0u;
        if (withAll < Enough)
            foreach (var some in Nearest(total, met, all, clauses, importance, withAll == 0))
            {
                kept.Add(some);
                lacking |= all & ~some;
            }
        var whole = importance.Sum();
        var count = withAll;
        if (kept.Count > 0)
            foreach (var ordinal in total.Touched)
                count += met[ordinal] != all && kept.Contains(met[ordinal]) ? 1 : 0;
        // Those with all words stand before the others.
        var (ordinals, scores, at, next) = (new Chunks<int>(count), new Chunks<float>(count), 0, withAll);
        foreach (var ordinal in total.Touched)
            if (met[ordinal] == all)
                (ordinals[at], scores[at++]) = (ordinal, total[ordinal] / whole * (isBroadened ? OfLoosened : 1));
            else if (kept.Count > 0 && kept.Contains(met[ordinal]))
                (ordinals[next], scores[next++]) = (ordinal, total[ordinal] / whole * OfLoosened);
        string[] leftOut =
        [
            .. clauses
                .Where((clause, i) => count > 0 && !clause.IsCorrected && (clause.IsBroadened || (lacking & 1u << i) != 0))
                .Select(clause => clause.Typed),
        ];
        return (new(snapshot, ordinals, scores, isBroadened ? 0 : withAll), leftOut);
    }

    /// <summary>The sets of words that come nearest to all of them.</summary>
    private static IEnumerable<uint> Nearest(
        Column total,
        uint[] met,
        uint all,
        IReadOnlyList<Clause> clauses,
        float[] importance,
        bool isNothingElse
    )
    {
        var sets = new HashSet<uint>();
        foreach (var ordinal in total.Touched)
            if (met[ordinal] != 0 && met[ordinal] != all)
                sets.Add(met[ordinal]);
        if (sets.Count == 0)
            return [];
        var weights = sets.Order().Select(some => (Set: some, Weight: WeightOf(some, clauses, importance))).ToList();
        var least = Math.Max(weights.Max(set => set.Weight) * Near, isNothingElse ? 0 : WeightOf(all, clauses, importance) * Least);
        return weights.Where(set => set.Weight >= least).Select(set => set.Set);
    }

    private static float ShareOf(Clause clause) =>
        clause.IsModifier ? OfModifier
        : clause.IsPlace ? OfPlaces
        : clause.IsUnderstood ? 1
        : OfUnknown;

    private static float WeightOf(uint some, IReadOnlyList<Clause> clauses, float[] importance)
    {
        var sum = 0f;
        for (var i = 0; i < clauses.Count; i++)
            if ((some & 1u << i) != 0)
                sum += importance[i] * ShareOf(clauses[i]);
        return sum;
    }
}
