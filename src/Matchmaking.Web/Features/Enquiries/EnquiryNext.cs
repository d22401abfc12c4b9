using Matchmaking.Web.Calendar;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What the desk means to do next, as said by a person.</summary>
/// <param name="Step">In the investor's language, who reads it too.</param>
/// <param name="On">By the end of which day in Baku.</param>
public sealed record EnquiryPlan(string Step, DateOnly On);

/// <summary>What comes next of an open enquiry: there is always something, and a day.</summary>
/// <param name="Step">What a person said; null while nobody has.</param>
/// <param name="On">By which day in Baku; null while an answer is owed and nobody has said a step.</param>
/// <param name="DueAt">When the answer is due; null while none is owed or the investor was asked.</param>
/// <param name="IsAsked">Whether the investor owes an answer.</param>
public sealed record EnquiryNext(string? Step, DateOnly? On, DateTimeOffset? DueAt, bool IsAsked)
{
    /// <summary>By which day in Baku; null when it has ended.</summary>
    public DateOnly? By => On ?? (DueAt is { } due ? BakuDay.Of(due) : null);

    /// <summary>In the desk's words.</summary>
    public string ForDesk(Text t) => In(t, "answer", "reply", "check-back");

    /// <summary>In words to the investor.</summary>
    public string ForInvestor(Text t) => In(t, "our-answer", "your-reply", "in-touch");

    private string In(Text t, string owed, string asked, string answered) =>
        Step
        ?? t[
            "enquiry.next."
                + (
                    DueAt is not null ? owed
                    : IsAsked ? asked
                    : answered
                )
        ];

    /// <summary>That of an enquiry; null when it has ended.</summary>
    public static EnquiryNext? Of(Enquiry e) => Of(e.State, e.NextStep, e.NextStepOn, e.DueAt, e.PausedAt is not null);

    /// <summary>The same from its columns.</summary>
    public static EnquiryNext? Of(EnquiryState state, string? step, DateOnly? on, DateTimeOffset? due, bool isAsked) =>
        state < EnquiryState.Signed ? new(step, on, due, isAsked) : null;
}
