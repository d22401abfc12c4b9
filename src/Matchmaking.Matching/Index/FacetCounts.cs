namespace Matchmaking.Matching.Index;

/// <summary>What listings can be filtered by.</summary>
public enum FacetKind
{
    /// <summary>By sectors and subsectors.</summary>
    Sector,

    /// <summary>By regions, cities and districts.</summary>
    Place,

    /// <summary>By forms of cooperation.</summary>
    DealType,
}

/// <summary>
/// What a filter asks for. Codes of one kind widen each other, kinds narrow each other; none of a kind asks nothing of it.
/// </summary>
/// <param name="Sectors">Codes of sectors and subsectors, as listings carry them: whoever asks for a whole sector
/// names its subsectors too.</param>
/// <param name="Places">Codes of regions, cities and districts, likewise.</param>
/// <param name="DealTypes">Codes of deal types.</param>
/// <param name="WithClosed">Whether what is no longer open counts too.</param>
/// <param name="Day">The day in Baku on which a listing is open or not.</param>
/// <param name="Among">Of these listings only; null for all.</param>
public sealed record FacetFilter(
    IReadOnlyCollection<string> Sectors,
    IReadOnlyCollection<string> Places,
    IReadOnlyCollection<string> DealTypes,
    bool WithClosed,
    DateOnly Day,
    IReadOnlyCollection<Guid>? Among
)
{
    /// <summary>The codes that are asked for of a kind.</summary>
    public IReadOnlyCollection<string> CodesOf(FacetKind kind) =>
        kind switch
        {
            FacetKind.Sector => Sectors,
            FacetKind.Place => Places,
            _ => DealTypes,
        };
}

/// <summary>A value beside which a number stands.</summary>
/// <param name="Kind">What it is a value of.</param>
/// <param name="Code">Its code.</param>
/// <param name="Codes">The codes that a listing may carry for it: its own, and those of what lies within.</param>
public sealed record FacetOption(FacetKind Kind, string Code, IReadOnlyList<string> Codes);

/// <summary>The values that numbers are wanted for, each once.</summary>
public sealed class FacetOptions
{
    private readonly Dictionary<(FacetKind, string), int> _places = [];

    /// <summary>Takes the values.</summary>
    public FacetOptions(IEnumerable<FacetOption> options)
    {
        All = [.. options];
        foreach (var (place, option) in All.Index())
            _places.Add((option.Kind, option.Code), place);
    }

    /// <summary>All of them, in the order in which they came.</summary>
    public IReadOnlyList<FacetOption> All { get; }

    /// <summary>Where a value stands among them.</summary>
    /// <exception cref="KeyNotFoundException">It is none of them.</exception>
    internal int PlaceOf(FacetKind kind, string code) => _places[(kind, code)];
}

/// <summary>
/// The numbers beside the filters. Each kind's numbers are those without its own conditions, so that they say
/// what one more tick would give.
/// </summary>
public sealed class FacetCounts
{
    private readonly FacetOptions _options;
    private readonly int[] _counts;
    private readonly bool[] _occurs;
    private readonly int[] _without = new int[Kinds.Length];

    internal FacetCounts(FacetOptions options) =>
        (_options, _counts, _occurs) = (options, new int[options.All.Count], new bool[options.All.Count]);

    internal static FacetKind[] Kinds { get; } = Enum.GetValues<FacetKind>();

    /// <summary>How many listings the filter finds.</summary>
    public int Total { get; private set; }

    /// <summary>How many meet all its conditions and are no longer open, whether it asks for them or not.</summary>
    public int Closed { get; private set; }

    /// <summary>How many it would find without its conditions of a kind.</summary>
    public int Without(FacetKind kind) => _without[(int)kind];

    /// <summary>How many it would find with this condition as the only one of its kind.</summary>
    public int Of(FacetKind kind, string code) => _counts[_options.PlaceOf(kind, code)];

    /// <summary>Whether any listing has the value, whatever the filter asks for beside <see cref="FacetFilter.Among"/>.</summary>
    public bool Occurs(FacetKind kind, string code) => _occurs[_options.PlaceOf(kind, code)];

    /// <summary>Adds the numbers of one chunk.</summary>
    /// <param name="chunk">The listings.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="among">The slots of <see cref="FacetFilter.Among"/>; null for all.</param>
    internal void Add(FacetChunk chunk, FacetFilter filter, ulong[]? among)
    {
        var found = chunk.Published();
        if (among is not null)
            And(found, among);
        var open = (ulong[])found.Clone();
        chunk.KeepOpen(open, filter.Day);
        var closed = (ulong[])found.Clone();
        for (var i = 0; i < closed.Length; i++)
            closed[i] &= ~open[i];
        var shown = filter.WithClosed ? found : open;

        var chosen = Array.ConvertAll(
            Kinds,
            kind => filter.CodesOf(kind) is { Count: > 0 } codes ? chunk.WithAny(kind, codes, new ulong[found.Length]) : null
        );
        Total += SlotSet.CountOf(Narrowed(shown, chosen, null));
        Closed += SlotSet.CountOf(Narrowed(closed, chosen, null));
        var others = Array.ConvertAll(Kinds, kind => Narrowed(shown, chosen, kind));
        foreach (var kind in Kinds)
            _without[(int)kind] += SlotSet.CountOf(others[(int)kind]);
        var room = new ulong[found.Length];
        for (var place = 0; place < _counts.Length; place++)
        {
            var option = _options.All[place];
            var having = chunk.WithAny(option.Kind, option.Codes, room);
            _counts[place] += SlotSet.CountOfBoth(having, others[(int)option.Kind]);
            _occurs[place] = _occurs[place] || SlotSet.CountOfBoth(having, found) > 0;
        }
    }

    private static ulong[] Narrowed(ulong[] bits, ulong[]?[] chosen, FacetKind? but)
    {
        var narrowed = (ulong[])bits.Clone();
        foreach (var kind in Kinds)
            if (kind != but && chosen[(int)kind] is { } having)
                And(narrowed, having);
        return narrowed;
    }

    private static void And(ulong[] bits, ulong[] other)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] &= other[i];
    }
}
