using System.Runtime.CompilerServices;

namespace Matchmaking.Matching.Index;

/// <summary>
/// The wishes of a mandate but for its ticket, in 32 bytes, so that those of the best ones can be read back without asking all sets.
/// The order of a list is lost, which changes no reason of a match.
/// </summary>
internal struct PackedWishes
{
    /// <summary>Size in memory.</summary>
    public const int Bytes = 32;

    private const int Room = 12, DealTypeBits = 16, StageBits = 8;

    private Numbers _numbers;
    private ushort _dealTypes;
    private byte _technical, _legal;
    private byte _sectors, _places, _words, _more;

    [InlineArray(Room)]
    private struct Numbers
    {
        private ushort _first;
    }

    /// <summary>Whether the criteria did not fit and are kept apart.</summary>
    public readonly bool IsApart => (_more & 1) != 0;

    /// <summary>Criteria that are kept apart.</summary>
    public static PackedWishes Apart => new() { _more = 1 };

    /// <summary>Packs criteria whose excluded words have these numbers.</summary>
    public static PackedWishes Of(MandateCriteria criteria, Vocabulary vocabulary, List<int> words)
    {
        var packed = new PackedWishes { _more = (byte)(criteria.Ticket is null ? 0 : 2) };
        if (criteria.Sectors.Count + criteria.Places.Count + (2 * words.Count) > Room)
            return Apart;
        var at = 0;
        foreach (var sector in criteria.Sectors)
            if (!packed.Put(ref at, vocabulary.NumberOf(Value.Sector(sector))))
                return Apart;
        foreach (var place in criteria.Places)
            if (!packed.Put(ref at, vocabulary.NumberOf(Value.Place(place))))
                return Apart;
        foreach (var word in words)
        {
            packed.Put(ref at, word & ushort.MaxValue);
            packed.Put(ref at, word >>> 16);
        }
        (packed._sectors, packed._places, packed._words) = ((byte)criteria.Sectors.Count, (byte)criteria.Places.Count, (byte)words.Count);
        if (Mask(criteria.DealTypes.Select(Value.DealType), vocabulary, DealTypeBits) is not { } dealTypes
            || Mask(criteria.TechnicalStages.Select(Value.Technical), vocabulary, StageBits) is not { } technical
            || Mask(criteria.LegalStages.Select(Value.Legal), vocabulary, StageBits) is not { } legal)
            return Apart;
        (packed._dealTypes, packed._technical, packed._legal) = ((ushort)dealTypes, (byte)technical, (byte)legal);
        return packed;
    }

    /// <summary>The criteria that were packed, with the ticket of the slot. Excluded words are folded.</summary>
    public readonly MandateCriteria Criteria(Vocabulary vocabulary, WordFinder finder, long low, long high)
    {
        var sectors = new SectorCode[_sectors];
        var places = new Place[_places];
        var words = _words == 0 ? [] : new string[_words];
        for (var i = 0; i < sectors.Length; i++)
            sectors[i] = new(vocabulary.ValueOf(_numbers[i]).Code!);
        for (var i = 0; i < places.Length; i++)
            places[i] = vocabulary.ValueOf(_numbers[_sectors + i]) is var value ? new(value.Code!, value.Unit) : default;
        for (var i = 0; i < words.Length; i++)
            words[i] = finder.WordOf(_numbers[_sectors + _places + (2 * i)] | (_numbers[_sectors + _places + (2 * i) + 1] << 16));
        return new()
        {
            Sectors = sectors,
            Places = places,
            DealTypes = Unmask(_dealTypes, Dimension.DealType, vocabulary, value => value.Code!),
            Ticket = (_more & 2) == 0 ? null : new(low / 100m, high == AmountBuckets.Open ? null : high / 100m),
            TechnicalStages = Unmask(_technical, Dimension.TechnicalStage, vocabulary, value => value.Stage),
            LegalStages = Unmask(_legal, Dimension.LegalStage, vocabulary, value => value.Stage),
            ExcludedWords = words,
        };
    }

    private bool Put(ref int at, int number)
    {
        _numbers[at++] = (ushort)number;
        return number <= ushort.MaxValue;
    }

    private static int? Mask(IEnumerable<Value> values, Vocabulary vocabulary, int bits)
    {
        var mask = 0;
        foreach (var value in values)
        {
            var ordinal = vocabulary.OrdinalOf(vocabulary.NumberOf(value));
            if (ordinal >= bits)
                return null;
            mask |= 1 << ordinal;
        }
        return mask;
    }

    private static T[] Unmask<T>(int mask, Dimension dimension, Vocabulary vocabulary, Func<Value, T> read)
    {
        if (mask == 0)
            return [];
        var values = new T[System.Numerics.BitOperations.PopCount((uint)mask)];
        for (var i = 0; i < values.Length; i++, mask &= mask - 1)
            values[i] = read(vocabulary.ValueOf(dimension, System.Numerics.BitOperations.TrailingZeroCount(mask)));
        return values;
    }
}
