using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Tests.Languages;

namespace Matchmaking.Web.Tests.Calendar;

/// <summary>The days of two countries are complete, agree with themselves and with what was announced.</summary>
public sealed class WorkingCalendarsTests
{
    private static readonly WorkingCalendars Calendars = new();

    public static TheoryData<string, int> Years =>
        new(Calendars.Countries.SelectMany(country => country.Years, (country, year) => (country.Country, year.Year)));

    [Fact]
    public void Both_countries_are_known_from_2025_to_2027() =>
        Assert.All([Country("AZ"), Country("CN")], country => Assert.Equal([2025, 2026, 2027], country.Years.Select(year => year.Year)));

    [Theory, MemberData(nameof(Years))]
    public void A_year_says_where_its_days_are_written(string country, int year)
    {
        var known = Year(country, year);

        Assert.NotEmpty(known.Basis);
        Assert.NotEmpty(known.Sources);
        Assert.All(
            known.Sources,
            source => Assert.True(Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme == "https", source)
        );
    }

    [Theory, MemberData(nameof(Years))]
    public void A_day_that_makes_up_for_another_is_on_a_weekend(string country, int year) =>
        Assert.All(
            Year(country, year).MadeUp.SelectMany(some => some.Days),
            day => Assert.True(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, $"{day:O}")
        );

    [Theory, MemberData(nameof(Years))]
    public void Days_are_named_in_their_year_in_order_and_once(string country, int year)
    {
        var known = Year(country, year);

        foreach (var some in new[] { known.Off, known.MadeUp })
        {
            Assert.All(some, one => Assert.True(one.To is null || one.From < one.To, $"{one.From:O}"));
            var days = some.SelectMany(one => one.Days).ToList();
            Assert.Equal(days.Distinct().Order(), days);
            Assert.All(days, day => Assert.Equal(year, day.Year));
        }
        Assert.Empty(known.Off.SelectMany(one => one.Days).Intersect(known.MadeUp.SelectMany(one => one.Days)));
    }

    [Theory, MemberData(nameof(Years))]
    public void Days_are_named_after_holidays_that_have_names(string country, int year) =>
        Assert.All(
            Year(country, year).Off.Concat(Year(country, year).MadeUp),
            some =>
            {
                Assert.NotEmpty(some.Holidays);
                Assert.All(some.Holidays, key => Assert.True(Country(country).Holidays.ContainsKey(key), key));
            }
        );

    [Fact]
    public void Names_are_used_and_written_in_their_own_language() =>
        Assert.All(
            Calendars.Countries,
            country =>
            {
                var used = country.Years.SelectMany(year => year.Off).SelectMany(some => some.Holidays).ToHashSet();
                Assert.Equal(country.Holidays.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
                Assert.Empty(country.Holidays.SelectMany(one => Writing.Slips(one.Key, new(one.Value.Zh, one.Value.Az, one.Value.En))));
            }
        );

    [Theory]
    [InlineData("AZ", 2025, true)]
    [InlineData("AZ", 2026, true)]
    [InlineData("AZ", 2027, false)]
    [InlineData("CN", 2025, true)]
    [InlineData("CN", 2026, true)]
    [InlineData("CN", 2027, false)]
    public void What_is_not_announced_is_provisional(string country, int year, bool isAnnounced)
    {
        Assert.Equal(isAnnounced, Year(country, year).IsAnnounced);
        Assert.Equal(!isAnnounced, Calendar(country).IsProvisional(new(year, 7, 1)));
    }

    /// <summary>The ministry of labour counts them for a week of five days; later exchanges within a year change no sum.</summary>
    [Theory]
    [InlineData(2025, 239)]
    [InlineData(2026, 241)]
    public void Azerbaijan_works_as_many_days_as_its_ministry_counts(int year, int days) =>
        Assert.Equal(days, Enumerable.Range(0, 365).Count(day => Calendars.Azerbaijan.IsWorkingDay(new DateOnly(year, 1, 1).AddDays(day))));

    [Theory]
    // Exchanged by decision: off on weekdays, worked on the Saturday and on what would have been moved days.
    [InlineData("AZ", "2025-01-03", false)]
    [InlineData("AZ", "2025-01-29", false)]
    [InlineData("AZ", "2025-03-10", true)]
    [InlineData("AZ", "2025-03-28", false)]
    [InlineData("AZ", "2025-04-01", true)]
    [InlineData("AZ", "2025-06-09", false)]
    [InlineData("AZ", "2025-06-21", true)]
    [InlineData("AZ", "2025-06-27", false)]
    [InlineData("AZ", "2025-11-11", false)]
    [InlineData("AZ", "2025-11-12", true)]
    // Moved by the Labour Code: women's day from a Sunday, Novruz and Ramazan that met, Gurban that met Independence Day.
    [InlineData("AZ", "2026-01-20", false)]
    [InlineData("AZ", "2026-03-09", false)]
    [InlineData("AZ", "2026-03-19", true)]
    [InlineData("AZ", "2026-03-30", false)]
    [InlineData("AZ", "2026-03-31", true)]
    [InlineData("AZ", "2026-05-11", false)]
    [InlineData("AZ", "2026-05-29", false)]
    [InlineData("AZ", "2026-11-10", false)]
    [InlineData("AZ", "2026-11-11", true)]
    [InlineData("AZ", "2026-12-31", false)]
    // Holidays on which work is done.
    [InlineData("AZ", "2026-11-12", true)]
    [InlineData("AZ", "2026-11-17", true)]
    [InlineData("AZ", "2027-01-04", false)]
    [InlineData("AZ", "2027-03-26", false)]
    [InlineData("AZ", "2027-05-18", false)]
    [InlineData("AZ", "2027-06-28", false)]
    [InlineData("CN", "2025-01-27", true)]
    [InlineData("CN", "2025-01-26", true)]
    [InlineData("CN", "2025-02-04", false)]
    [InlineData("CN", "2025-10-08", false)]
    [InlineData("CN", "2025-10-11", true)]
    [InlineData("CN", "2026-01-02", false)]
    [InlineData("CN", "2026-01-04", true)]
    [InlineData("CN", "2026-02-14", true)]
    [InlineData("CN", "2026-02-23", false)]
    [InlineData("CN", "2026-02-28", true)]
    [InlineData("CN", "2026-05-09", true)]
    [InlineData("CN", "2026-09-20", true)]
    [InlineData("CN", "2026-09-25", false)]
    [InlineData("CN", "2026-10-07", false)]
    [InlineData("CN", "2026-10-10", true)]
    [InlineData("CN", "2027-02-10", false)]
    [InlineData("CN", "2027-05-04", false)]
    [InlineData("CN", "2027-10-05", false)]
    public void Work_is_done_on_a_day_or_not(string country, string day, bool isWorked) =>
        Assert.Equal(isWorked, Calendar(country).IsWorkingDay(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    [InlineData(2027)]
    public void Festivals_of_the_moon_are_on_their_days(int year)
    {
        var moon = new ChineseLunisolarCalendar();
        var islamic = new UmAlQuraCalendar();
        var hijri = year - 579;

        Assert.Contains(Country("CN").Holidays["spring"], Country("CN").HolidaysOn(Lunar(1, 1)));
        Assert.Contains(Country("CN").Holidays["dragon-boat"], Country("CN").HolidaysOn(Lunar(5, 5)));
        Assert.Contains(Country("CN").Holidays["mid-autumn"], Country("CN").HolidaysOn(Lunar(8, 15)));
        Assert.Contains(Country("AZ").Holidays["ramazan"], Country("AZ").HolidaysOn(Day(islamic.ToDateTime(hijri, 10, 1, 0, 0, 0, 0))));
        Assert.Contains(Country("AZ").Holidays["qurban"], Country("AZ").HolidaysOn(Day(islamic.ToDateTime(hijri, 12, 10, 0, 0, 0, 0))));

        // .NET counts a leap month as one more.
        DateOnly Lunar(int month, int day) =>
            Day(moon.ToDateTime(year, moon.GetLeapMonth(year) is > 0 and var leap && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }

    [Fact]
    public void Both_sides_share_five_hours_of_a_day()
    {
        var shared = Calendars.SharedHours(new(2026, 11, 30));

        Assert.Equal(new(2026, 11, 30, 5, 0, 0, TimeSpan.Zero), shared?.From);
        Assert.Equal(new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), shared?.Until);
    }

    private static CountryCalendar Country(string code) => Calendars.Countries.Single(country => country.Country == code);

    private static CalendarYear Year(string country, int year) => Country(country).Years.Single(one => one.Year == year);

    private static Clock.WorkingCalendar Calendar(string country) => country == "AZ" ? Calendars.Azerbaijan : Calendars.China;

    private static DateOnly Day(DateTime day) => DateOnly.FromDateTime(day);
}
