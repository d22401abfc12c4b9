using Matchmaking.Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>An answer that was owed to one enquiry, as it is counted.</summary>
/// <param name="Kind">What was promised.</param>
/// <param name="From">What it counts from.</param>
/// <param name="DueAt">When it was due, pauses counted in.</param>
/// <param name="KeptAt">When a person kept it; null while nobody has.</param>
/// <param name="Pauses">When the investor owed an answer.</param>
public sealed record OwedAnswer(
    PromiseKind Kind,
    DateTimeOffset From,
    DateTimeOffset DueAt,
    DateTimeOffset? KeptAt,
    IReadOnlyCollection<Stretch> Pauses
);

/// <summary>
/// How the agency answered what came in one month, counted each night. An answer counts once it was given or its time is over, so that
/// what was never answered counts as late; samples do not count. Public, but for months with too few of them.
/// </summary>
public sealed class AnswerMonth
{
    /// <summary>With fewer answers a figure would tell of one investor's enquiry, and is not shown.</summary>
    public const int Fewest = 5;

    /// <summary>The first day of the month, in Baku.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>How many first answers were owed.</summary>
    public int Owed { get; private set; }

    /// <summary>How many of those were given by a person within the time promised.</summary>
    public int InTime { get; private set; }

    /// <summary>What a first answer took, the median of those given, in the agency's working hours; null while none was given.</summary>
    public decimal? MedianHours { get; private set; }

    /// <summary>How many answers to the question itself were owed.</summary>
    public int SubstantiveOwed { get; private set; }

    /// <summary>How many of those were given within the time promised.</summary>
    public int SubstantiveInTime { get; private set; }
    public DateTimeOffset CountedAt { get; private set; }

    /// <summary>Whether there is enough to show a figure.</summary>
    public bool IsShown => Owed >= Fewest;

    /// <summary>Counts it anew.</summary>
    /// <param name="answers">All that were owed for what came in this month.</param>
    /// <param name="clock">The agency's.</param>
    /// <param name="now">When it is counted.</param>
    public void Count(IReadOnlyCollection<OwedAnswer> answers, AnswerClock clock, DateTimeOffset now)
    {
        var first = answers.Where(answer => answer.Kind == PromiseKind.First).ToList();
        var substantive = answers.Where(answer => answer.Kind == PromiseKind.Substantive).ToList();
        (Owed, InTime) = (first.Count, first.Count(answer => answer.KeptAt <= answer.DueAt));
        (SubstantiveOwed, SubstantiveInTime) = (substantive.Count, substantive.Count(answer => answer.KeptAt <= answer.DueAt));
        MedianHours = Median([
            .. first
                .Where(answer => answer.KeptAt is not null)
                .Select(answer => clock.Worked(answer.From, answer.KeptAt!.Value, answer.Pauses))
                .Order(),
        ]);
        CountedAt = now;
    }

    /// <summary>The middle one, or half-way between the two in the middle, in hours to a tenth.</summary>
    private static decimal? Median(IReadOnlyList<TimeSpan> ordered) =>
        ordered.Count == 0
            ? null
            : Math.Round(
                (decimal)((ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2).TotalHours,
                1,
                MidpointRounding.AwayFromZero
            );
}

internal sealed class AnswerMonthMapping : IEntityTypeConfiguration<AnswerMonth>
{
    public void Configure(EntityTypeBuilder<AnswerMonth> month)
    {
        month.ToTable("answer_months");
        month.HasKey(m => m.Month);
        month.Property(m => m.MedianHours).HasPrecision(9, 1);
    }
}
