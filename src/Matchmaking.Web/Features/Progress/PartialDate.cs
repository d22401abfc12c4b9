using System.Globalization;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Progress;

/// <summary>A date as exactly as it is known.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Known">How much of it is known: "day", "month" or "year".</param>
public readonly record struct PartialDate(DateOnly First, string Known)
{
    private static readonly (string Pattern, string Known)[] Patterns = [("yyyy-MM-dd", "day"), ("yyyy-MM", "month"), ("yyyy", "year")];

    /// <summary>"2025", "2025-04" or "2025-04-23".</summary>
    public override string ToString()
    {
        var known = Known;
        return First.ToString(Patterns.Single(one => one.Known == known).Pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>Null for anything that <see cref="ToString"/> does not write.</summary>
    public static PartialDate? Read(string? typed)
    {
        foreach (var (pattern, known) in Patterns)
            if (DateOnly.TryParseExact(CleanText.Line(typed), pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
                return new(first, known);
        return null;
    }
}
