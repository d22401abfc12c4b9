namespace Matchmaking.Matching;

/// <summary>One mandate held against one opportunity: its reasons, and what follows from them.</summary>
/// <param name="Reasons">One reason a condition, in the order of <see cref="Condition"/>.</param>
public sealed record Assessment(IReadOnlyList<Reason> Reasons)
{
    /// <summary>True when no hard condition failed.</summary>
    public bool IsMatch => Reasons.All(reason => reason.Fit != Fit.Missed);

    /// <summary>0 to 100: the sum of the reasons' points.</summary>
    public int Score => Reasons.Sum(reason => reason.Points);

    /// <summary>The one condition that failed, when it was the only one and no deal breaker; else null.</summary>
    public Reason? NearMiss =>
        Reasons.Where(reason => reason.Fit == Fit.Missed).ToArray() is [{ Condition: not Condition.ExcludedWord } only] ? only : null;

    /// <summary>The same by the mandate's own conditions only.</summary>
    public Assessment Declared => Reasons.Any(IsInferred) ? new([.. Reasons.Where(reason => !IsInferred(reason))]) : this;

    /// <summary>
    /// The same with what is inferred of the organisation. Each reason moves the score by its points, as far as 0 and 100 allow;
    /// what a reason says it gave is what it gave. It never makes or unmakes a match.
    /// </summary>
    public Assessment With(params IEnumerable<Reason> inferred)
    {
        // Ten thousand at a time are held against organisations that of which nothing is inferred.
        List<Reason>? reasons = null;
        var score = Score;
        foreach (var reason in inferred)
        {
            var given = Math.Clamp(reason.Points, -score, 100 - score);
            score += given;
            (reasons ??= [.. Reasons]).Add(reason with { Points = given });
        }
        return reasons is null ? this : new(reasons);
    }

    private static bool IsInferred(Reason reason) => reason.Condition > Condition.ExcludedWord;
}
