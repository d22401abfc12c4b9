namespace Matchmaking.Matching.Index;

/// <summary>One condition: a slot fails it that has none of the values.</summary>
internal readonly record struct Clause(Condition Condition, int[] Accepted);

/// <summary>Points for each slot that has at least one of the values.</summary>
internal readonly record struct Extra(int[] Having, int Points);

/// <summary>
/// A condition on a slot's range of money, ends in cents: it fails when its low end is above the one or its high end below the other. Slots
/// without a range do not fail.
/// </summary>
/// <param name="LowAtMost">The largest low end that does not fail.</param>
/// <param name="HighAtLeast">The smallest high end that does not fail.</param>
/// <param name="Full">The largest low and smallest high end that earn all points, if that can be told from the ends alone.</param>
internal sealed record RangeClause(long LowAtMost, long HighAtLeast, (long Low, long High)? Full);

/// <summary>A mandate or an opportunity, in the terms of the sets that the others are kept in.</summary>
internal sealed class Question(Vocabulary vocabulary)
{
    /// <summary>Points that every match has.</summary>
    public int Points { get; set; }
    /// <summary>What a match must have. Those of one condition stand together.</summary>
    public List<Clause> Clauses { get; } = [];
    /// <summary>What a match has more points for.</summary>
    public List<Extra> Extras { get; } = [];
    /// <summary>The condition on money; null for none.</summary>
    public RangeClause? Range { get; set; }

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
    bool Excluded(Chunk<TRest> chunk, Span<ulong> bits);
}
