namespace Matchmaking.Clock;

/// <summary>
/// Counts the working hours of the side that owes something. What comes outside hours counts from the next opening; a day's work is done
/// when it closes, not when the next one opens. Pure: the same always gives the same.
/// </summary>
/// <param name="calendar">Of the side that owes.</param>
public sealed class AnswerClock(WorkingCalendar calendar)
{
    /// <summary>Of the side that owes.</summary>
    public WorkingCalendar Calendar => calendar;

    /// <summary>Some working days as time: a day is as long as its hours.</summary>
    public TimeSpan Days(int count) => calendar.DayLength * count;

    /// <summary>
    /// The earliest moment by which so much work was done since another moment, pauses left out. For all of a pause of p working hours it
    /// is p working hours later; of two starts the earlier is never due later.
    /// </summary>
    /// <param name="from">When it begins to count.</param>
    /// <param name="work">How much; zero or more.</param>
    /// <param name="pauses">When it stood still, in any order; they may overlap.</param>
    public DateTimeOffset Due(DateTimeOffset from, TimeSpan work, params IReadOnlyCollection<Stretch> pauses)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, TimeSpan.Zero);
        if (work == TimeSpan.Zero)
            return from;
        foreach (var part in Counted(from, Ordered(pauses)))
        {
            var length = part.Until - part.From;
            if (length >= work)
                return part.From + work;
            work -= length;
        }
        throw WorkingCalendar.NeverOpen(from);
    }

    /// <summary>How much work was done between two moments, pauses left out; zero when the second is not later.</summary>
    public TimeSpan Worked(DateTimeOffset from, DateTimeOffset until, params IReadOnlyCollection<Stretch> pauses)
    {
        var sum = TimeSpan.Zero;
        foreach (var part in Counted(from, Ordered(pauses)))
        {
            if (part.From >= until)
                break;
            sum += (part.Until < until ? part.Until : until) - part.From;
        }
        return sum;
    }

    /// <summary>The working hours from a moment on without what lies in a pause.</summary>
    private IEnumerable<Stretch> Counted(DateTimeOffset from, IReadOnlyList<Stretch> pauses)
    {
        var next = 0;
        foreach (var hours in calendar.From(from))
        {
            var at = hours.From;
            while (next < pauses.Count && pauses[next].Until <= at)
                next++;
            // A pause may reach into the next day: it is left at its place until it is over.
            // Of two that overlap the later one only adds its rest.
            for (var i = next; i < pauses.Count && pauses[i].From < hours.Until && at < hours.Until; i++)
            {
                if (pauses[i].From > at)
                    yield return new(at, pauses[i].From);
                if (pauses[i].Until > at)
                    at = pauses[i].Until;
            }
            if (at < hours.Until)
                yield return new(at, hours.Until);
        }
    }

    /// <summary>By their beginning, without those that never were.</summary>
    private static List<Stretch> Ordered(IReadOnlyCollection<Stretch> pauses) =>
        [.. pauses.Where(pause => pause.Until > pause.From).OrderBy(pause => pause.From)];
}
