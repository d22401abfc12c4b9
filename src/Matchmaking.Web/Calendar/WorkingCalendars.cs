using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Clock;

namespace Matchmaking.Web.Calendar;

/// <summary>What a holiday is called, in the three languages of the product.</summary>
public sealed record HolidayName(string Zh, string Az, string En);

/// <summary>Some days that are not what their weekday says.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last; null for one day.</param>
/// <param name="Holidays">Keys of <see cref="CountryCalendar.Holidays"/>: why nobody works, or what a day makes up for.</param>
public sealed record MovedDays(DateOnly From, DateOnly? To, string[] Holidays)
{
    /// <summary>Each of them.</summary>
    [JsonIgnore]
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
/// <param name="Basis">Which law, decision or notice says so, and what of it was not announced.</param>
/// <param name="Sources">Public addresses where that is written.</param>
/// <param name="Off">Holidays and days off that were moved to working days; those of them that are on a weekend change nothing.</param>
/// <param name="MadeUp">Days of a weekend on which work is done.</param>
public sealed record CalendarYear(int Year, bool IsAnnounced, string Basis, string[] Sources, MovedDays[] Off, MovedDays[] MadeUp);

/// <summary>A country's working days: dated facts of <c>calendars.json</c>, each year with its sources.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Opens">First hour of work.</param>
/// <param name="Closes">When work ends.</param>
/// <param name="Holidays">Names by the keys that the days refer to.</param>
/// <param name="Years">In their order.</param>
public sealed record CountryCalendar(
    string Country,
    string TimeZone,
    TimeOnly Opens,
    TimeOnly Closes,
    IReadOnlyDictionary<string, HolidayName> Holidays,
    CalendarYear[] Years
)
{
    /// <summary>As the clock reads it.</summary>
    /// <exception cref="ArgumentException">A day is named twice.</exception>
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

    /// <summary>Why nobody works on a day; empty for an ordinary one.</summary>
    public IEnumerable<HolidayName> HolidaysOn(DateOnly day) =>
        Years
            .SelectMany(year => year.Off)
            .Where(some => some.Days.Contains(day))
            .SelectMany(some => some.Holidays)
            .Select(key => Holidays[key]);
}

/// <summary>When the two sides work. The same for everybody who answers for the agency, wherever that person is.</summary>
public sealed class WorkingCalendars
{
    // A key that is misspelt must stop the build from starting, not be passed over.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

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

    /// <summary>When both sides work on a day: five hours of an ordinary one; null on a holiday or rest day of either.</summary>
    public Stretch? SharedHours(DateOnly day)
    {
        if (!Azerbaijan.IsWorkingDay(day) || !China.IsWorkingDay(day))
            return null;
        var (baku, beijing) = (Azerbaijan.HoursOf(day), China.HoursOf(day));
        return new(baku.From > beijing.From ? baku.From : beijing.From, baku.Until < beijing.Until ? baku.Until : beijing.Until);
    }

    private WorkingCalendar Of(string country) => Countries.Single(one => one.Country == country).ToCalendar();
}
