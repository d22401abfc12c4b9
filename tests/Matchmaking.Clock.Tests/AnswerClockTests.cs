namespace Matchmaking.Clock.Tests;

/// <summary>When an answer is due, day by day and minute by minute: the cases that people would argue about.</summary>
public sealed class AnswerClockTests
{
    private static readonly AnswerClock Baku = new(Calendars.Baku);
    private static readonly AnswerClock Beijing = new(Calendars.Beijing);

    [Theory]
    // Within hours, at their edges and outside.
    [InlineData("2026-11-27 17:59", 1, "2026-11-30 17:59")]
    [InlineData("2026-11-27 17:59", 5, "2026-12-04 17:59")]
    [InlineData("2026-11-27 18:00", 1, "2026-11-30 18:00")]
    [InlineData("2026-11-29 12:00", 1, "2026-11-30 18:00")]
    [InlineData("2026-11-29 12:00", 5, "2026-12-04 18:00")]
    [InlineData("2026-11-30 08:59", 1, "2026-11-30 18:00")]
    [InlineData("2026-11-30 09:00", 1, "2026-11-30 18:00")]
    [InlineData("2026-11-30 09:01", 1, "2026-12-01 09:01")]
    [InlineData("2026-11-30 00:00", 1, "2026-11-30 18:00")]
    [InlineData("2026-11-30 23:59", 1, "2026-12-01 18:00")]
    // Days that were moved, and a Saturday that makes up for one.
    [InlineData("2026-03-06 12:00", 1, "2026-03-10 12:00")]
    [InlineData("2026-03-19 17:59", 1, "2026-03-31 17:59")]
    [InlineData("2026-03-25 12:00", 1, "2026-03-31 18:00")]
    [InlineData("2026-11-06 12:00", 1, "2026-11-11 12:00")]
    [InlineData("2025-06-20 17:59", 1, "2025-06-21 17:59")]
    [InlineData("2025-06-21 17:59", 1, "2025-06-23 17:59")]
    [InlineData("2025-06-21 18:00", 1, "2025-06-23 18:00")]
    [InlineData("2025-06-25 17:59", 1, "2025-06-30 17:59")]
    // The end of a year, and the leap day.
    [InlineData("2026-12-30 17:59", 1, "2027-01-05 17:59")]
    [InlineData("2026-12-31 12:00", 5, "2027-01-11 18:00")]
    [InlineData("2028-02-28 17:59", 1, "2028-02-29 17:59")]
    [InlineData("2028-02-29 12:00", 1, "2028-03-01 12:00")]
    [InlineData("2028-02-25 12:00", 5, "2028-03-03 12:00")]
    public void What_Baku_owes_is_due(string asked, int days, string due) =>
        Assert.Equal(due, Calendars.Baku.Local(Baku.Due(Calendars.Baku.At(asked), Baku.Days(days))));

    [Theory]
    [InlineData("2026-02-13 17:59", 1, "2026-02-14 17:59")]
    [InlineData("2026-02-14 17:59", 1, "2026-02-24 17:59")]
    [InlineData("2026-02-27 17:59", 1, "2026-02-28 17:59")]
    [InlineData("2026-09-18 12:00", 1, "2026-09-20 12:00")]
    [InlineData("2026-09-30 17:59", 5, "2026-10-13 17:59")]
    public void What_Beijing_owes_is_due(string asked, int days, string due) =>
        Assert.Equal(due, Calendars.Beijing.Local(Beijing.Due(Calendars.Beijing.At(asked), Beijing.Days(days))));

    [Fact]
    public void Nothing_to_do_is_done_at_once() =>
        Assert.Equal(Calendars.Baku.At("2026-11-29 12:00"), Baku.Due(Calendars.Baku.At("2026-11-29 12:00"), TimeSpan.Zero));

    [Fact]
    public void Half_a_working_day_is_four_and_a_half_hours() =>
        Assert.Equal("2026-11-30 13:30", Calendars.Baku.Local(Baku.Due(Calendars.Baku.At("2026-11-29 12:00"), Baku.Days(1) / 2)));

    [Theory]
    [InlineData("outside hours", "2026-12-01 10:00", "2026-11-30 18:00..2026-12-01 09:00")]
    [InlineData("over a night", "2026-12-01 12:00", "2026-11-30 17:00..2026-12-01 10:00")]
    [InlineData("that overlap", "2026-12-01 13:00", "2026-11-30 12:00..2026-11-30 14:00", "2026-11-30 13:00..2026-11-30 15:00")]
    [InlineData("one within the other", "2026-12-01 13:00", "2026-11-30 12:00..2026-11-30 15:00", "2026-11-30 13:00..2026-11-30 14:00")]
    [InlineData("the later one first", "2026-12-01 12:00", "2026-11-30 15:00..2026-11-30 16:00", "2026-11-30 11:00..2026-11-30 12:00")]
    [InlineData("that touch", "2026-12-01 12:00", "2026-11-30 11:00..2026-11-30 12:00", "2026-11-30 12:00..2026-11-30 13:00")]
    [InlineData("begun before it was asked", "2026-12-01 12:00", "2026-11-30 08:00..2026-11-30 12:00")]
    [InlineData("over before it was asked", "2026-12-01 10:00", "2026-11-27 12:00..2026-11-27 17:00")]
    [InlineData("when it was done", "2026-12-01 10:00", "2026-12-01 10:00..2026-12-01 16:00")]
    [InlineData("for whole days", "2026-12-04 10:00", "2026-11-30 18:00..2026-12-03 18:00")]
    [InlineData("without length", "2026-12-01 10:00", "2026-11-30 12:00..2026-11-30 12:00")]
    public void Asked_on_Monday_at_ten_it_is_due_a_working_day_later_without_pauses(string which, string due, params string[] pauses)
    {
        var stood = pauses.Select(Pause).ToArray();

        Assert.True(due == Calendars.Baku.Local(Baku.Due(Calendars.Baku.At("2026-11-30 10:00"), Baku.Days(1), stood)), which);
    }

    [Fact]
    public void A_pause_over_a_weekend_moves_it_by_its_working_hours_alone() =>
        Assert.Equal(
            "2026-11-30 12:00",
            Calendars.Baku.Local(Baku.Due(Calendars.Baku.At("2026-11-27 10:00"), Baku.Days(1), Pause("2026-11-27 17:00..2026-11-30 10:00")))
        );

    [Fact]
    public void What_was_worked_over_many_years_is_counted_to_its_end()
    {
        var calendar = Calendars.Of("Asia/Baku", [], []);

        Assert.Equal(
            TimeSpan.FromHours(9 * 5 * 52 * 14),
            new AnswerClock(calendar).Worked(calendar.At("2026-11-30 09:00"), calendar.At("2026-11-30 09:00").AddDays(7 * 52 * 14))
        );
    }

    [Fact]
    public void Nothing_was_worked_backwards() =>
        Assert.Equal(TimeSpan.Zero, Baku.Worked(Calendars.Baku.At("2026-11-30 12:00"), Calendars.Baku.At("2026-11-30 10:00")));

    [Fact]
    public void Less_than_nothing_cannot_be_owed() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Baku.Due(Calendars.Baku.At("2026-11-30 10:00"), TimeSpan.FromHours(-1)));

    private static Stretch Pause(string range) =>
        range.Split("..") is [var from, var until]
            ? new(Calendars.Baku.At(from), Calendars.Baku.At(until))
            : throw new ArgumentException(range, nameof(range));
}
