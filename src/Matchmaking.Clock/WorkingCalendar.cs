namespace Matchmaking.Clock;

/// <summary>What a day is, other than its weekday says.</summary>
public enum DayKind
{
    /// <summary>Nobody works: a public holiday, or a day off that was moved to here.</summary>
    Off,

    /// <summary>Work is done although it is a Saturday or Sunday: it makes up for a day off elsewhere (调休).</summary>
    MadeUp,
}

/// <summary>A stretch of time: from its first moment until just before its last.</summary>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// When a side works: Monday to Friday in its own time between two hours, but for the days that its government has moved. Pure: what the
/// days are is told by whoever makes it.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>Days in a row without work after which a calendar is a mistake and no search goes on; ten years.</summary>
    private const int LongestClosed = 3_653;

    private readonly IReadOnlyDictionary<DateOnly, DayKind> _moved;
    private readonly IReadOnlySet<int> _announced;

    /// <summary>A calendar.</summary>
    /// <param name="zone">Whose time the hours are in.</param>
    /// <param name="opens">First minute of work.</param>
    /// <param name="closes">First minute after work; later than <paramref name="opens"/>.</param>
    /// <param name="moved">The days that are not what their weekday says.</param>
    /// <param name="announced">The years whose days were announced; those of others are provisional.</param>
    public WorkingCalendar(
        TimeZoneInfo zone,
        TimeOnly opens,
        TimeOnly closes,
        IReadOnlyDictionary<DateOnly, DayKind> moved,
        IReadOnlySet<int> announced
    )
    {
        if (closes <= opens)
            throw new ArgumentOutOfRangeException(nameof(closes), closes, "Work ends after it begins.");
        (Zone, Opens, Closes, _moved, _announced) = (zone, opens, closes, moved, announced);
    }

    /// <summary>Whose time the hours are in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>First minute of work.</summary>
    public TimeOnly Opens { get; }

    /// <summary>First minute after work.</summary>
    public TimeOnly Closes { get; }

    /// <summary>How long a working day is.</summary>
    public TimeSpan DayLength => Closes - Opens;

    /// <summary>Whether work is done on a day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _moved.TryGetValue(day, out var kind) ? kind == DayKind.MadeUp : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether the days of its year are not announced yet and may still move.</summary>
    public bool IsProvisional(DateOnly day) => !_announced.Contains(day.Year);

    /// <summary>The day of a moment, in the time of this side.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>Whether work is done at a moment.</summary>
    public bool IsOpenAt(DateTimeOffset moment) =>
        DayOf(moment) is var day && IsWorkingDay(day) && HoursOf(day) is var hours && hours.From <= moment && moment < hours.Until;

    /// <summary>From opening to closing of a day, whether work is done on it or not.</summary>
    public Stretch HoursOf(DateOnly day) => new(At(day, Opens), At(day, Closes));

    /// <summary>The next moment at which work is done: the moment itself within hours.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nobody works for years from there.</exception>
    public DateTimeOffset NextOpen(DateTimeOffset moment)
    {
        foreach (var hours in From(moment))
            return hours.From;
        throw NeverOpen(moment);
    }

    /// <summary>
    /// The working hours from a moment on, day by day; the first may be the rest of a day. Ends where nobody works for years.
    /// </summary>
    internal IEnumerable<Stretch> From(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        for (var closed = 0; closed < LongestClosed; closed++, day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
                continue;
            var hours = HoursOf(day);
            if (hours.Until <= moment)
                continue;
            closed = 0;
            yield return hours.From < moment ? hours with { From = moment } : hours;
        }
    }

    internal static ArgumentOutOfRangeException NeverOpen(DateTimeOffset moment) =>
        new(nameof(moment), moment, $"Nobody works for {LongestClosed} days.");

    private DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
