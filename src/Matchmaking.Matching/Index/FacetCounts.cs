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

    /// <summary>By industrial and free zones.</summary>
    Zone,

    /// <summary>By steps of the technical ladder.</summary>
    TechnicalStage,

    /// <summary>By steps of the legal ladder.</summary>
    LegalStage,

    /// <summary>By bands of the amount; what publishes none has a band of its own.</summary>
    Amount,

    /// <summary>By what they need of their site: power, land, a railway.</summary>
    Need,
}

/// <summary>Codes by the kind that they belong to; a kind that nothing is said of has none.</summary>
public sealed class FacetCodes
{
    private readonly IReadOnlyCollection<string>[] _codes;

    /// <summary>No codes at all.</summary>
    public FacetCodes() => _codes = Array.ConvertAll(FacetCounts.Kinds, _ => (IReadOnlyCollection<string>)[]);

    /// <summary>The codes of a kind, each once.</summary>
    public IReadOnlyCollection<string> this[FacetKind kind]
    {
        get => _codes[(int)kind];
        init => _codes[(int)kind] = value;
    }
}

/// <summary>A question with an answer of yes or no, whose number stands beside it: "closing soon", "saved by me".</summary>
/// <param name="Name">What it is called in the address.</param>
/// <param name="IsAsked">Whether the list is narrowed by it.</param>
/// <param name="Listings">Those of which it holds; null where one of the others says it.</param>
/// <param name="LastDays">From which last day to which it holds, both included.</param>
/// <param name="PublishedAfter">After which moment, in microseconds since 1970, it holds.</param>
public sealed record FacetQuestion(
    string Name,
    bool IsAsked,
    IReadOnlyCollection<Guid>? Listings = null,
    (DateOnly From, DateOnly To)? LastDays = null,
    long? PublishedAfter = null
);

/// <summary>Listings that were found elsewhere, each once, with how near each is. It may be read as often as one likes.</summary>
public interface INearListings
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>One of them.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>
    /// The listing; the place that <see cref="FacetIndex.Set"/> gave it, or any other number: then it is looked up; and how near it is.
    /// </returns>
    (Guid Id, int Place, float Nearness) At(int index);
}

/// <summary>
/// What a filter asks for. Codes of one kind widen each other, kinds and questions narrow each other; none of a kind asks nothing of it.
/// </summary>
/// <param name="Codes">As listings carry them: whoever asks for a whole sector or region names what lies within, too.</param>
/// <param name="WithClosed">Whether what is no longer open counts too.</param>
/// <param name="Day">The day in Baku on which a listing is open or not.</param>
/// <param name="Among">Of these listings only; null for all.</param>
/// <param name="Questions">The questions that numbers are wanted for, or that narrow.</param>
public sealed record FacetFilter(
    FacetCodes Codes,
    bool WithClosed,
    DateOnly Day,
    INearListings? Among = null,
    IReadOnlyList<FacetQuestion>? Questions = null
);

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
/// what one more tick would give; a question's number is what the list holds, or would hold, with it.
/// </summary>
public sealed class FacetCounts
{
    private readonly FacetOptions _options;
    private readonly FacetFilter _filter;
    private readonly int[] _counts;
    private readonly bool[] _occurs;
    private readonly int[] _without = new int[Kinds.Length];
    private readonly int[] _questions;
    private readonly int[] _withoutQuestion;

    internal FacetCounts(FacetOptions options, FacetFilter filter)
    {
        (_options, _filter) = (options, filter);
        (_counts, _occurs) = (new int[options.All.Count], new bool[options.All.Count]);
        (_questions, _withoutQuestion) = (new int[Questions.Count], new int[Questions.Count]);
    }

    internal static FacetKind[] Kinds { get; } = Enum.GetValues<FacetKind>();

    /// <summary>How many listings the filter finds.</summary>
    public int Total { get; private set; }

    /// <summary>How many meet all its conditions and are no longer open, whether it asks for them or not.</summary>
    public int Closed { get; private set; }

    /// <summary>How many it would find without its conditions of a kind.</summary>
    public int Without(FacetKind kind) => _without[(int)kind];

    /// <summary>How many it would find without a question.</summary>
    /// <exception cref="InvalidOperationException">The filter has no such question.</exception>
    public int WithoutQuestion(string name) => _withoutQuestion[PlaceOf(name)];

    /// <summary>How many it would find with this condition as the only one of its kind.</summary>
    public int Of(FacetKind kind, string code) => _counts[_options.PlaceOf(kind, code)];

    /// <summary>How many it finds of which the question holds, whether it is asked or not.</summary>
    /// <exception cref="InvalidOperationException">The filter has no such question.</exception>
    public int OfQuestion(string name) => _questions[PlaceOf(name)];

    /// <summary>Whether any listing has the value, whatever the filter asks for beside <see cref="FacetFilter.Among"/>.</summary>
    public bool Occurs(FacetKind kind, string code) => _occurs[_options.PlaceOf(kind, code)];

    private IReadOnlyList<FacetQuestion> Questions => _filter.Questions ?? [];

    private int PlaceOf(string name) => Questions.Index().First(question => question.Item.Name == name).Index;

    /// <summary>Adds the numbers of one chunk.</summary>
    /// <param name="chunk">The listings.</param>
    /// <param name="among">The slots of <see cref="FacetFilter.Among"/>; null for all.</param>
    /// <param name="lists">The slots of each question that names its listings.</param>
    /// <returns>The slots of what the filter finds.</returns>
    internal ulong[] Add(FacetChunk chunk, ulong[]? among, IReadOnlyList<ulong[]?> lists)
    {
        var found = chunk.Published();
        if (among is not null)
            And(found, among);
        var open = (ulong[])found.Clone();
        chunk.KeepOpen(open, _filter.Day);
        var closed = (ulong[])found.Clone();
        for (var i = 0; i < closed.Length; i++)
            closed[i] &= ~open[i];
        var shown = _filter.WithClosed ? found : open;

        // What narrows: the kinds that something is asked of, then the questions.
        var holding = Questions.Select((question, i) => lists[i] ?? chunk.Where(found, question)).ToArray();
        ulong[]?[] narrowing =
        [
            .. Kinds.Select(kind =>
                _filter.Codes[kind] is { Count: > 0 } codes ? chunk.WithAny(kind, codes, new ulong[found.Length]) : null
            ),
            .. holding.Select((bits, i) => Questions[i].IsAsked ? bits : null),
        ];
        var all = Narrowed(shown, narrowing, -1);
        Total += SlotSet.CountOf(all);
        Closed += SlotSet.CountOf(Narrowed(closed, narrowing, -1));
        // Without conditions of a kind there is nothing to leave out.
        var others = Array.ConvertAll(Kinds, kind => narrowing[(int)kind] is null ? all : Narrowed(shown, narrowing, (int)kind));
        foreach (var kind in Kinds)
            _without[(int)kind] += SlotSet.CountOf(others[(int)kind]);
        for (var i = 0; i < holding.Length; i++)
        {
            _questions[i] += SlotSet.CountOfBoth(all, holding[i]);
            _withoutQuestion[i] += SlotSet.CountOf(Narrowed(shown, narrowing, Kinds.Length + i));
        }
        var (room, having) = (new ulong[found.Length], new List<SlotSet>());
        for (var place = 0; place < _counts.Length; place++)
        {
            var option = _options.All[place];
            chunk.SetsOf(option.Kind, option.Codes, having);
            var count = SlotSet.CountOfAny(having, others[(int)option.Kind], room);
            _counts[place] += count;
            _occurs[place] = _occurs[place] || count > 0 || SlotSet.CountOfAny(having, found, room) > 0;
        }
        return all;
    }

    private static ulong[] Narrowed(ulong[] bits, ulong[]?[] narrowing, int but)
    {
        var narrowed = (ulong[])bits.Clone();
        for (var i = 0; i < narrowing.Length; i++)
            if (i != but && narrowing[i] is { } having)
                And(narrowed, having);
        return narrowed;
    }

    private static void And(ulong[] bits, ulong[] other)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] &= other[i];
    }
}
