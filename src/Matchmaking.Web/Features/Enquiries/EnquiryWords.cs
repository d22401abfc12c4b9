using System.Globalization;
using Matchmaking.Clock;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>How enquiries and their states are called and coloured.</summary>
public static class EnquiryWords
{
    /// <summary>0147: at least four digits, so that it is told from other numbers.</summary>
    public static string Name(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>412 KB, 3.4 MB; with the comma of Azerbaijani.</summary>
    public static string Size(int bytes, string language) =>
        bytes < 1_000_000
            ? string.Create(Language.CultureOf(language), $"{Math.Max(1, bytes / 1000)} KB")
            : string.Create(Language.CultureOf(language), $"{bytes / 1_000_000.0:0.#} MB");

    /// <summary>3 h left, 2 working days left, 1 working day late: in the working hours of the side that owes.</summary>
    public static string Left(TimeSpan left, AnswerClock clock, Text t)
    {
        var (key, time) = left < TimeSpan.Zero ? ("late", left.Negate()) : ("left", left);
        return time >= clock.Calendar.DayLength ? t.Count($"enquiry.{key}.days", (long)(time / clock.Calendar.DayLength))
            : time >= TimeSpan.FromHours(1) ? t.Count($"enquiry.{key}.hours", (long)time.TotalHours)
            : t.Count($"enquiry.{key}.minutes", (long)Math.Ceiling(time.TotalMinutes));
    }

    /// <summary>The class of a state's pill.</summary>
    public static string Pill(EnquiryState state) =>
        state switch
        {
            EnquiryState.New => "is-draft",
            EnquiryState.Signed => "is-good",
            EnquiryState.Declined or EnquiryState.Expired or EnquiryState.Withdrawn => "is-withdrawn",
            _ => "is-submitted",
        };
}
