using System.Numerics;

namespace Matchmaking.Matching.Index;

/// <summary>
/// Goes through the chunks with one question. Sets are combined 256 slots at a time; only for slots that are left, and only where a bucket
/// cannot tell, a column is looked at.
/// </summary>
internal sealed class Scan<TRest>(SlotTable<TRest> table, Question question, IAsked<TRest> asked)
{
    private const int Longest = 12;
    private readonly int[] _failed = new int[Enum.GetValues<Condition>().Length];

    /// <summary>How many match.</summary>
    public int Matches { get; private set; }

    /// <summary>Counts one that was assessed apart from the chunks.</summary>
    public void Count(Assessment assessment)
    {
        if (assessment.IsMatch)
            Matches++;
        foreach (var reason in assessment.Reasons)
            if (reason.Fit == Fit.Missed)
                _failed[(int)reason.Condition]++;
    }

    /// <summary>By condition, where any: how many fail it.</summary>
    public IReadOnlyDictionary<Condition, int> Failed() =>
        _failed.Index().Where(pair => pair.Item > 0).ToDictionary(pair => (Condition)pair.Index, pair => pair.Item);

    /// <summary>Adds the ids of all matches.</summary>
    public void Collect(List<Guid> ids)
    {
        foreach (var (chunk, first) in table.Chunks)
            Chunk(chunk, first, null, ids);
    }

    /// <summary>Counts, and keeps the best.</summary>
    public void Rank(Best best)
    {
        foreach (var (chunk, first) in table.Chunks)
            Chunk(chunk, first, best, null);
        if (question.Range is { } range)
            _failed[(int)Condition.Ticket] += table.RangesOutside(range);
    }

    private void Chunk(Chunk<TRest> chunk, int first, Best? best, List<Guid>? ids)
    {
        Span<ulong> left = stackalloc ulong[SlotSet.Words];
        Span<ulong> ranged = stackalloc ulong[SlotSet.Words];
        if (!Narrow(chunk, left, counting: best is not null))
            return;
        if (question.Range is { } range)
            Ranges(chunk, range, left, ranged, best is not null);
        else
            ranged.Clear();
        if (best is not null)
            Score(chunk, first, left, ranged, best);
        else
            for (var word = 0; word < left.Length; word++)
                for (var bits = left[word]; bits != 0; bits &= bits - 1)
                {
                    var slot = (word * 64) + BitOperations.TrailingZeroCount(bits);
                    if ((ranged[word] & (1UL << slot)) == 0 || (chunk.Low[slot] <= question.Range!.LowAtMost && chunk.High[slot] >= question.Range.HighAtLeast))
                        ids!.Add(table.IdOf(first + slot));
                }
    }

    /// <summary>Leaves the slots that fail no condition but perhaps the one on money.</summary>
    private bool Narrow(Chunk<TRest> chunk, Span<ulong> left, bool counting)
    {
        Span<ulong> pass = stackalloc ulong[SlotSet.Words];
        Span<ulong> second = stackalloc ulong[SlotSet.Words];
        chunk.Taken.CopyInto(left);
        var clauses = question.Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            var condition = clauses[i].Condition;
            chunk.AnyOf(clauses[i].Accepted, pass);
            for (; i + 1 < clauses.Count && clauses[i + 1].Condition == condition; i++)
            {
                chunk.AnyOf(clauses[i + 1].Accepted, second);
                SlotSet.And(pass, second);
            }
            SlotSet.And(left, pass);
            if (counting)
                _failed[(int)condition] += chunk.Taken.Count - SlotSet.CountOf(pass);
        }
        pass.Clear();
        if (asked.Excluded(chunk, pass))
        {
            SlotSet.AndNot(left, pass);
            if (counting)
                _failed[(int)Condition.ExcludedWord] += SlotSet.CountOf(pass);
        }
        return left.ContainsAnyExcept(0UL);
    }

    /// <summary>Leaves the slots whose range may do, and tells which of them must be looked at.</summary>
    private static void Ranges(Chunk<TRest> chunk, RangeClause range, Span<ulong> left, Span<ulong> ranged, bool scoring)
    {
        Span<ulong> sure = stackalloc ulong[SlotSet.Words];
        var (low, high) = (AmountBuckets.Of(range.LowAtMost), AmountBuckets.Of(range.HighAtLeast));
        chunk.AnyOf([Vocabulary.AnyAmount, Vocabulary.LowEnds + low], ranged);
        SlotSet.And(left, ranged);
        chunk.AnyOf([Vocabulary.AnyAmount, Vocabulary.HighEnds + high], ranged);
        SlotSet.And(left, ranged);
        // Whoever is surely within the ends that earn all points need not be looked at, nor whoever has no range.
        chunk.AnyOf([Vocabulary.AnyAmount], sure);
        if (!scoring || range.Full is not null)
        {
            var (surelyLow, surelyHigh) = !scoring ? (low, high) : (AmountBuckets.Of(range.Full!.Value.Low), AmountBuckets.Of(range.Full.Value.High));
            if (surelyLow > 0 && surelyHigh < AmountBuckets.Count - 1)
            {
                chunk.AnyOf([Vocabulary.LowEnds + surelyLow - 1], ranged);
                Span<ulong> above = stackalloc ulong[SlotSet.Words];
                chunk.AnyOf([Vocabulary.HighEnds + surelyHigh + 1], above);
                SlotSet.And(ranged, above);
                for (var i = 0; i < sure.Length; i++)
                    sure[i] |= ranged[i];
            }
        }
        left.CopyTo(ranged);
        SlotSet.AndNot(ranged, sure);
    }

    private void Score(Chunk<TRest> chunk, int first, Span<ulong> left, Span<ulong> ranged, Best best)
    {
        var extras = question.Extras;
        Span<ulong> having = stackalloc ulong[SlotSet.Words * Longest];
        for (var i = 0; i < extras.Count; i++)
            chunk.AnyOf(extras[i].Having, having.Slice(i * SlotSet.Words, SlotSet.Words));
        // Those without a range have their points already, if they earn any.
        Span<ulong> any = stackalloc ulong[SlotSet.Words];
        if (question.Range is not null)
            chunk.AnyOf([Vocabulary.AnyAmount], any);
        var (matches, full) = (0, question.Range?.Full is null ? 0 : Matcher.TicketPoints);
        for (var word = 0; word < left.Length; word++)
            for (var bits = left[word]; bits != 0; bits &= bits - 1)
            {
                var shift = BitOperations.TrailingZeroCount(bits);
                var slot = (word * 64) + shift;
                var points = question.Points;
                for (var i = 0; i < extras.Count; i++)
                    points += (int)((having[(i * SlotSet.Words) + word] >> shift) & 1) * extras[i].Points;
                if (((ranged[word] >> shift) & 1) != 0)
                {
                    var (low, high) = (chunk.Low[slot], chunk.High[slot]);
                    if (low > question.Range!.LowAtMost || high < question.Range.HighAtLeast)
                        continue;
                    points += question.Range.Full is { } ends && low <= ends.Low && high >= ends.High ? full : asked.RangePoints(chunk, slot);
                }
                else if (question.Range is not null && ((any[word] >> shift) & 1) == 0)
                    points += full;
                matches++;
                if (points >= best.Least)
                    best.Offer(new(points, table.IdOf(first + slot), first + slot));
            }
        Matches += matches;
    }
}
