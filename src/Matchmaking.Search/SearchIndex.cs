namespace Matchmaking.Search;

/// <summary>A listing for the index.</summary>
/// <param name="Id">Of the listing.</param>
/// <param name="Keys">What it is found by.</param>
/// <param name="PublishedAt">Breaks ties: the newer first.</param>
/// <param name="Place">A number of the caller's that is given back with each hit.</param>
public readonly record struct ListingKeys(Guid Id, DocumentKeys Keys, DateTimeOffset PublishedAt, int Place = -1);

/// <summary>
/// All listings that can be found, in memory. One writer at a time (others wait), any number of readers, who never wait and always see
/// the state between two changes.
/// </summary>
public sealed class SearchIndex
{
    /// <summary>Dead documents that are not worth a clean-up.</summary>
    private const int FewDead = 512;

    private readonly Lock _writing = new();
    private readonly Dictionary<Guid, int> _ordinals = [];
    private Snapshot _snapshot = new(new(), 0, 0, 0);

    /// <summary>How many listings are in it.</summary>
    public int Count => Current.Alive;

    /// <summary>About how many bytes the postings and texts take.</summary>
    public long Bytes => Current.Segment.Bytes;

    internal Snapshot Current => Volatile.Read(ref _snapshot);

    /// <summary>Adds a listing or replaces it.</summary>
    /// <param name="id">Of the listing.</param>
    /// <param name="keys">What it is found by.</param>
    /// <param name="publishedAt">Breaks ties: the newer first.</param>
    public void Set(Guid id, DocumentKeys keys, DateTimeOffset publishedAt) => SetAll([new(id, keys, publishedAt)]);

    /// <summary>Adds or replaces many listings; readers see them all at once.</summary>
    public void SetAll(IEnumerable<ListingKeys> documents)
    {
        lock (_writing)
        {
            var (segment, alive, version) = (_snapshot.Segment, _snapshot.Alive, _snapshot.Version + 1);
            foreach (var document in documents)
            {
                if (_ordinals.TryGetValue(document.Id, out var old))
                    segment.DiedAt[old] = version;
                else
                    alive++;
                _ordinals[document.Id] = segment.Add(document);
            }
            Publish(segment, alive, version);
        }
    }

    /// <summary>Takes a listing out; nothing happens when it is not there.</summary>
    public void Remove(Guid id)
    {
        lock (_writing)
        {
            if (!_ordinals.Remove(id, out var ordinal))
                return;
            var version = _snapshot.Version + 1;
            _snapshot.Segment.DiedAt[ordinal] = version;
            Publish(_snapshot.Segment, _snapshot.Alive - 1, version);
        }
    }

    private void Publish(Segment segment, int alive, int version)
    {
        var snapshot = new Snapshot(segment, segment.Count, alive, version);
        if (segment.Count - alive > FewDead + alive / 4)
        {
            var compact = Segment.Compact(snapshot);
            snapshot = new(compact, compact.Count, alive, version);
            _ordinals.Clear();
            for (var ordinal = 0; ordinal < compact.Count; ordinal++)
                _ordinals[compact.Ids[ordinal]] = ordinal;
        }
        Volatile.Write(ref _snapshot, snapshot);
    }
}
