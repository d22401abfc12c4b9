namespace Matchmaking.Search;

/// <summary>What somebody typed, as it was understood. See <see cref="QuestionReader.Read"/>.</summary>
public sealed class SearchQuestion
{
    /// <summary>A question for nothing.</summary>
    public static SearchQuestion Empty { get; } = new("", [], [], []);

    internal SearchQuestion(string typed, IReadOnlyList<Clause> clauses, IReadOnlyList<Clause> excluded, IReadOnlyList<Quantity> quantities)
    {
        (Typed, Clauses, ExcludedClauses, Quantities) = (typed, clauses, excluded, quantities);
    }

    /// <summary>As it was typed.</summary>
    public string Typed { get; }

    /// <summary>Whether there is nothing to search for: only signs, or only words to leave out.</summary>
    public bool IsEmpty => Clauses.Count == 0;

    /// <summary>The words that listings are searched for, as they were typed, phrases and amounts included.</summary>
    public IEnumerable<string> Words => Clauses.Select(clause => clause.Typed);

    /// <summary>The words typed with a minus before them.</summary>
    public IEnumerable<string> Excluded => ExcludedClauses.Select(clause => clause.Typed);

    /// <summary>The quoted phrases, without the quotation marks.</summary>
    public IEnumerable<string> Phrases => Clauses.Where(clause => clause.IsPhrase).Select(clause => clause.Typed);

    /// <summary>Amounts and capacities that were read as numbers.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    internal IReadOnlyList<Clause> Clauses { get; }

    internal IReadOnlyList<Clause> ExcludedClauses { get; }

    /// <summary>The same question with other clauses.</summary>
    internal SearchQuestion With(IReadOnlyList<Clause> clauses) => new(Typed, clauses, ExcludedClauses, Quantities);
}
