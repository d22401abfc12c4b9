namespace Matchmaking.Search;

/// <summary>A code of the product's lists that a question names.</summary>
/// <param name="Kind">Of which list; null where only the code itself tells.</param>
/// <param name="Code">The code.</param>
public readonly record struct QuestionCode(CodeKind? Kind, string Code);

/// <summary>What a question means in the product's own codes: for whoever keeps it as conditions instead of words.</summary>
public static class QuestionCodes
{
    /// <summary>The codes whose listings are all meant by a word of the question, each once, in the order of the words.</summary>
    public static IReadOnlyList<QuestionCode> Of(SearchQuestion question, Vocabulary vocabulary) =>
        [
            .. question
                .Clauses.SelectMany(Meant)
                .Select(way => vocabulary.ConceptOf(way.Concept))
                .SelectMany(concept => concept.Codes.Select(code => new QuestionCode(concept.Kind, code)))
                .DistinctBy(code => code.Code),
        ];

    /// <summary>The words that mean no code of the product's, as they were typed.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="vocabulary">The words that are known.</param>
    /// <param name="withMoney">Whether amounts of money are among them, which are no words.</param>
    public static IEnumerable<string> Without(SearchQuestion question, Vocabulary vocabulary, bool withMoney) =>
        question
            .Clauses.Where(clause => !clause.IsOptional)
            .Where(clause => Meant(clause).All(way => vocabulary.ConceptOf(way.Concept).Codes.Length == 0))
            .Where(clause => withMoney || !clause.Alternatives.Any(way => way.Way == Way.Amount && way.Quantity.IsMoney))
            .Select(clause => clause.Typed);

    /// <summary>What a word surely means: the name of a sector before a mention of it.</summary>
    private static IEnumerable<Alternative> Meant(Clause clause)
    {
        var known = clause.Alternatives.Where(way => way.Concept >= 0).ToList();
        return known.Where(way => way.Share >= known.Max(other => other.Share));
    }
}
