namespace Matchmaking.Search;

/// <summary>
/// Answers questions: all words together first, else the nearest loosening; misspelt words corrected. It keeps nothing, so that any
/// number of threads may ask at once.
/// </summary>
public sealed class SearchEngine(Vocabulary vocabulary)
{
    /// <summary>Among so many of the best, words that stand together are looked for.</summary>
    private const int MostLookedInto = 200;

    /// <summary>A weaker mention does not exclude: the word only belongs to the listing's sector.</summary>
    private const float Mentioned = 0.13f;

    /// <summary>Of two loosenings the one that keeps the thing rather than the place is nearer.</summary>
    private const float OfPlaces = 0.6f;

    /// <summary>The listings that a question finds. An empty question finds none.</summary>
    public SearchResult Find(SearchIndex index, SearchQuestion question)
    {
        var snapshot = index.Current;
        if (question.IsEmpty)
            return new(new(snapshot, [], []), question, [], []);
        var corrections = new List<Correction>();
        var scorer = new ClauseScorer(snapshot);
        var columns = new List<(Clause Clause, Column Column)>();
        try
        {
            var speller = new Speller(snapshot, vocabulary);
            foreach (var clause in question.Clauses)
            foreach (var read in Readings(clause, scorer, speller, snapshot, corrections))
                columns.Add(read);
            var effective = question.With(columns.ConvertAll(column => column.Clause));
            var (hits, leftOut) = Combine(snapshot, columns, scorer, question.ExcludedClauses);
            LookInto(snapshot, hits, effective);
            return new(hits, effective, corrections, leftOut);
        }
        finally
        {
            columns.ForEach(column => column.Column.Dispose());
        }
    }

    /// <summary>The clause as typed, or what it is read as when no listing has it.</summary>
    private static IEnumerable<(Clause, Column)> Readings(
        Clause clause,
        ClauseScorer scorer,
        Speller speller,
        Snapshot snapshot,
        List<Correction> corrections
    )
    {
        var column = scorer.Score(clause);
        if (clause.IsOptional || clause.IsPhrase || HasLiving(snapshot, column) || speller.Correct(clause) is not { } corrected)
        {
            yield return (clause, column);
            yield break;
        }
        column.Dispose();
        if (corrected.Word is not null)
            corrections.Add(new(clause.Typed, corrected.Word));
        foreach (var read in corrected.Clauses)
            yield return (read, scorer.Score(read));
    }

    private static bool HasLiving(Snapshot snapshot, Column column)
    {
        foreach (var ordinal in column.Touched)
            if (snapshot.IsAlive(ordinal))
                return true;
        return false;
    }

    private static (SearchHits Hits, string[] LeftOut) Combine(
        Snapshot snapshot,
        List<(Clause Clause, Column Column)> columns,
        ClauseScorer scorer,
        IReadOnlyList<Clause> excluded
    )
    {
        using var total = Column.Rent(snapshot.Count);
        var met = new uint[snapshot.Count];
        var importance = new float[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            var (clause, column) = columns[i];
            var bit = clause.IsOptional ? 0 : 1u << i;
            column.Keep(snapshot.IsAlive);
            importance[i] = clause.Share * MathF.Log(1 + snapshot.Alive / (float)Math.Max(1, column.Count));
            foreach (var ordinal in column.Touched)
            {
                total.Add(ordinal, importance[i] * column[ordinal]);
                met[ordinal] |= bit;
            }
        }
        foreach (var clause in excluded)
        {
            using var column = scorer.Score(clause);
            foreach (var ordinal in column.Touched)
                if (column[ordinal] >= Mentioned)
                    met[ordinal] = 0;
        }
        var wanted = Nearest(total, met, columns, importance);
        var whole = importance.Sum();
        var (ordinals, scores) = (new List<int>(), new List<float>());
        if (wanted != 0)
            foreach (var ordinal in total.Touched)
                if ((met[ordinal] & wanted) == wanted)
                {
                    ordinals.Add(ordinal);
                    scores.Add(total[ordinal] / whole);
                }
        return (new(snapshot, [.. ordinals], [.. scores]), LeftOut(columns, wanted));
    }

    /// <summary>All words if a listing has them all, else the words of the listing that has the most important ones; 0 when none has any.</summary>
    private static uint Nearest(Column total, uint[] met, List<(Clause Clause, Column Column)> columns, float[] importance)
    {
        var all = 0u;
        for (var i = 0; i < columns.Count; i++)
            all |= columns[i].Clause.IsOptional ? 0 : 1u << i;
        var (best, most) = (0u, 0f);
        var found = new HashSet<uint>();
        foreach (var ordinal in total.Touched)
        {
            if (met[ordinal] == all)
                return all;
            found.Add(met[ordinal]);
        }
        foreach (var some in found.Order())
        {
            var sum = 0f;
            for (var i = 0; i < columns.Count; i++)
                if ((some & 1u << i) != 0)
                    sum += importance[i] * (columns[i].Clause.IsPlace ? OfPlaces : 1);
            if (sum > most)
                (best, most) = (some, sum);
        }
        return best;
    }

    private static string[] LeftOut(List<(Clause Clause, Column Column)> columns, uint wanted) =>
        [.. columns.Where((column, i) => !column.Clause.IsOptional && (wanted & 1u << i) == 0).Select(column => column.Clause.Typed)];

    private static void LookInto(Snapshot snapshot, SearchHits hits, SearchQuestion question)
    {
        var proximity = new Proximity(snapshot, question.Clauses);
        if (!proximity.Matters)
            return;
        foreach (var index in hits.Best(MostLookedInto))
            hits.Raise(index, proximity.GainOf(hits.OrdinalAt(index)));
    }
}
