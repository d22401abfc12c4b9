using System.Numerics;
using System.Runtime.Intrinsics;

namespace Matchmaking.Matching.Index;

/// <summary>
/// Goes through the chunks with one question. Sets are combined 256 slots at a time; only for slots that are left, and only where a bucket
/// cannot tell, a column is looked at.
/// </summary>
internal sealed class Scan<TRest>(SlotTable<TRest> table, Question question, IAsked<TRest> asked, ScanBuffer scratch)
{
    private const int Dropped = int.MinValue;

    private readonly int[] _failed = new int[Enum.GetValues<Condition>().Length];
    private readonly ChunkSets<TRest> _sets = new(question, scratch);
    private readonly int[] _extraPoints = [.. question.Extras.Select(extra => extra.Points)];
    private readonly ulong[] _left = scratch.Left;
    private readonly ulong[] _pass = scratch.Pass;
    private readonly int[] _words = scratch.Words;
    private int _ranged;

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

    /// <summary>The ids of all matches.</summary>
    public List<Guid> Matching()
    {
        var ids = new List<Guid>();
        for (var at = 0; at < table.Chunks.Count; at++)
        {
            _sets.Read(table.Chunks[at]);
            Narrow(table.Chunks[at], counting: false);
            var (left, idsOf) = (List(), table.IdsOf(at));
            for (var i = 0; i < _ranged; i++)
                scratch.Ranges[i] = table.Chunks[at].Ranges[scratch.Slots[scratch.ToLookAt[i]]];
            for (var i = 0; i < _ranged; i++)
                if (question.Range!.Fails(scratch.Ranges[i]))
                    scratch.Slots[scratch.ToLookAt[i]] = Dropped;
            foreach (var slot in scratch.Slots.AsSpan(0, left))
                if (slot != Dropped)
                    ids.Add(idsOf[slot]);
        }
        return ids;
    }

    /// <summary>Lists the slots that are left, and those apart whose ends must be looked at. Returns how many are left.</summary>
    private int List()
    {
        var words = WordsLeft();
        scratch.MakeRoom(words * 64);
        var (count, ranged, slots, toLookAt) = (0, 0, scratch.Slots, scratch.ToLookAt);
        foreach (var word in _words.AsSpan(0, words))
        {
            var sure = _sets.SurelyInRange(word);
            for (var bits = _left[word]; bits != 0; bits &= bits - 1)
            {
                var shift = BitOperations.TrailingZeroCount(bits);
                toLookAt[ranged] = count;
                ranged += (int)(~(sure >> shift) & 1);
                slots[count++] = (word * 64) + shift;
            }
        }
        _ranged = ranged;
        return count;
    }

    /// <summary>Counts, and keeps the best.</summary>
    public void Rank(Candidates best)
    {
        for (var at = 0; at < table.Chunks.Count; at++)
        {
            _sets.Read(table.Chunks[at]);
            Narrow(table.Chunks[at], counting: true);
            Score(table.Chunks[at], at * SlotSet.Slots, best);
        }
        if (question.Range is { } range)
            _failed[(int)Condition.Ticket] += table.RangesOutside(range);
    }

    /// <summary>Leaves the slots that fail no condition; of those on money, that may fail none.</summary>
    private void Narrow(Chunk<TRest> chunk, bool counting)
    {
        var clauses = question.Clauses;
        // Who passes a condition is there, so who is there need be read only where there is none.
        if (clauses.Count == 0)
            chunk.Taken.CopyInto(_left);
        else
            SlotSet.SetAnyOf(_left, _sets.Accepted(0));
        for (var i = 0; i < clauses.Count; i++)
        {
            var condition = clauses[i].Condition;
            var isLast = i + 1 == clauses.Count || clauses[i + 1].Condition != condition;
            if (!counting || (isLast && clauses[i].AreApart))
            {
                if (i > 0)
                    SlotSet.AndAnyOf(_left, _sets.Accepted(i));
                // Those who say nothing and those with the one value: nobody is counted twice.
                if (counting)
                    _failed[(int)condition] += chunk.Taken.Count - clauses[i].Accepted.Sum(number => chunk[number]?.Count ?? 0);
            }
            else
            {
                SlotSet.SetAnyOf(_pass, _sets.Accepted(i));
                for (; !isLast; isLast = i + 1 == clauses.Count || clauses[i + 1].Condition != condition)
                    SlotSet.AndAnyOf(_pass, _sets.Accepted(++i));
                SlotSet.And(_left, _pass);
                _failed[(int)condition] += chunk.Taken.Count - SlotSet.CountOf(_pass);
            }
        }
        if (question.Range is not null)
        {
            SlotSet.AndAnyOf(_left, _sets.PerhapsLow);
            SlotSet.AndAnyOf(_left, _sets.PerhapsHigh);
        }
        _pass.AsSpan().Clear();
        // Looking for words is dear, so where nobody counts it is done for those only that pass all else.
        if (asked.Excluded(chunk, _pass, counting ? null : _left))
        {
            SlotSet.AndNot(_left, _pass);
            if (counting)
                _failed[(int)Condition.ExcludedWord] += SlotSet.CountOf(_pass);
        }
    }

    /// <summary>
    /// Scores what is left. Each kind of memory is read in a loop of its own, in which nothing depends on what was read before: the
    /// processor then waits for many reads at once, instead of for one after another.
    /// </summary>
    private void Score(Chunk<TRest> chunk, int first, Candidates best)
    {
        var words = WordsLeft();
        for (var extra = 0; extra < question.Extras.Count; extra++)
            _sets.Having(extra, _words.AsSpan(0, words), scratch.Bitmap(extra).AsSpan(0, words));
        if (question.Range is not null)
            _sets.Ranges(_words.AsSpan(0, words), scratch.Without, scratch.Full);
        scratch.MakeRoom(words * 64);
        var slots = Points(words);
        if (question.Range is { } range)
            slots = RangePoints(chunk, range, slots);
        Matches += slots;
        for (var i = 0; i < slots; i++)
            if (scratch.Points[i] >= best.Least)
                best.Offer(new(scratch.Points[i], default, first + scratch.Slots[i], _sets.Membership(scratch.Slots[i])));
    }

    private int WordsLeft()
    {
        var (count, left, words) = (0, _left, _words);
        for (var four = 0; four < left.Length; four += Vector256<ulong>.Count)
        {
            if (Vector256.Create(left, four) == Vector256<ulong>.Zero)
                continue;
            for (var word = four; word < four + Vector256<ulong>.Count; word++)
            {
                words[count] = word;
                count += left[word] == 0 ? 0 : 1;
            }
        }
        return count;
    }

    /// <summary>Lists the slots with their points but for money, and those apart whose ends must be looked at.</summary>
    private int Points(int words)
    {
        var (count, ranged, basis, hasRange) = (0, 0, question.Points, question.Range is not null);
        var (slots, pointsOf, toLookAt, extras) = (scratch.Slots, scratch.Points, scratch.ToLookAt, _extraPoints);
        var having = new ulong[extras.Length][];
        for (var extra = 0; extra < extras.Length; extra++)
            having[extra] = scratch.Bitmap(extra);
        for (var i = 0; i < words; i++)
        for (var bits = _left[_words[i]]; bits != 0; bits &= bits - 1)
        {
            var shift = BitOperations.TrailingZeroCount(bits);
            var points = basis;
            for (var extra = 0; extra < extras.Length; extra++)
                points += (int)((having[extra][i] >> shift) & 1) * extras[extra];
            if (hasRange)
            {
                // Those without a range have their points already, if they earn any.
                var (without, full) = ((scratch.Without[i] >> shift) & 1, (scratch.Full[i] >> shift) & 1);
                points += (int)(full & ~without) * Matcher.TicketPoints;
                toLookAt[ranged] = count;
                ranged += (int)(~(full | without) & 1);
            }
            (slots[count], pointsOf[count]) = ((_words[i] * 64) + shift, points);
            count++;
        }
        _ranged = ranged;
        return count;
    }

    /// <summary>Adds the points for money where buckets could not tell, and drops the slots that fail.</summary>
    private int RangePoints(Chunk<TRest> chunk, RangeClause range, int slots)
    {
        var (slotsOf, points, toLookAt, ranges) = (scratch.Slots, scratch.Points, scratch.ToLookAt, scratch.Ranges);
        for (var i = 0; i < _ranged; i++)
            ranges[i] = chunk.Ranges[slotsOf[toLookAt[i]]];
        var dropped = false;
        for (var i = 0; i < _ranged; i++)
        {
            var at = toLookAt[i];
            if (range.Fails(ranges[i]))
                (points[at], dropped) = (Dropped, true);
            else
                points[at] += range.IsFull(ranges[i]) ? Matcher.TicketPoints : asked.RangePoints(chunk, slotsOf[at]);
        }
        if (!dropped)
            return slots;
        var kept = 0;
        for (var i = 0; i < slots; i++)
        {
            (slotsOf[kept], points[kept]) = (slotsOf[i], points[i]);
            kept += points[i] == Dropped ? 0 : 1;
        }
        return kept;
    }
}
