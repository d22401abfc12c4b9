using System.Buffers;

namespace Matchmaking.Search;

/// <summary>
/// Answers questions: all words together first, else the nearest loosening; misspelt words corrected. It keeps nothing, so that any
/// number of threads may ask at once.
/// </summary>
public sealed class SearchEngine(Vocabulary vocabulary)
{
    /// <summary>Among so many of the best, words that stand together are looked for.</summary>
    private const int MostLookedInto = 100;

    /// <summary>The listings that a question finds. An empty question finds none.</summary>
    /// <param name="index">Where they are looked for.</param>
    /// <param name="question">What is looked for.</param>
    /// <param name="corrects">Whether words that nothing has are read as others that they may have meant.</param>
    public SearchResult Find(SearchIndex index, SearchQuestion question, bool corrects = true)
    {
        var snapshot = index.Current;
        if (question.IsEmpty)
            return new(new(snapshot, new(0), new(0), 0), question, [], []);
        var corrections = new List<Correction>();
        var scorer = new ClauseScorer(snapshot);
        var columns = new List<(Clause Clause, Column Column)>();
        try
        {
            var speller = corrects ? new Speller(snapshot, vocabulary) : null;
            for (var at = 0; at < question.Clauses.Count; at++)
                if (speller?.Spaced(question.Clauses, at, out var count) is { Word: { } word } spelling)
                {
                    corrections.Add(new(string.Join(' ', question.Clauses.Skip(at).Take(count).Select(clause => clause.Typed)), word));
                    columns.AddRange(spelling.Clauses.Select(clause => (clause, scorer.Score(clause))));
                    at += count - 1;
                }
                else
                    columns.AddRange(Readings(question.Clauses[at], scorer, speller, snapshot, corrections));
            var effective = question.With(columns.ConvertAll(column => column.Clause));
            var (hits, leftOut) = Combine(snapshot, columns, question.ExcludedClauses);
            LookInto(snapshot, hits, effective);
            return new(hits, effective, corrections, leftOut);
        }
        finally
        {
            columns.ForEach(column => column.Column.Dispose());
        }
    }

    /// <summary>Why a listing was found; a few milliseconds at 100,000 listings. Empty when it is not in the index.</summary>
    /// <param name="index">That was asked.</param>
    /// <param name="question">See <see cref="SearchResult.Question"/>.</param>
    /// <param name="id">Of the listing.</param>
    public IReadOnlyList<HitReason> ReasonsOf(SearchIndex index, SearchQuestion question, Guid id) =>
        HitReasons.Of(index.Current, question, id);

    /// <summary>The clause as typed, or what it is read as when no listing has it.</summary>
    private static IEnumerable<(Clause, Column)> Readings(
        Clause clause,
        ClauseScorer scorer,
        Speller? speller,
        Snapshot snapshot,
        List<Correction> corrections
    )
    {
        var column = scorer.Score(clause);
        if (clause.IsOptional || clause.IsPhrase || HasLiving(snapshot, column) || speller?.Correct(clause) is not { } corrected)
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
        IReadOnlyList<Clause> excluded
    )
    {
        using var total = Column.Rent(snapshot.Count);
        var met = ArrayPool<uint>.Shared.Rent(snapshot.Count);
        Array.Clear(met, 0, snapshot.Count);
        var importance = new float[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            var (clause, column) = columns[i];
            var bit = clause.IsOptional ? 0 : 1u << i;
            if (snapshot.HasDead)
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
            using var column = new Exclusion(snapshot).Of(clause);
            foreach (var ordinal in column.Touched)
                met[ordinal] = 0;
        }
        var chosen = Loosening.Choose(snapshot, total, met, columns.ConvertAll(column => column.Clause), importance);
        ArrayPool<uint>.Shared.Return(met);
        return chosen;
    }

    private static void LookInto(Snapshot snapshot, SearchHits hits, SearchQuestion question)
    {
        var proximity = new Proximity(snapshot, question.Clauses);
        // One word of two characters stands together wherever it is found.
        if (!proximity.Matters || (question.Clauses is [{ Tokens: { Length: 2 } pair }] && pair[0][0] >= 0x3400))
            return;
        foreach (var index in hits.Best(MostLookedInto))
            hits.Raise(index, proximity.GainOf(hits.OrdinalAt(index)));
    }
}
