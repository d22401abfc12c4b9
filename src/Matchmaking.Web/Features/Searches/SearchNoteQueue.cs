using System.Collections.Concurrent;
using System.Threading.Channels;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities.Search;

namespace Matchmaking.Web.Features.Searches;

/// <summary>A search that a person may be offered again.</summary>
public sealed record RecentNote(Guid Person, string Key, string Address, DateTimeOffset At);

/// <summary>Words that were not found as they were typed.</summary>
public sealed record MissedNote(DateOnly Day, string Words, bool IsCorrected);

/// <summary>
/// What waits to be written of searches, in the memory of this node: the list answers before it is. Bounded; what finds no room is
/// forgotten.
/// </summary>
public sealed class SearchNoteQueue(ListingVocabulary vocabulary, TimeProvider time)
{
    /// <summary>So many wait at most.</summary>
    public const int Most = 2_000;

    /// <summary>Networks are counted anew when there are more.</summary>
    private const int MostNetworks = 20_000;

    private readonly Channel<object> _waiting = Channel.CreateBounded<object>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    // A new day begins with nobody counted; what is left of the old one goes with it.
    private Networks _networks = new(DateOnly.MinValue);

    /// <summary>Takes note of what is worth one.</summary>
    public void Add(SearchMade search)
    {
        var key = (search.Filter with { Order = null }).WithoutWords().Address() + " " + Normalised(search);
        var address = (search.Filter with { Order = null }).Address();
        if (search.Person is { } person && Math.Max(address.Length, key.Length) <= RecentSearch.AddressLength)
            _waiting.Writer.TryWrite(new RecentNote(person, key, address, time.GetUtcNow()));
        if (search.IsDesk || !IsMissed(search, out var isCorrected))
            return;
        if (MissedWords.Of(search.Filter.Words, vocabulary) is { } words && HasRoom(search.Network, words, BakuDay.Of(time)))
            _waiting.Writer.TryWrite(new MissedNote(BakuDay.Of(time), words, isCorrected));
    }

    /// <summary>What waits, taken out.</summary>
    public IReadOnlyList<object> Take()
    {
        var taken = new List<object>();
        while (_waiting.Reader.TryRead(out var note))
            taken.Add(note);
        return taken;
    }

    /// <summary>Waits until there is something; false at the end of the application.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _waiting.Reader.WaitToReadAsync(cancel);

    private string Normalised(SearchMade search) => Matchmaking.Search.QuestionReader.Normalised(search.Filter.Words, vocabulary.Words);

    private static bool IsMissed(SearchMade search, out bool isCorrected)
    {
        isCorrected = search.Found.Corrected is not null;
        return search.Found.Result.Hits.Count == 0 || isCorrected;
    }

    /// <summary>Whoever tries words by the thousand is not heard: the others' words would find no room.</summary>
    private bool HasRoom(string network, string words, DateOnly day)
    {
        var networks = _networks;
        if (networks.Day != day || networks.Words.Count > MostNetworks)
            _networks = networks = new(day);
        var known = networks.Words.GetOrAdd(network, _ => []);
        lock (known)
            return known.Contains(words) || (known.Count < MissedSearch.MostOfNetwork && known.Add(words));
    }

    private sealed record Networks(DateOnly Day)
    {
        public ConcurrentDictionary<string, HashSet<string>> Words { get; } = new(StringComparer.Ordinal);
    }
}
