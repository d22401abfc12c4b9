using System.Numerics;
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

    private const int Room = 12;

    private Numbers _numbers;
    private uint _choices;
    private byte _sectors,
        _places,
        _words,
        _more;

    [InlineArray(Room)]
    private struct Numbers
    {
        private ushort _first;
    }

    /// <summary>Whether the criteria did not fit and are kept apart.</summary>
    public readonly bool IsApart => (_more & 1) != 0;

    /// <summary>Criteria that are kept apart.</summary>
    public static PackedWishes Apart => new() { _more = 1 };

    /// <summary>
    /// Packs a wish for a sector or place of this number, or an excluded word; sectors first, then places, then
    /// words. False when there is no room.
    /// </summary>
    public bool TryAdd(Dimension? dimension, int number)
    {
        var at = _sectors + _places + (2 * _words);
        if (at + (dimension is null ? 2 : 1) > Room || (dimension is not null && number > ushort.MaxValue))
            return false;
        _numbers[at] = (ushort)number;
        if (dimension is null)
            (_numbers[at + 1], _words) = ((ushort)(number >>> 16), (byte)(_words + 1));
        else if (dimension is Dimension.Sector)
            _sectors++;
        else
            _places++;
        return true;
    }

    /// <summary>Packs a wish for the how-manyth value of a choice. False when there is no room.</summary>
    public bool TryMark(Choice choice, int ordinal)
    {
        if (ordinal >= choice.Bits)
            return false;
        _choices |= 1u << (ShiftOf(choice) + ordinal);
        return true;
    }

    /// <summary>Notes that there is a ticket; its ends are in the chunk.</summary>
    public void MarkTicket() => _more |= 2;

    /// <summary>The criteria that were packed, with the ticket of the slot. Excluded words are folded.</summary>
    public readonly MandateCriteria Criteria(Vocabulary vocabulary, WordFinder finder, (long Low, long High) range)
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
            DealTypes = Chosen(Choice.DealType, vocabulary, value => value.Code!),
            Ticket = (_more & 2) == 0 ? null : AmountBuckets.Dollars(range),
            TechnicalStages = Chosen(Choice.TechnicalStage, vocabulary, value => value.Stage),
            LegalStages = Chosen(Choice.LegalStage, vocabulary, value => value.Stage),
            ExcludedWords = words,
        };
    }

    private readonly T[] Chosen<T>(Choice choice, Vocabulary vocabulary, Func<Value, T> read)
    {
        var mask = (_choices >>> ShiftOf(choice)) & ((1u << choice.Bits) - 1);
        if (mask == 0)
            return [];
        var values = new T[BitOperations.PopCount(mask)];
        for (var i = 0; i < values.Length; i++, mask &= mask - 1)
            values[i] = read(vocabulary.ValueOf(choice.Dimension, BitOperations.TrailingZeroCount(mask)));
        return values;
    }

    private static int ShiftOf(Choice choice)
    {
        var shift = 0;
        foreach (var before in Choice.All)
            if (ReferenceEquals(before, choice))
                break;
            else
                shift += before.Bits;
        return shift;
    }
}
