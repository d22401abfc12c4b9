namespace Matchmaking.Matching.Index;

/// <summary>One condition: a slot fails it that has none of the values.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Accepted">Numbers of the sets of those values.</param>
/// <param name="AreApart">True when no slot is in two of the sets, so that their sizes can be added.</param>
internal readonly record struct Clause(Condition Condition, int[] Accepted, bool AreApart);

/// <summary>Points of a condition for each slot that has at least one of the values.</summary>
internal readonly record struct Extra(Condition Condition, int[] Having, int Points);

/// <summary>
/// A condition on a slot's range of money, ends in cents: it fails when its low end is above the one or its high end below the other. Slots
/// without a range do not fail.
/// </summary>
/// <param name="LowAtMost">The largest low end that does not fail.</param>
/// <param name="HighAtLeast">The smallest high end that does not fail.</param>
/// <param name="Full">The largest low and smallest high end that earn all points, if that can be told from the ends alone.</param>
internal sealed record RangeClause(long LowAtMost, long HighAtLeast, (long Low, long High)? Full)
{
    /// <summary>Whether a range fails.</summary>
    public bool Fails((long Low, long High) range) => range.Low > LowAtMost || range.High < HighAtLeast;

    /// <summary>Whether the ends of a range tell that it earns all points.</summary>
    public bool IsFull((long Low, long High) range) => Full is var (low, high) && range.Low <= low && range.High >= high;
}

/// <summary>A mandate or an opportunity, in the terms of the sets that the others are kept in.</summary>
internal sealed class Question(Vocabulary vocabulary)
{
    private int[]? _deciding;

    /// <summary>Points that every match has.</summary>
    public int Points { get; set; }

    /// <summary>What a match must have. Those of one condition stand together.</summary>
    public List<Clause> Clauses { get; } = [];

    /// <summary>What a match has more points for.</summary>
    public List<Extra> Extras { get; } = [];

    /// <summary>The condition on money; null for none.</summary>
    public RangeClause? Range { get; set; }

    /// <summary>
    /// Numbers of the different sets on which it depends what the rule says of a match; beside them only the points for money do.
    /// </summary>
    public int[] Deciding => _deciding ??= [.. Pairs().Select(pair => pair.Number).Distinct()];

    /// <summary>
    /// Those of them that decide on one condition, a bit each, the first one the highest. At most 64 can be told apart so.
    /// </summary>
    public ulong MaskOf(Condition condition)
    {
        var numbers = Pairs().Where(pair => pair.Condition == condition).Select(pair => pair.Number).ToHashSet();
        return Deciding.Aggregate(0UL, (mask, number) => (mask << 1) | (numbers.Contains(number) ? 1UL : 0));
    }

    private IEnumerable<(Condition Condition, int Number)> Pairs() =>
        [
            .. Clauses.SelectMany(clause => clause.Accepted.Select(number => (clause.Condition, number))),
            .. Extras.SelectMany(extra => extra.Having.Select(number => (extra.Condition, number))),
            (Condition.ExcludedWord, Vocabulary.NoWord),
            (Condition.Ticket, Vocabulary.AnyAmount),
        ];

    /// <summary>Adds a condition that those without a wish (or without a word) on it pass, and those with one of the values.</summary>
    public void Accept(Condition condition, int silent, params IEnumerable<Value> values)
    {
        var accepted = Sets(silent, values);
        Clauses.Add(new(condition, accepted, accepted.Length <= 2));
    }

    /// <summary>Numbers of the sets of these values, as far as they are known, with a first one.</summary>
    public int[] Sets(int first, params IEnumerable<Value> values) => Sets([first], values);

    /// <summary>Numbers of the sets of these values, as far as they are known.</summary>
    public int[] Sets(IEnumerable<Value> values) => Sets([], values);

    private int[] Sets(List<int> numbers, IEnumerable<Value> values)
    {
        foreach (var value in values)
            vocabulary.Collect(value, numbers);
        return [.. numbers];
    }
}

/// <summary>What a question needs to know of a slot beside its sets.</summary>
internal interface IAsked<TRest>
{
    /// <summary>Points for a range of money that does not fail.</summary>
    int RangePoints(Chunk<TRest> chunk, int slot);

    /// <summary>Sets the bits of slots that fail because of an excluded word. False when there are none.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="bits">All zero; gets the answer.</param>
    /// <param name="within">The slots of which it must be told; null for all that are taken.</param>
    bool Excluded(Chunk<TRest> chunk, ulong[] bits, ulong[]? within);
}
