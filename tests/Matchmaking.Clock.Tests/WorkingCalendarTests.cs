namespace Matchmaking.Clock.Tests;

/// <summary>When a side works.</summary>
public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-11-30", true)]
    [InlineData("2026-11-28", false)]
    [InlineData("2026-11-29", false)]
    [InlineData("2026-11-10", false)]
    [InlineData("2025-06-21", true)]
    public void Work_is_done_on_weekdays_but_for_the_days_that_were_moved(string day, bool isWorked) =>
        Assert.Equal(isWorked, Calendars.Baku.IsWorkingDay(Calendars.Day(day)));

    [Theory]
    [InlineData("2026-11-30 08:59", false)]
    [InlineData("2026-11-30 09:00", true)]
    [InlineData("2026-11-30 17:59", true)]
    [InlineData("2026-11-30 18:00", false)]
    [InlineData("2026-11-29 12:00", false)]
    public void It_is_open_from_nine_until_just_before_six(string moment, bool isOpen) =>
        Assert.Equal(isOpen, Calendars.Baku.IsOpenAt(Calendars.Baku.At(moment)));

    [Theory]
    [InlineData("2026-11-30 08:00", "2026-11-30 09:00")]
    [InlineData("2026-11-30 12:00", "2026-11-30 12:00")]
    [InlineData("2026-11-30 18:00", "2026-12-01 09:00")]
    [InlineData("2026-11-07 12:00", "2026-11-11 09:00")]
    public void The_next_opening_is_now_or_at_nine(string moment, string opening) =>
        Assert.Equal(opening, Calendars.Baku.Local(Calendars.Baku.NextOpen(Calendars.Baku.At(moment))));

    [Fact]
    public void The_day_is_that_of_the_side_itself()
    {
        var evening = Calendars.Baku.At("2026-11-30 21:00");

        Assert.Equal(Calendars.Day("2026-11-30"), Calendars.Baku.DayOf(evening));
        Assert.Equal(Calendars.Day("2026-12-01"), Calendars.Beijing.DayOf(evening));
    }

    [Fact]
    public void A_year_that_nobody_announced_is_provisional()
    {
        Assert.False(Calendars.Baku.IsProvisional(Calendars.Day("2026-12-31")));
        Assert.True(Calendars.Baku.IsProvisional(Calendars.Day("2027-01-01")));
    }

    [Fact]
    public void A_calendar_on_which_nobody_ever_works_is_a_mistake()
    {
        var never = Enumerable.Range(0, 5_000).ToDictionary(days => Calendars.Day("2026-01-01").AddDays(days), _ => DayKind.Off);
        var calendar = new WorkingCalendar(TimeZoneInfo.Utc, new(9, 0), new(18, 0), never, new HashSet<int>());

        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.NextOpen(calendar.At("2026-01-01 12:00")));
    }

    [Theory]
    [InlineData(18, 9)]
    [InlineData(9, 9)]
    public void Work_ends_after_it_begins(int opens, int closes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new WorkingCalendar(TimeZoneInfo.Utc, new(opens, 0), new(closes, 0), new Dictionary<DateOnly, DayKind>(), new HashSet<int>())
        );
}
