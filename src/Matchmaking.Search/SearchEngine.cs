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

    /// <summary>Each clause has a bit of its own.</summary>
    private const int MostColumns = 32;

    /// <summary>What a sector around the typed one counts, that has no listing.</summary>
    private const float OfAround = 0.5f;

    /// <summary>What a word counts that only narrows the one after it.</summary>
    private const float OfModifier = 0.7f;

    /// <summary>Signs of programs: what stands among them is no misspelt word.</summary>
    private static readonly SearchValues<char> CodeSigns = SearchValues.Create(";=<>{}\\`|^");

    /// <summary>The listings that a question finds. An empty question finds none.</summary>
    /// <param name="index">Where they are looked for.</param>
    /// <param name="question">What is looked for.</param>
    /// <param name="corrects">Whether words that nothing has are read as others that they may have meant.</param>
    /// <param name="language">Of the reader, to whom corrected names are shown in it; null when nobody reads them.</param>
    public SearchResult Find(SearchIndex index, SearchQuestion question, bool corrects = true, TextLanguage? language = null)
    {
        var snapshot = index.Current;
        if (question.IsEmpty)
            return new(new(snapshot, new(0), new(0), 0), question, [], []);
        var corrections = new List<Correction>();
        var scorer = new ClauseScorer(snapshot);
        var columns = new List<(Clause Clause, Column Column)>();
        try
        {
            var isCode = question.Typed.AsSpan().ContainsAny(CodeSigns);
            var speller = corrects && !isCode ? new Speller(snapshot, vocabulary, language) : null;
            for (var at = 0; at < question.Clauses.Count; at++)
                if (speller?.Spaced(question.Clauses, at, out var count) is { Word: { } word } spelling)
                {
                    var (first, last) = (question.Clauses[at], question.Clauses[at + count - 1]);
                    corrections.Add(new(question.Typed[first.At..(last.At + last.Typed.Length)], word, first.At));
                    columns.AddRange(spelling.Clauses.Select(clause => (clause with { IsCorrected = true }, scorer.Score(clause))));
                    at += count - 1;
                }
                else
                    columns.AddRange(Readings(question.Clauses[at], scorer, speller, snapshot, corrections));
            foreach (var (_, column) in columns.Skip(MostColumns))
                column.Dispose();
            columns = columns.Take(MostColumns).ToList();
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
    private IEnumerable<(Clause, Column)> Readings(
        Clause clause,
        ClauseScorer scorer,
        Speller? speller,
        Snapshot snapshot,
        List<Correction> corrections
    )
    {
        var column = scorer.Score(clause);
        var isFound = HasLiving(snapshot, column);
        if (clause.IsOptional || clause.IsPhrase || (isFound && IsSaid(snapshot, scorer, clause)))
        {
            yield return (clause, column);
            yield break;
        }
        if (!isFound && speller?.Correct(clause) is { } corrected)
        {
            column.Dispose();
            if (corrected.Word is not null)
                corrections.Add(new(clause.Typed, corrected.Word, clause.At));
            foreach (var read in corrected.Clauses)
                yield return (read with { IsCorrected = corrected.Word is not null }, scorer.Score(read));
            yield break;
        }
        foreach (var broader in Broader(clause))
        {
            var wide = scorer.Score(broader);
            if (HasLiving(snapshot, wide))
            {
                column.Dispose();
                yield return (broader, wide);
                yield break;
            }
            wide.Dispose();
        }
        var parts = clause.Alternatives.Where(way => way.Way == Way.All).SelectMany(way => way.Parts).ToList();
        if (isFound || parts.Count < 2)
        {
            yield return (clause, column);
            yield break;
        }
        column.Dispose();
        foreach (var part in parts)
            yield return (part, scorer.Score(part));
    }

    /// <summary>What a known word that no listing has is a kind of: first the sectors around its own, then the groups above it.</summary>
    private IEnumerable<Clause> Broader(Clause clause)
    {
        var concepts = clause.Alternatives.Where(way => way.Concept >= 0).Select(way => vocabulary.ConceptOf(way.Concept)).ToList();
        var around = concepts
            .SelectMany(concept => concept.Codes)
            .Select(Vocabulary.HubOf)
            .Distinct()
            .Select(vocabulary.SectorOf)
            .OfType<Concept>()
            .ToList();
        if (around.Count > 0)
            yield return Wide(around.Select(sector => (sector, OfAround)));
        var above = concepts.SelectMany(concept => concept.Broader).ToList();
        if (above.Count > 0)
            yield return Wide(above.Select(broader => (vocabulary.ConceptOf(broader.Concept), broader.Share)));

        Clause Wide(IEnumerable<(Concept Concept, float Share)> meant) =>
            clause with
            {
                IsBroadened = true,
                Alternatives =
                [
                    .. clause.Alternatives,
                    .. meant.Select(one => new Alternative(Way.Key, one.Share) { Keys = [one.Concept.Key], Concept = one.Concept.Index }),
                ],
            };
    }

    /// <summary>Whether a listing has what the word means or the word itself, not only its parts.</summary>
    private static bool IsSaid(Snapshot snapshot, ClauseScorer scorer, Clause clause)
    {
        if (!clause.Alternatives.Any(way => way.Way == Way.All) || !clause.Alternatives.Any(way => way.Concept >= 0))
            return true;
        if (clause.Alternatives.Any(way => way.Way == Way.Key && snapshot.Knows(way.Keys[0])))
            return true;
        var whole = clause.Alternatives.Where(way => way.Way is not (Way.All or Way.Key)).ToList();
        using var column = scorer.Score(clause with { Alternatives = whole });
        return HasLiving(snapshot, column);
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
            // What a Chinese word only narrows is no more than half of what it says.
            importance[i] =
                clause.Share * (clause.IsModifier ? OfModifier : 1) * MathF.Log(1 + snapshot.Alive / (float)Math.Max(1, column.Count));
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
