using System.Collections.Concurrent;

namespace Matchmaking.Search;

/// <summary>
/// The postings of all documents since the index was last made compact, dead ones included. One writer adds; what readers see of it is
/// bounded by their <see cref="Snapshot"/>.
/// </summary>
internal sealed class Segment
{
    private readonly ConcurrentDictionary<string, PostingList> _lists = new(1, 4096, StringComparer.Ordinal);
    private PostingList[] _byId = new PostingList[4096];
    private QuantityKeys _quantities = new([], 0);
    private int _nextId;
    private int _count;

    public SortedWords Words { get; } = new();
    public Guid[] Ids { get; private set; } = new Guid[64];
    public long[] PublishedAt { get; private set; } = new long[64];
    public int[] Places { get; private set; } = new int[64];
    public int[] DiedAt { get; private set; } = new int[64];
    public byte[][] Texts { get; private set; } = new byte[64][];
    public AmountRange[] Amounts { get; private set; } = new AmountRange[64];
    public FieldText[][] Names { get; private set; } = new FieldText[64][];

    /// <summary>How many documents were added.</summary>
    public int Count => _count;

    public PostingList? Find(string key) => _lists.GetValueOrDefault(key);

    /// <summary>The capacities and sizes that texts name, in no order.</summary>
    public QuantityKeys Quantities => Volatile.Read(ref _quantities);

    public PostingList ListOf(int id) => Volatile.Read(ref _byId)[id];

    /// <summary>How many bytes postings and texts take, without the words themselves.</summary>
    public long Bytes => _lists.Values.Sum(list => 80L + list.Capacity) + Texts.Take(_count).Sum(text => 24L + text.Length);

    /// <summary>Adds a document; no reader sees it before a snapshot with a higher count is published.</summary>
    public int Add(ListingKeys document)
    {
        var (id, keys, publishedAt, place) = document;
        var text = EncodedText.Of(keys, word => ListFor(word).Id);
        var ordinal = Room(id, publishedAt.UtcTicks, place, text, AmountRange.Of(keys.Amount), keys.Names);
        foreach (var (key, weight) in keys.Keys)
            ListFor(key).Add(ordinal, weight);
        return ordinal;
    }

    /// <summary>The living documents of a snapshot in a segment of their own, in the same order.</summary>
    public static Segment Compact(Snapshot snapshot)
    {
        var (from, to) = (snapshot.Segment, new Segment());
        var moved = new int[snapshot.Count];
        for (var ordinal = 0; ordinal < snapshot.Count; ordinal++)
            moved[ordinal] = !snapshot.IsAlive(ordinal)
                ? -1
                : to.Room(
                    from.Ids[ordinal],
                    from.PublishedAt[ordinal],
                    from.Places[ordinal],
                    EncodedText.Moved(from.Texts[ordinal], word => to.ListFor(from.ListOf(word).Key).Id),
                    from.Amounts[ordinal],
                    from.Names[ordinal]
                );
        foreach (var list in from._lists.Values)
        {
            var cursor = list.Read();
            PostingList? target = null;
            while (cursor.Next() && cursor.Ordinal < snapshot.Count)
                if (moved[cursor.Ordinal] is >= 0 and var ordinal)
                    (target ??= to.ListFor(list.Key)).Add(ordinal, cursor.Weight);
        }
        return to;
    }

    private PostingList ListFor(string key)
    {
        if (_lists.TryGetValue(key, out var list))
            return list;
        list = new(key, _nextId);
        var byId = _byId;
        if (_nextId == byId.Length)
            Array.Resize(ref byId, byId.Length * 2);
        byId[_nextId++] = list;
        Volatile.Write(ref _byId, byId);
        _lists[key] = list;
        if (char.IsAsciiLetterOrDigit(key[0]))
            Words.Add(list);
        else if (Quantity.OfKey(key) is { } quantity)
            Volatile.Write(ref _quantities, _quantities.With(quantity, list));
        return list;
    }

    private int Room(Guid id, long publishedAt, int place, byte[] text, AmountRange amount, FieldText[] names)
    {
        var ordinal = _count;
        if (ordinal == Ids.Length)
        {
            Ids = Longer(Ids);
            PublishedAt = Longer(PublishedAt);
            Places = Longer(Places);
            DiedAt = Longer(DiedAt);
            Texts = Longer(Texts);
            Amounts = Longer(Amounts);
            Names = Longer(Names);
        }
        Ids[ordinal] = id;
        PublishedAt[ordinal] = publishedAt;
        Places[ordinal] = place;
        DiedAt[ordinal] = int.MaxValue;
        Texts[ordinal] = text;
        Amounts[ordinal] = amount;
        Names[ordinal] = names;
        _count++;
        return ordinal;
    }

    private static T[] Longer<T>(T[] array)
    {
        Array.Resize(ref array, array.Length * 2);
        return array;
    }
}

/// <summary>What a reader sees: a segment up to a document, as it was at a version.</summary>
internal sealed class Snapshot(Segment segment, int count, int alive, int version)
{
    private readonly int[] _diedAt = segment.DiedAt;

    public Segment Segment { get; } = segment;

    /// <summary>Documents from here on came later.</summary>
    public int Count { get; } = count;

    /// <summary>How many documents are there.</summary>
    public int Alive { get; } = alive;

    public int Version { get; } = version;

    // The arrays as they were: the writer replaces them when they grow.
    public Guid[] Ids { get; } = segment.Ids;
    public long[] PublishedAt { get; } = segment.PublishedAt;
    public int[] Places { get; } = segment.Places;
    public byte[][] Texts { get; } = segment.Texts;
    public AmountRange[] Amounts { get; } = segment.Amounts;
    public FieldText[][] Names { get; } = segment.Names;

    /// <summary>Whether there are documents that are not alive.</summary>
    public bool HasDead => Alive < Count;

    /// <summary>Whether the document was neither replaced nor removed at this version.</summary>
    public bool IsAlive(int ordinal) => Volatile.Read(ref _diedAt[ordinal]) > Version;

    /// <summary>Whether a living document has the key.</summary>
    public bool Knows(string key) => Segment.Find(key) is { } list && Knows(list);

    public bool Knows(PostingList list)
    {
        var cursor = list.Read();
        while (cursor.Next() && cursor.Ordinal < Count)
            if (IsAlive(cursor.Ordinal))
                return true;
        return false;
    }

    /// <summary>How many living documents have the key, counted up to a bound.</summary>
    public int CountOf(PostingList list, int most)
    {
        var (cursor, found) = (list.Read(), 0);
        while (found < most && cursor.Next() && cursor.Ordinal < Count)
            found += IsAlive(cursor.Ordinal) ? 1 : 0;
        return found;
    }
}
