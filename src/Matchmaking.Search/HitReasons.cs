namespace Matchmaking.Search;

/// <summary>How a listing says what was typed.</summary>
public enum ReasonKind
{
    /// <summary>With the very word or characters.</summary>
    Word,

    /// <summary>With another form of the word.</summary>
    Form,

    /// <summary>With a word of the same or a narrower meaning, or by one of its codes.</summary>
    Meaning,

    /// <summary>With all parts of it.</summary>
    Parts,

    /// <summary>With half of its characters at least.</summary>
    Half,

    /// <summary>With a word that begins so.</summary>
    Beginning,

    /// <summary>With its amount.</summary>
    Amount,
}

/// <summary>Why a listing was found.</summary>
/// <param name="Typed">The word, expression or amount of the question.</param>
/// <param name="Kind">How the listing says it; the way that counts most.</param>
/// <param name="Found">The key that was found: folded words, or the id of a meaning; empty for an amount.</param>
/// <param name="Weight">How much the listing is about it, 0 to 1.</param>
public sealed record HitReason(string Typed, ReasonKind Kind, string Found, float Weight);

/// <summary>Finds out why a listing was found; for one listing on request, not for each of a list.</summary>
internal static class HitReasons
{
    public static IReadOnlyList<HitReason> Of(Snapshot snapshot, SearchQuestion question, Guid id)
    {
        var ordinal = -1;
        for (var i = snapshot.Count - 1; i >= 0 && ordinal < 0; i--)
            if (snapshot.Ids[i] == id && snapshot.IsAlive(i))
                ordinal = i;
        return ordinal < 0 ? [] : [.. question.Clauses.Select(clause => Of(snapshot, clause, ordinal)).OfType<HitReason>()];
    }

    private static HitReason? Of(Snapshot snapshot, Clause clause, int ordinal)
    {
        HitReason? best = null;
        var scorer = new ClauseScorer(snapshot);
        foreach (var alternative in clause.Alternatives)
        {
            using var column = Column.Rent(snapshot.Count);
            scorer.Score(alternative, column);
            if (column[ordinal] > (best?.Weight ?? 0))
                best = new(clause.Typed, KindOf(alternative), string.Join(' ', alternative.Keys), column[ordinal]);
        }
        return best;
    }

    private static ReasonKind KindOf(Alternative alternative) =>
        alternative.Way switch
        {
            Way.All => ReasonKind.Parts,
            Way.Half => ReasonKind.Half,
            Way.Beginning => ReasonKind.Beginning,
            Way.Amount or Way.Range => ReasonKind.Amount,
            _ when alternative.Concept >= 0 => ReasonKind.Meaning,
            _ => alternative.Share < 1 ? ReasonKind.Form : ReasonKind.Word,
        };
}
