namespace Matchmaking.Matching.Index;

/// <summary>The answer of an index to one opportunity.</summary>
/// <param name="Matches">How many mandates match.</param>
/// <param name="Best">The best of them by declared score, then by id; at most as many as were asked for.</param>
/// <param name="Failed">By condition: how many mandates fail it, whatever else they fail.</param>
public sealed record MandateAnswer(int Matches, IReadOnlyList<(Guid Mandate, Assessment Assessment)> Best, IReadOnlyDictionary<Condition, int> Failed);

/// <summary>
/// All mandates in memory, to be asked which of them match an opportunity. Safe for many readers and writers at once: a reader sees each
/// mandate as it was before a change or after it, and all of them as at one moment.
/// </summary>
/// <remarks><see cref="Matcher"/> is the rule; the index only finds out for which mandates it need not be asked.</remarks>
public sealed class MandateIndex
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly SlotTable<PackedWishes> _table = new();
    private readonly Vocabulary _vocabulary = new();
    private readonly WordFinder _words = new();
    /// <summary>By slot: criteria that are in the sets, but too long to be packed.</summary>
    private readonly Dictionary<int, MandateCriteria> _long = [];
    /// <summary>Mandates with a ticket that is no range of whole cents. They are few, and assessed one by one.</summary>
    private readonly Dictionary<Guid, MandateCriteria> _odd = [];

    /// <summary>How many mandates it holds.</summary>
    public int Count => Reading(() => _table.Count + _odd.Count);

    /// <summary>Memory taken.</summary>
    public IndexMemory Memory => Reading(() => new IndexMemory(_table.ColumnBytes(PackedWishes.Bytes) + _words.Bytes, _table.SetBytes, _long.Count + _odd.Count));

    /// <summary>Adds a mandate, or replaces what it asked for. Lists may be changed afterwards: what counts is what they held here.</summary>
    public void Set(Guid mandate, MandateCriteria criteria)
    {
        // All that can fail is done before anything changes.
        var kept = criteria with
        {
            Sectors = [.. criteria.Sectors], Places = [.. criteria.Places], DealTypes = [.. criteria.DealTypes],
            TechnicalStages = [.. criteria.TechnicalStages], LegalStages = [.. criteria.LegalStages],
            ExcludedWords = [.. criteria.ExcludedWords.Select(word => FoldedText.Of(word).Words)],
        };
        var isOdd = kept.Ticket is { } ticket && !AmountBuckets.Fits(ticket);
        _lock.EnterWriteLock();
        try
        {
            var slot = _table.Find(mandate);
            var entry = EntryOf(kept);
            if (isOdd)
            {
                Take(slot);
                _odd[mandate] = kept;
                return;
            }
            _odd.Remove(mandate);
            if (slot < 0)
                slot = _table.Add(mandate, entry);
            else
            {
                _table.Replace(slot, EntryOf(CriteriaOf(slot)), entry);
                _long.Remove(slot);
            }
            if (entry.Rest.IsApart)
                _long[slot] = kept;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Forgets a mandate. False when it was not there.</summary>
    public bool Remove(Guid mandate)
    {
        _lock.EnterWriteLock();
        try
        {
            return _odd.Remove(mandate) || Take(_table.Find(mandate));
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>The ids of all mandates that match, in no particular order.</summary>
    public IReadOnlyList<Guid> Matching(OpportunityFacts opportunity) => Reading(() =>
    {
        var asked = new MandateQuestion(opportunity, _vocabulary, _words);
        var ids = new List<Guid>();
        new Scan<PackedWishes>(_table, asked.Question, asked).Collect(ids);
        ids.AddRange(_odd.Where(pair => asked.Assess(pair.Value).IsMatch).Select(pair => pair.Key));
        return ids;
    });

    /// <summary>How many mandates match, the best of them with their reasons, and which conditions the rest fail.</summary>
    /// <param name="opportunity">The opportunity.</param>
    /// <param name="best">How many of the best are wanted, at least 0.</param>
    public MandateAnswer Find(OpportunityFacts opportunity, int best)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(best);
        return Reading(() =>
        {
            var asked = new MandateQuestion(opportunity, _vocabulary, _words);
            var scan = new Scan<PackedWishes>(_table, asked.Question, asked);
            var heap = new Best(best);
            scan.Rank(heap);
            foreach (var (mandate, criteria) in _odd)
            {
                var assessment = asked.Assess(criteria);
                scan.Count(assessment);
                if (assessment.IsMatch)
                    heap.Offer(new(assessment.Score, mandate, -1));
            }
            return new MandateAnswer(scan.Matches, [.. heap.InOrder().Select(found => Assessed(found, asked))], scan.Failed());
        });
    }

    private (Guid, Assessment) Assessed(Found found, MandateQuestion asked)
    {
        var assessment = asked.Assess(found.Slot < 0 ? _odd[found.Id] : CriteriaOf(found.Slot));
        return assessment.IsMatch && assessment.Score == found.Score
            ? (found.Id, assessment)
            : throw new InvalidOperationException($"The index gives {found.Score} to mandate {found.Id}, the rule {assessment.Score}.");
    }

    private bool Take(int slot)
    {
        if (slot < 0)
            return false;
        _table.Remove(slot, EntryOf(CriteriaOf(slot)));
        _long.Remove(slot);
        return true;
    }

    private MandateCriteria CriteriaOf(int slot)
    {
        ref var packed = ref _table.RestOf(slot);
        var (chunk, at) = (_table.ChunkOf(slot), slot % SlotSet.Slots);
        return packed.IsApart ? _long[slot] : packed.Criteria(_vocabulary, _words, chunk.Low[at], chunk.High[at]);
    }

    private Entry<PackedWishes> EntryOf(MandateCriteria criteria)
    {
        var entry = new Entry<PackedWishes>(default);
        if (criteria.Sectors.Count == 0)
            entry.Numbers.Add(Vocabulary.AnySector);
        foreach (var sector in criteria.Sectors)
            entry.Numbers.AddRange([_vocabulary.NumberOf(Value.Hub(sector)), _vocabulary.NumberOf(Value.Sector(sector))]);
        if (criteria.Places.Count == 0)
            entry.Numbers.Add(Vocabulary.AnyPlace);
        foreach (var place in criteria.Places)
            entry.Numbers.AddRange([_vocabulary.NumberOf(Value.Region(place)), _vocabulary.NumberOf(Value.Place(place))]);
        entry.Numbers.AddRange(Numbers(Vocabulary.AnyDealType, criteria.DealTypes.Select(Value.DealType)));
        entry.Numbers.AddRange(Numbers(Vocabulary.AnyTechnical, criteria.TechnicalStages.Select(Value.Technical)));
        entry.Numbers.AddRange(Numbers(Vocabulary.AnyLegal, criteria.LegalStages.Select(Value.Legal)));
        entry.Words.AddRange(criteria.ExcludedWords.Select(_words.NumberOf));
        if (criteria.Ticket is null || AmountBuckets.Fits(criteria.Ticket))
            entry.Put(criteria.Ticket);
        entry.Rest = PackedWishes.Of(criteria, _vocabulary, entry.Words);
        return entry;
    }

    private IEnumerable<int> Numbers(int any, IEnumerable<Value> values) => values.Select(_vocabulary.NumberOf).DefaultIfEmpty(any);

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
