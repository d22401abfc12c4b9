namespace Matchmaking.Matching;

/// <summary>What a reason is about: first the mandate's own conditions (declared), then what is inferred. Shown in this order.</summary>
public enum Condition
{
    /// <summary>Sector and subsector.</summary>
    Sector,

    /// <summary>Region, city or district.</summary>
    Place,

    /// <summary>The opportunity's amount against the mandate's ticket.</summary>
    Ticket,

    /// <summary>Deal type.</summary>
    DealType,

    /// <summary>Technical and legal stage.</summary>
    Stage,

    /// <summary>Words that must not occur.</summary>
    ExcludedWord,

    /// <summary>Inferred: what deals the organisation has made.</summary>
    TrackRecord,

    /// <summary>Inferred: what the organisation has said of other opportunities.</summary>
    Feedback,
}

/// <summary>How one condition came out.</summary>
public enum Fit
{
    /// <summary>What was asked for.</summary>
    Exact,

    /// <summary>Partly: another subsector of the same sector, another district of the same region, or a part of the range.</summary>
    Near,

    /// <summary>The mandate states no wish here, so everything fits.</summary>
    Open,

    /// <summary>The opportunity does not say. It earns nothing and excludes nothing.</summary>
    Unknown,

    /// <summary>A hard condition failed.</summary>
    Missed,

    /// <summary>Speaks against it and costs points, but excludes nothing. Only what is inferred can.</summary>
    Against,
}

/// <summary>One part of a score, in values that a page or a mail puts into words.</summary>
/// <param name="Condition">What it is about.</param>
/// <param name="Fit">How it came out.</param>
/// <param name="Points">Points earned, 0 to <paramref name="Of"/>; what is inferred may also cost points, down to minus
/// <paramref name="Of"/>.</param>
/// <param name="Of">Points that can be earned here; the declared parts of a match add up to 100.</param>
/// <param name="Values">The codes that met (or, when missed or near, what the opportunity offers); for an excluded word, the word.</param>
public sealed record Reason(Condition Condition, Fit Fit, int Points, int Of, IReadOnlyList<string> Values);
