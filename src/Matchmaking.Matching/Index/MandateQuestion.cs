namespace Matchmaking.Matching.Index;

/// <summary>An opportunity, asked of mandates.</summary>
internal sealed class MandateQuestion : IAsked<PackedWishes>
{
    private readonly OpportunityFacts _opportunity;
    private readonly HashSet<int> _found;
    private readonly HashSet<string> _foundWords;

    /// <summary>By condition: what the rule has said of those that are in these of the sets.</summary>
    private readonly List<(ulong Sets, Reason Reason)>[] _known = Array.ConvertAll(Matcher.Declared, _ => new List<(ulong, Reason)>());
    private ulong[]? _masks;

    private PointSteps? _steps;
    private (long Low, long High) _amount;

    public MandateQuestion(OpportunityFacts opportunity, Vocabulary vocabulary, WordFinder words)
    {
        _opportunity = opportunity;
        _found = words.Occurring(opportunity.Text);
        _foundWords = [.. _found.Select(words.WordOf)];
        Question = new(vocabulary);
        Sector([.. opportunity.Sectors]);
        Place(opportunity.Places);
        foreach (var choice in Choice.All)
            One(choice, [.. choice.Offered(opportunity)]);
        Ticket(opportunity.Amount);
    }

    public Question Question { get; }

    /// <summary>Holds one mandate, whose excluded words are folded, against the opportunity.</summary>
    public Assessment Assess(MandateCriteria criteria) => Matcher.Assess(criteria, _opportunity, _foundWords.Contains);

    /// <summary>
    /// The same for one that the index has scored. What the rule says of a condition depends on which of the asked sets a mandate is in
    /// (and on the points for its ticket), so of those that are in the same ones the rule is asked once.
    /// </summary>
    public Assessment Assess(Found found, Func<MandateCriteria> criteria)
    {
        if (found.Sets is not { } sets)
            return found.Checked(Assess(criteria()));
        _masks ??= Array.ConvertAll(Matcher.Declared, Question.MaskOf);
        var reasons = new Reason[Matcher.Declared.Length];
        MandateCriteria? read = null;
        var (ticket, points) = (0, found.Score);
        for (var i = 0; i < reasons.Length; i++)
            if (Matcher.Declared[i] == Condition.Ticket)
                ticket = i;
            else
                points -= (reasons[i] = Reason(i, null)).Points;
        // What the others leave of the score was given for the ticket.
        reasons[ticket] = Reason(ticket, points);
        return new(reasons);

        Reason Reason(int at, int? given)
        {
            var decided = sets & _masks[at];
            foreach (var known in _known[at])
                if (known.Sets == decided && (given is null || known.Reason.Points == given))
                    return known.Reason;
            var reason = Matcher.Judge(Matcher.Declared[at], read ??= criteria(), _opportunity, _foundWords.Contains);
            if (reason.Fit == Fit.Missed || reason.Points != (given ?? reason.Points))
                found.Checked(Assess(read));
            _known[at].Add((decided, reason));
            return reason;
        }
    }

    public int RangePoints(Chunk<PackedWishes> chunk, int slot)
    {
        var (low, high) = chunk.Ranges[slot];
        if (_steps is null)
            return Points(low, high);
        var covered = Math.Min(high, _amount.High) - Math.Max(low, _amount.Low);
        if (_steps.Find(covered) is { } known)
            return known;
        var points = Points(low, high);
        _steps.Learn(covered, points);
        return points;
    }

    private int Points(long low, long high) =>
        Matcher.TicketPointsFor(_opportunity.Amount!.ShareCoveredBy(AmountBuckets.Dollars((low, high))));

    public bool Excluded(Chunk<PackedWishes> chunk, ulong[] bits, ulong[]? within)
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

    // Another subsector of a wanted subsector's sector is near, so nobody fails who wants anything of a hub sector.
    private void Sector(SectorCode[] offered)
    {
        Question.Accept(Condition.Sector, Vocabulary.AnySector, offered.Select(Value.Hub));
        Question.Points += Matcher.NearSectorPoints;
        Question.Extras.Add(
            new(
                Condition.Sector,
                Question.Sets(
                    Vocabulary.AnySector,
                    offered.SelectMany(sector => new[] { Value.Sector(sector), Value.Sector(new(sector.Hub)) })
                ),
                Matcher.SectorPoints - Matcher.NearSectorPoints
            )
        );
    }

    private void Place(IReadOnlyList<Place> offered)
    {
        if (offered.Count == 0)
        {
            Question.Extras.Add(new(Condition.Place, [Vocabulary.AnyPlace], Matcher.PlacePoints));
            return;
        }
        Question.Accept(Condition.Place, Vocabulary.AnyPlace, offered.Select(Value.Region));
        Question.Points += Matcher.NearPlacePoints;
        Question.Extras.Add(
            new(
                Condition.Place,
                Question.Sets(
                    Vocabulary.AnyPlace,
                    offered.SelectMany(place => new[] { Value.Place(place), Value.Place(place with { Unit = null }) })
                ),
                Matcher.PlacePoints - Matcher.NearPlacePoints
            )
        );
    }

    private void One(Choice choice, List<Value> offered)
    {
        if (offered.Count == 0)
        {
            Question.Extras.Add(new(choice.Condition, [choice.Any], choice.Points));
            return;
        }
        Question.Accept(choice.Condition, choice.Any, offered);
        Question.Points += choice.Points;
    }

    private void Ticket(MoneyRange? amount)
    {
        // Whoever names no ticket has all the points.
        Question.Extras.Add(new(Condition.Ticket, [Vocabulary.AnyAmount], Matcher.TicketPoints));
        if (amount is null or { From: null, To: null })
            return;
        var isInOrder = (amount.From ?? 0) <= (amount.To ?? decimal.MaxValue);
        Question.Range = new(
            AmountBuckets.Floor(amount.To),
            AmountBuckets.Ceiling(amount.From),
            isInOrder ? (AmountBuckets.Floor(amount.From ?? amount.To), AmountBuckets.Ceiling(amount.To ?? amount.From)) : null
        );
        if (amount is { From: not null, To: not null } && amount.From < amount.To && AmountBuckets.Fits(amount))
            (_steps, _amount) = (new(), (AmountBuckets.Low(amount), AmountBuckets.High(amount)));
    }
}
