namespace Matchmaking.Matching.Index;

/// <summary>The answer of an index to one mandate.</summary>
/// <param name="Matches">How many opportunities match.</param>
/// <param name="Best">The best of them by declared score, then by id; at most as many as were asked for.</param>
/// <param name="Failed">By condition of the mandate: how many opportunities fail it, whatever else they fail.</param>
public sealed record OpportunityAnswer(
    int Matches,
    IReadOnlyList<(Guid Opportunity, Assessment Assessment)> Best,
    IReadOnlyDictionary<Condition, int> Failed
);

/// <summary>
/// All opportunities in memory, to be asked which of them match a mandate. Safe for many readers and writers at once: a reader sees each
/// opportunity as it was before a change or after it, and all of them as at one moment.
/// </summary>
/// <remarks>There are thousands of them, not millions, so their facts are kept as they came; the sets only narrow down.</remarks>
public sealed class OpportunityIndex
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly SlotTable<OpportunityFacts> _table = new();
    private readonly Vocabulary _vocabulary = new();

    /// <summary>Opportunities with an amount that is no range of whole cents. They are few, and assessed one by one.</summary>
    private readonly Dictionary<Guid, OpportunityFacts> _odd = [];

    /// <summary>How many opportunities it holds.</summary>
    public int Count => Reading(() => _table.Count + _odd.Count);

    /// <summary>
    /// Adds an opportunity, or replaces what it said. Lists may be changed afterwards: what counts is what they held here.
    /// </summary>
    public void Set(Guid opportunity, OpportunityFacts facts)
    {
        var kept = facts with { MoreSectors = [.. facts.MoreSectors], Places = [.. facts.Places], DealTypes = [.. facts.DealTypes] };
        _lock.EnterWriteLock();
        try
        {
            var slot = _table.Find(opportunity);
            if (kept.Amount is { } amount && !AmountBuckets.Fits(amount))
            {
                Take(slot);
                _odd[opportunity] = kept;
                return;
            }
            var entry = EntryOf(kept);
            _odd.Remove(opportunity);
            if (slot < 0)
                _table.Add(opportunity, entry);
            else
                _table.Replace(slot, EntryOf(_table.RestOf(slot)), entry);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Forgets an opportunity. False when it was not there.</summary>
    public bool Remove(Guid opportunity)
    {
        _lock.EnterWriteLock();
        try
        {
            return _odd.Remove(opportunity) || Take(_table.Find(opportunity));
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>The ids of all opportunities that match, in no particular order.</summary>
    public IReadOnlyList<Guid> Matching(MandateCriteria mandate) => Reading(() => Ask(mandate));

    /// <summary>
    /// The ids of all that match, or would if the mandate had no wish for one thing other than the sector. Without its only wish
    /// everything would match, so then they are those that match.
    /// </summary>
    public IReadOnlySet<Guid> Near(MandateCriteria mandate) =>
        Reading(() => OneWishLess(mandate).DefaultIfEmpty(mandate).SelectMany(Ask).ToHashSet());

    /// <summary>How many opportunities match, the best of them with their reasons, and which conditions the rest fail.</summary>
    /// <param name="mandate">What the mandate asks for.</param>
    /// <param name="best">How many of the best are wanted, at least 0.</param>
    public OpportunityAnswer Find(MandateCriteria mandate, int best)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(best);
        return Reading(() =>
        {
            var asked = new OpportunityQuestion(mandate, _vocabulary);
            return _table.Scanning(
                asked.Question,
                asked,
                scan =>
                {
                    var candidates = new Candidates(best);
                    scan.Rank(candidates);
                    foreach (var (opportunity, facts) in _odd)
                    {
                        var assessment = asked.Assess(facts);
                        scan.Count(assessment);
                        if (assessment.IsMatch && assessment.Score >= candidates.Least)
                            candidates.Offer(new(assessment.Score, opportunity, -1, null));
                    }
                    return new OpportunityAnswer(
                        scan.Matches,
                        [.. candidates.InOrder(_table.IdOf).Select(found => Assessed(found, asked))],
                        scan.Failed()
                    );
                }
            );
        });
    }

    private List<Guid> Ask(MandateCriteria mandate)
    {
        var asked = new OpportunityQuestion(mandate, _vocabulary);
        var ids = _table.Scanning(asked.Question, asked, scan => scan.Matching());
        ids.AddRange(_odd.Where(pair => asked.Assess(pair.Value).IsMatch).Select(pair => pair.Key));
        return ids;
    }

    private static IEnumerable<MandateCriteria> OneWishLess(MandateCriteria mandate)
    {
        MandateCriteria[] all =
        [
            .. mandate.Places.Count > 0 ? [mandate with { Places = [] }] : Array.Empty<MandateCriteria>(),
            .. mandate.Ticket is not null ? [mandate with { Ticket = null }] : Array.Empty<MandateCriteria>(),
            .. Choice
                .All.GroupBy(choice => choice.Condition)
                .Where(choices => choices.Any(choice => choice.Wanted(mandate).Any()))
                .Select(choices => choices.Aggregate(mandate, (less, choice) => choice.Without(less))),
        ];
        return all.Length + Math.Min(mandate.Sectors.Count, 1) > 1 ? all : [];
    }

    private (Guid, Assessment) Assessed(Found found, OpportunityQuestion asked) =>
        (found.Id, found.Checked(asked.Assess(found.Slot < 0 ? _odd[found.Id] : _table.RestOf(found.Slot))));

    private bool Take(int slot)
    {
        if (slot < 0)
            return false;
        _table.Remove(slot, EntryOf(_table.RestOf(slot)));
        return true;
    }

    private Entry<OpportunityFacts> EntryOf(OpportunityFacts facts)
    {
        var entry = new Entry<OpportunityFacts>(facts);
        foreach (var sector in facts.Sectors)
            entry.Numbers.AddRange([_vocabulary.NumberOf(Value.Hub(sector)), _vocabulary.NumberOf(Value.Sector(sector))]);
        if (facts.Places.Count == 0)
            entry.Numbers.Add(Vocabulary.AnyPlace);
        foreach (var place in facts.Places)
            entry.Numbers.AddRange([_vocabulary.NumberOf(Value.Region(place)), _vocabulary.NumberOf(Value.Place(place))]);
        foreach (var choice in Choice.All)
            entry.Numbers.AddRange(choice.Offered(facts).Select(_vocabulary.NumberOf).DefaultIfEmpty(choice.Any));
        entry.Put(facts.Amount is { From: null, To: null } ? null : facts.Amount);
        return entry;
    }

    private T Reading<T>(Func<T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }
}
