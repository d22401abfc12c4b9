using System.Globalization;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Progress;

/// <summary>The answer times of twelve months, as a chart and a table show them.</summary>
/// <param name="first">The first day of the oldest month, in Baku.</param>
/// <param name="counted">What was counted of them; months without anything are missing.</param>
/// <param name="promisedHours">What is promised for the first answer, in working hours.</param>
public sealed class AnswerTimes(DateOnly first, IReadOnlyCollection<AnswerMonth> counted, decimal promisedHours)
{
    /// <summary>Units of the drawing.</summary>
    public const int Width = 640,
        Height = 200,
        Left = 40,
        Base = 165,
        Top = 25;

    private const int Step = (Width - Left) / AnswerMonths.Shown;

    /// <summary>One month of the drawing.</summary>
    /// <param name="Month">Its first day.</param>
    /// <param name="Counted">Null when nothing was owed.</param>
    /// <param name="X">Where it begins.</param>
    /// <param name="BarHeight">0 where no figure is shown.</param>
    public sealed record Bar(DateOnly Month, AnswerMonth? Counted, int X, int BarHeight)
    {
        /// <summary>Where the middle of it is.</summary>
        public int Middle => X + Step / 2;
    }

    /// <summary>What is promised for the first answer, in working hours.</summary>
    public decimal PromisedHours => promisedHours;

    /// <summary>Whether anything was owed at all.</summary>
    public bool IsEmpty => counted.All(month => month.Owed == 0 && month.SubstantiveOwed == 0);

    /// <summary>Whether any month has enough for a bar.</summary>
    public bool HasBars => counted.Any(month => month is { IsShown: true, MedianHours: not null });

    /// <summary>The months, the oldest first.</summary>
    public IEnumerable<Bar> Bars =>
        Enumerable
            .Range(0, AnswerMonths.Shown)
            .Select(i =>
            {
                var month = first.AddMonths(i);
                var found = counted.SingleOrDefault(one => one.Month == month && (one.Owed > 0 || one.SubstantiveOwed > 0));
                return new Bar(month, found, Left + i * Step, found is { IsShown: true, MedianHours: { } hours } ? Units(hours) : 0);
            });

    /// <summary>How wide a bar is.</summary>
    public static int BarWidth => Step * 2 / 3;

    /// <summary>How high so many hours are drawn.</summary>
    public int Units(decimal hours) => (int)Math.Round(hours * (Base - Top) / Highest, MidpointRounding.AwayFromZero);

    /// <summary>A share as a whole percentage; never rounded up to all.</summary>
    public static string Percent(int part, int of) => (part * 100 / of).ToString(CultureInfo.InvariantCulture) + " %";

    /// <summary>Hours to a tenth, as the reader writes them.</summary>
    public static string Hours(decimal hours, string language) => hours.ToString("0.0", Language.CultureOf(language));

    private decimal Highest =>
        counted.Where(month => month.IsShown).Select(month => month.MedianHours ?? 0).Append(PromisedHours * 1.25m).Max();
}
