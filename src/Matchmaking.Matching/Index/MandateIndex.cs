namespace Matchmaking.Matching.Index;

/// <summary>The answer of an index to one opportunity.</summary>
/// <param name="Matches">How many mandates match.</param>
/// <param name="Best">The best of them by declared score, then by id; at most as many as were asked for.</param>
/// <param name="Failed">By condition: how many mandates fail it, whatever else they fail.</param>
public sealed record MandateAnswer(
    int Matches,
    IReadOnlyList<(Guid Mandate, Assessment Assessment)> Best,
    IReadOnlyDictionary<Condition, int> Failed
);

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
    private readonly MandateEntries _entries;

    /// <summary>By slot: criteria that are in the sets, but too long to be packed.</summary>
    private readonly Dictionary<int, MandateCriteria> _long = [];

    /// <summary>Mandates with a ticket that is no range of whole cents. They are few, and assessed one by one.</summary>
    private readonly Dictionary<Guid, MandateCriteria> _odd = [];

    /// <summary>An index without mandates.</summary>
    public MandateIndex() => _entries = new(_vocabulary, _words);

    /// <summary>How many mandates it holds.</summary>
    public int Count => Reading(() => _table.Count + _odd.Count);

    /// <summary>Memory taken.</summary>
    public IndexMemory Memory =>
        Reading(() => new IndexMemory(_table.ColumnBytes(PackedWishes.Bytes) + _words.Bytes, _table.SetBytes, _long.Count + _odd.Count));

    /// <summary>
    /// Adds a mandate, or replaces what it asked for. Lists may be changed afterwards: what counts is what they held here.
    /// </summary>
    public void Set(Guid mandate, MandateCriteria criteria)
    {
        string[] words = [.. criteria.ExcludedWords.Select(word => FoldedText.Of(word).Words)];
        _lock.EnterWriteLock();
        try
        {
            // All that can fail is done before anything changes.
            var entry = _entries.Of(criteria, words);
            var slot = _table.Find(mandate);
            if (criteria.Ticket is { } ticket && !AmountBuckets.Fits(ticket))
            {
                Take(slot);
                _odd[mandate] = Copy(criteria, words);
                return;
            }
            if (_odd.Count > 0)
                _odd.Remove(mandate);
            if (slot < 0)
                slot = _table.Add(mandate, entry);
            else
            {
                _table.Replace(slot, EntryOf(slot), entry);
                _long.Remove(slot);
            }
            if (entry.Rest.IsApart)
                _long[slot] = Copy(criteria, words);
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
    public IReadOnlyList<Guid> Matching(OpportunityFacts opportunity) =>
        Reading(() =>
        {
            var asked = new MandateQuestion(opportunity, _vocabulary, _words);
            var ids = _table.Scanning(asked.Question, asked, scan => scan.Matching());
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
            return _table.Scanning(
                asked.Question,
                asked,
                scan =>
                {
                    var candidates = new Candidates(best);
                    scan.Rank(candidates);
                    foreach (var (mandate, criteria) in _odd)
                    {
                        var assessment = asked.Assess(criteria);
                        scan.Count(assessment);
                        if (assessment.IsMatch && assessment.Score >= candidates.Least)
                            candidates.Offer(new(assessment.Score, mandate, -1, null));
                    }
                    return new MandateAnswer(
                        scan.Matches,
                        [.. candidates.InOrder(_table.IdOf).Select(found => Assessed(found, asked))],
                        scan.Failed()
                    );
                }
            );
        });
    }

    private (Guid, Assessment) Assessed(Found found, MandateQuestion asked) =>
        (found.Id, asked.Assess(found, () => found.Slot < 0 ? _odd[found.Id] : CriteriaOf(found.Slot)));

    private bool Take(int slot)
    {
        if (slot < 0)
            return false;
        _table.Remove(slot, EntryOf(slot));
        _long.Remove(slot);
        return true;
    }

    private MandateCriteria CriteriaOf(int slot)
    {
        ref var packed = ref _table.RestOf(slot);
        return packed.IsApart ? _long[slot] : packed.Criteria(_vocabulary, _words, _table.ChunkOf(slot).Ranges[slot % SlotSet.Slots]);
    }

    private Entry<PackedWishes> EntryOf(int slot)
    {
        var criteria = CriteriaOf(slot);
        return _entries.Of(criteria, criteria.ExcludedWords);
    }

    private static MandateCriteria Copy(MandateCriteria criteria, string[] words) =>
        criteria with
        {
            Sectors = [.. criteria.Sectors],
            Places = [.. criteria.Places],
            DealTypes = [.. criteria.DealTypes],
            TechnicalStages = [.. criteria.TechnicalStages],
            LegalStages = [.. criteria.LegalStages],
            ExcludedWords = words,
        };

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
