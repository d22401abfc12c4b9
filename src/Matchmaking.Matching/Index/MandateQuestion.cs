namespace Matchmaking.Matching.Index;

/// <summary>An opportunity, asked of mandates.</summary>
internal sealed class MandateQuestion : IAsked<PackedWishes>
{
    private readonly OpportunityFacts _opportunity;
    private readonly HashSet<int> _found;
    private readonly HashSet<string> _foundWords;

    public MandateQuestion(OpportunityFacts opportunity, Vocabulary vocabulary, WordFinder words)
    {
        _opportunity = opportunity;
        _found = words.Occurring(opportunity.Text);
        _foundWords = [.. _found.Select(words.WordOf)];
        Question = new(vocabulary);
        Sector(opportunity.Sector);
        Place(opportunity.Places);
        DealType(opportunity.DealTypes);
        Stage(Vocabulary.AnyTechnical, opportunity.TechnicalStage is { } technical ? Value.Technical(technical) : null);
        Stage(Vocabulary.AnyLegal, opportunity.LegalStage is { } legal ? Value.Legal(legal) : null);
        Ticket(opportunity.Amount);
    }

    public Question Question { get; }

    /// <summary>Holds one mandate, whose excluded words are folded, against the opportunity.</summary>
    public Assessment Assess(MandateCriteria criteria) => Matcher.Assess(criteria, _opportunity, _foundWords.Contains);

    public int RangePoints(Chunk<PackedWishes> chunk, int slot)
    {
        var high = chunk.High[slot];
        var ticket = new MoneyRange(chunk.Low[slot] / 100m, high == AmountBuckets.Open ? null : high / 100m);
        return Matcher.TicketPointsFor(_opportunity.Amount!.ShareCoveredBy(ticket));
    }

    public bool Excluded(Chunk<PackedWishes> chunk, Span<ulong> bits)
    {
        var any = false;
        foreach (var word in _found)
            if (chunk.Words.TryGetValue(word, out var set))
            {
                set.OrInto(bits);
                any = true;
            }
        return any;
    }

    // Another subsector of a wanted subsector's sector is near, so nobody fails who wants anything of the hub sector.
    private void Sector(SectorCode offered)
    {
        Question.Clauses.Add(new(Condition.Sector, Question.Sets(Vocabulary.AnySector, Value.Hub(offered))));
        Question.Points += Matcher.NearSectorPoints;
        Question.Extras.Add(new(Question.Sets(Vocabulary.AnySector, Value.Sector(offered), Value.Sector(new(offered.Hub))),
            Matcher.SectorPoints - Matcher.NearSectorPoints));
    }

    private void Place(IReadOnlyList<Place> offered)
    {
        if (offered.Count == 0)
        {
            Question.Extras.Add(new([Vocabulary.AnyPlace], Matcher.PlacePoints));
            return;
        }
        Question.Clauses.Add(new(Condition.Place, Question.Sets(Vocabulary.AnyPlace, offered.Select(Value.Region))));
        Question.Points += Matcher.NearPlacePoints;
        Question.Extras.Add(new(Question.Sets(Vocabulary.AnyPlace, offered.SelectMany(place => new[] { Value.Place(place), Value.Place(place with { Unit = null }) })),
            Matcher.PlacePoints - Matcher.NearPlacePoints));
    }

    private void DealType(IReadOnlyList<string> offered)
    {
        if (offered.Count == 0)
        {
            Question.Extras.Add(new([Vocabulary.AnyDealType], Matcher.DealTypePoints));
            return;
        }
        Question.Clauses.Add(new(Condition.DealType, Question.Sets(Vocabulary.AnyDealType, offered.Select(Value.DealType))));
        Question.Points += Matcher.DealTypePoints;
    }

    private void Stage(int any, Value? offered)
    {
        if (offered is not { } stage)
        {
            Question.Extras.Add(new([any], Matcher.StagePoints));
            return;
        }
        Question.Clauses.Add(new(Condition.Stage, Question.Sets(any, stage)));
        Question.Points += Matcher.StagePoints;
    }

    private void Ticket(MoneyRange? amount)
    {
        // Whoever names no ticket has all the points.
        Question.Extras.Add(new([Vocabulary.AnyAmount], Matcher.TicketPoints));
        if (amount is null or { From: null, To: null })
            return;
        var isInOrder = (amount.From ?? 0) <= (amount.To ?? decimal.MaxValue);
        Question.Range = new(AmountBuckets.Floor(amount.To), AmountBuckets.Ceiling(amount.From),
            isInOrder ? (AmountBuckets.Floor(amount.From ?? amount.To), AmountBuckets.Ceiling(amount.To ?? amount.From)) : null);
    }
}
