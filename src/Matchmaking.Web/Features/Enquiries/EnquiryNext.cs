using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What the desk means to do next, as said by a person.</summary>
/// <param name="Step">In the investor's language, who reads it too.</param>
/// <param name="On">By the end of which day in Baku.</param>
public sealed record EnquiryPlan(string Step, DateOnly On)
{
    /// <summary>Whether the agency's work of a day has ended: what was to be done by it is late.</summary>
    public static bool IsOver(DateOnly on, AnswerClock clock, DateTimeOffset now) => clock.Calendar.HoursOf(on).Until <= now;
}

/// <summary>What comes next of an enquiry: while it is open there is always something, and a day.</summary>
/// <param name="Step">What a person said; null while nobody has.</param>
/// <param name="On">By which day in Baku; null while an answer is owed and nobody has said a step.</param>
/// <param name="DueAt">When the answer is due; null while none is owed or the investor was asked.</param>
/// <param name="IsAsked">Whether the investor owes an answer.</param>
public sealed record EnquiryNext(string? Step, DateOnly? On, DateTimeOffset? DueAt, bool IsAsked)
{
    /// <summary>By which day in Baku.</summary>
    public DateOnly By => DueAt is { } due ? BakuDay.Of(due) : On!.Value;

    /// <summary>The same in words: with the time of both sides for an answer.</summary>
    public string Until(Text t) => DueAt is { } due ? TwoClocks.Moment(due, t.Language) : Dates.Day(By, t.Language);

    /// <summary>Whether its day, or the moment at which the answer was due, is over.</summary>
    public bool IsLate(AnswerClock clock, DateTimeOffset now) => DueAt is { } due ? due <= now : EnquiryPlan.IsOver(By, clock, now);

    /// <summary>Whether a person said it, in the investor's language; what is owed comes before every step.</summary>
    public bool IsSaid => DueAt is null && Step is not null;

    /// <summary>The step that was said, while an answer comes before it; null for none.</summary>
    public EnquiryPlan? Then => this is { DueAt: not null, Step: { } step, On: { } on } ? new(step, on) : null;

    /// <summary>Whether the investor's answer is waited for before the step that was said.</summary>
    public bool WaitsForReply => IsAsked && IsSaid;

    /// <summary>In the desk's words.</summary>
    public string ForDesk(Text t) => DueAt is not null ? t["enquiry.next.answer"] : Step ?? t["enquiry.next.check-back"];

    /// <summary>In words to the investor.</summary>
    public string ForInvestor(Text t) =>
        DueAt is not null ? t["enquiry.next.our-answer"] : Step ?? t[IsAsked ? "enquiry.next.your-reply" : "enquiry.next.in-touch"];

    /// <summary>All of it in sentences to the investor, as a mail says it.</summary>
    public IEnumerable<string> Sentences(Text t)
    {
        yield return DueAt is null
            ? t["enquiry.mail.planned", ("step", WithoutStop(ForInvestor(t))), ("day", Until(t))]
            : t["enquiry.mail.next", ("due", Until(t))];
        if (Then is var (step, on))
            yield return t["enquiry.mail.then", ("step", WithoutStop(step)), ("day", Dates.Day(on, t.Language))];
    }

    /// <summary>The sentence goes on behind it.</summary>
    private static string WithoutStop(string step) => step.TrimEnd('.', '。');

    /// <summary>That of an enquiry; null when it has ended and no answer is owed.</summary>
    public static EnquiryNext? Of(Enquiry e) => Of(e.NextStep, e.NextStepOn, e.DueAt, e.PausedAt is not null);

    /// <summary>The same from its columns.</summary>
    public static EnquiryNext? Of(string? step, DateOnly? on, DateTimeOffset? due, bool isAsked) =>
        on is null && due is null ? null : new(step, on, due, isAsked);
}
