namespace Matchmaking.Matching.Index;

/// <summary>
/// A criterion of which one value of a list must be met. Whoever says nothing does not fail, and earns nothing. Declared here once:
/// entries, questions and packed wishes go over <see cref="All"/>; the points and the reason are the rule's (<see cref="Matcher"/>).
/// </summary>
/// <param name="Dimension">What its sets are about.</param>
/// <param name="Any">Number of the set of those that say nothing.</param>
/// <param name="Condition">What its reason is about.</param>
/// <param name="Points">Points for a value that meets.</param>
/// <param name="Bits">For how many values there is room in packed wishes; all choices together have 32.</param>
/// <param name="Wanted">What a mandate asks for; empty for any.</param>
/// <param name="Offered">What an opportunity says; empty when not known.</param>
/// <param name="Without">The mandate without this wish.</param>
internal sealed record Choice(
    Dimension Dimension,
    int Any,
    Condition Condition,
    int Points,
    int Bits,
    Func<MandateCriteria, IEnumerable<Value>> Wanted,
    Func<OpportunityFacts, IEnumerable<Value>> Offered,
    Func<MandateCriteria, MandateCriteria> Without
)
{
    public static Choice DealType { get; } =
        new(
            Dimension.DealType,
            Vocabulary.AnyDealType,
            Condition.DealType,
            Matcher.DealTypePoints,
            16,
            mandate => mandate.DealTypes.Select(Value.DealType),
            facts => facts.DealTypes.Select(Value.DealType),
            mandate => mandate with { DealTypes = [] }
        );

    public static Choice TechnicalStage { get; } =
        new(
            Dimension.TechnicalStage,
            Vocabulary.AnyTechnical,
            Condition.Stage,
            Matcher.StagePoints,
            8,
            mandate => mandate.TechnicalStages.Select(Value.Technical),
            facts => facts.TechnicalStage is { } stage ? [Value.Technical(stage)] : [],
            mandate => mandate with { TechnicalStages = [] }
        );

    public static Choice LegalStage { get; } =
        new(
            Dimension.LegalStage,
            Vocabulary.AnyLegal,
            Condition.Stage,
            Matcher.StagePoints,
            8,
            mandate => mandate.LegalStages.Select(Value.Legal),
            facts => facts.LegalStage is { } stage ? [Value.Legal(stage)] : [],
            mandate => mandate with { LegalStages = [] }
        );

    public static Choice[] All { get; } = [DealType, TechnicalStage, LegalStage];
}
