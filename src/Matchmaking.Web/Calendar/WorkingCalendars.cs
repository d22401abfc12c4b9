using System.Text.Json;
using Matchmaking.Clock;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Calendar;

/// <summary>Some days that are not what their weekday says.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last; null for one day.</param>
/// <param name="Name">Of the holiday; null for days that make up for one.</param>
public sealed record MovedDays(DateOnly From, DateOnly? To, Localized? Name)
{
    /// <summary>Each of them.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = From; day <= (To ?? From); day = day.AddDays(1))
                yield return day;
        }
    }
}

/// <summary>What is known of a country's working days in a year.</summary>
/// <param name="Year">Of the common era.</param>
/// <param name="IsAnnounced">Whether its government has announced the days; else they follow from the law and may still move.</param>
/// <param name="Source">Where that is written.</param>
/// <param name="Off">Holidays and days off that were moved to working days; those of them that are on a weekend change nothing.</param>
/// <param name="MadeUp">Days of a weekend on which work is done.</param>
public sealed record CalendarYear(int Year, bool IsAnnounced, string Source, MovedDays[] Off, MovedDays[] MadeUp);

/// <summary>A country's working days: dated facts of <c>calendars.json</c>, each year with its source.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Opens">First hour of work.</param>
/// <param name="Closes">Last hour of work.</param>
/// <param name="Years">In their order.</param>
public sealed record CountryCalendar(string Country, string TimeZone, TimeOnly Opens, TimeOnly Closes, CalendarYear[] Years)
{
    /// <summary>As the clock reads it.</summary>
    public WorkingCalendar ToCalendar() =>
        new(
            TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
            Opens,
            Closes,
            Years
                .SelectMany(year =>
                    year.Off.SelectMany(some => some.Days, (_, day) => KeyValuePair.Create(day, DayKind.Off))
                        .Concat(year.MadeUp.SelectMany(some => some.Days, (_, day) => KeyValuePair.Create(day, DayKind.MadeUp)))
                )
                .ToDictionary(),
            Years.Where(year => year.IsAnnounced).Select(year => year.Year).ToHashSet()
        );

    /// <summary>The holiday of a day; null for an ordinary one.</summary>
    public Localized? HolidayOn(DateOnly day) =>
        Years.SelectMany(year => year.Off).FirstOrDefault(some => some.From <= day && day <= (some.To ?? some.From))?.Name;
}

/// <summary>When the two sides work. The same for everybody who answers for the agency, wherever that person is.</summary>
public sealed class WorkingCalendars
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the file; throws when it is missing or contradicts itself, so that a broken build never starts.</summary>
    public WorkingCalendars()
    {
        using var stream =
            typeof(WorkingCalendars).Assembly.GetManifestResourceStream("calendar/calendars.json")
            ?? throw new InvalidOperationException("The calendars are not part of this build.");
        Countries = JsonSerializer.Deserialize<CountryCalendar[]>(stream, Json)!;
        Azerbaijan = Of("AZ");
        China = Of("CN");
        AgencyClock = new(Azerbaijan);
    }

    /// <summary>All that is known, with its sources.</summary>
    public IReadOnlyList<CountryCalendar> Countries { get; }

    /// <summary>When the agency works, in Baku's time.</summary>
    public WorkingCalendar Azerbaijan { get; }

    /// <summary>When investors work, in Beijing's time.</summary>
    public WorkingCalendar China { get; }

    /// <summary>Counts what the agency owes.</summary>
    public AnswerClock AgencyClock { get; }

    private WorkingCalendar Of(string country) => Countries.Single(one => one.Country == country).ToCalendar();
}
