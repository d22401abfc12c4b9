namespace Matchmaking.Matching.Index;

/// <summary>The bitmaps of one chunk that a question asks about, found once and then at hand by their place in the question.</summary>
internal sealed class ChunkSets<TRest>
{
    private static readonly ulong[] Nobody = new ulong[SlotSet.Words];

    private readonly int[] _numbers;
    private readonly ulong[][] _bits;
    private readonly ScanBuffer _scratch;
    private readonly int _firstWritten;
    private readonly Range[] _accepted;
    private readonly Range[] _having;
    private readonly Range _perhapsLow,
        _perhapsHigh;
    private readonly int _surelyLow = -1,
        _surelyHigh = -1,
        _fullLow = -1,
        _fullHigh = -1,
        _without = -1;
    private readonly int[] _deciding;

    public ChunkSets(Question question, ScanBuffer scratch)
    {
        (_scratch, _firstWritten) = (scratch, question.Extras.Count);
        var numbers = new List<int>();
        _accepted = [.. question.Clauses.Select(clause => Add(numbers, clause.Accepted))];
        _having = [.. question.Extras.Select(extra => Add(numbers, extra.Having))];
        Add(numbers, Vocabulary.NoWord, Vocabulary.AnyAmount);
        _deciding = [.. question.Deciding.Select(number => numbers.IndexOf(number))];
        if (question.Range is { } range)
        {
            var (low, high) = (AmountBuckets.Of(range.LowAtMost), AmountBuckets.Of(range.HighAtLeast));
            _without = numbers.Count;
            _perhapsLow = Add(numbers, Vocabulary.AnyAmount, Vocabulary.LowEnds + low);
            _perhapsHigh = Add(numbers, Vocabulary.AnyAmount, Vocabulary.HighEnds + high);
            (_surelyLow, _surelyHigh) = Surely(numbers, low, high);
            if (range.Full is var (fullLow, fullHigh))
                (_fullLow, _fullHigh) = Surely(numbers, AmountBuckets.Of(fullLow), AmountBuckets.Of(fullHigh));
        }
        _numbers = [.. numbers];
        _bits = new ulong[_numbers.Length][];
    }

    public ReadOnlySpan<ulong[]> Accepted(int clause) => _bits.AsSpan(_accepted[clause]);

    public ReadOnlySpan<ulong[]> PerhapsLow => _bits.AsSpan(_perhapsLow);
    public ReadOnlySpan<ulong[]> PerhapsHigh => _bits.AsSpan(_perhapsHigh);

    /// <summary>Finds the bitmaps in a chunk.</summary>
    public void Read(Chunk<TRest> chunk)
    {
        for (var i = 0; i < _numbers.Length; i++)
            if (chunk[_numbers[i]] is not { } set)
                _bits[i] = Nobody;
            else if (set.Bitmap is { } bitmap)
                _bits[i] = bitmap;
            else
                // A short list is written out as a bitmap, behind those of the scan.
                set.CopyInto(_bits[i] = _scratch.Bitmap(_firstWritten + i));
    }

    /// <summary>Of each of these words of 64 slots, those that have what earns more points.</summary>
    public void Having(int extra, ReadOnlySpan<int> words, Span<ulong> having)
    {
        having.Clear();
        foreach (var set in _bits.AsSpan(_having[extra]))
            for (var i = 0; i < words.Length; i++)
                having[i] |= set[words[i]];
    }

    /// <summary>
    /// Of each of these words of 64 slots, those without a range of money, and those whose buckets tell that they earn all points for it.
    /// </summary>
    public void Ranges(ReadOnlySpan<int> words, Span<ulong> without, Span<ulong> full)
    {
        for (var i = 0; i < words.Length; i++)
            without[i] = _bits[_without][words[i]];
        for (var i = 0; i < words.Length; i++)
            full[i] = _fullLow < 0 ? 0 : _bits[_fullLow][words[i]] & _bits[_fullHigh][words[i]];
    }

    /// <summary>Of 64 slots, those whose buckets tell that they do not fail the condition on money.</summary>
    public ulong SurelyInRange(int word) =>
        _without < 0 ? ulong.MaxValue : _bits[_without][word] | (_surelyLow < 0 ? 0 : _bits[_surelyLow][word] & _bits[_surelyHigh][word]);

    /// <summary>In which of the deciding sets of the question a slot is, a bit each; null when there are more than 64 of them.</summary>
    public ulong? Membership(int slot)
    {
        if (_deciding.Length > 64)
            return null;
        var membership = 0UL;
        foreach (var at in _deciding)
            membership = (membership << 1) | ((_bits[at][slot >> 6] >> slot) & 1);
        return membership;
    }

    private static (int Low, int High) Surely(List<int> numbers, int low, int high)
    {
        if (low == 0 || high == AmountBuckets.Count - 1)
            return (-1, -1);
        Add(numbers, Vocabulary.LowEnds + low - 1, Vocabulary.HighEnds + high + 1);
        return (numbers.Count - 2, numbers.Count - 1);
    }

    private static Range Add(List<int> numbers, params ReadOnlySpan<int> more)
    {
        var start = numbers.Count;
        numbers.AddRange(more);
        return start..numbers.Count;
    }
}
