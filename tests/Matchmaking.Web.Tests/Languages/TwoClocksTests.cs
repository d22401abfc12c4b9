using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>The time of both sides, as each reader reads it.</summary>
public sealed class TwoClocksTests
{
    private static readonly WorkingCalendars Calendars = new();
    private static readonly Texts Texts = new();

    [Theory]
    [InlineData("zh-Hans", "11月30日 周一 北京时间 20:00 · 巴库 16:00")]
    [InlineData("az", "B.e. 30 noyabr, Bakı 16:00 · Pekin 20:00")]
    [InlineData("en", "Mon 30 Nov, 16:00 Baku · 20:00 Beijing")]
    public void A_moment_is_said_in_both_times_the_readers_first(string language, string words) =>
        Assert.Equal(words, TwoClocks.Moment(Utc("2026-11-30 12:00"), language));

    [Theory]
    [InlineData("zh-Hans", "12月1日 周二 北京时间 01:00 · 11月30日 周一 巴库 21:00")]
    [InlineData("az", "B.e. 30 noyabr, Bakı 21:00 · Ç.a. 1 dekabr Pekin 01:00")]
    [InlineData("en", "Mon 30 Nov, 21:00 Baku · Tue 1 Dec 01:00 Beijing")]
    public void Where_it_is_another_day_on_the_other_side_that_is_said(string language, string words) =>
        Assert.Equal(words, TwoClocks.Moment(Utc("2026-11-30 17:00"), language));

    [Theory]
    [InlineData("zh-Hans", "北京时间 13:00–18:00 · 巴库 09:00–14:00")]
    [InlineData("az", "Bakı 09:00–14:00 · Pekin 13:00–18:00")]
    [InlineData("en", "09:00–14:00 Baku · 13:00–18:00 Beijing")]
    public void The_hours_that_both_sides_work_are_said(string language, string words) =>
        Assert.Equal(words, TwoClocks.SharedHours(new(2026, 11, 30), Calendars, language));

    [Theory]
    [InlineData("2026-11-29", "a Sunday")]
    [InlineData("2026-11-10", "a day off in Azerbaijan")]
    [InlineData("2026-10-05", "a day off in China")]
    [InlineData("2026-10-10", "a Saturday worked in China alone")]
    public void There_are_none_on_a_day_off_of_either(string day, string why) =>
        Assert.True(
            TwoClocks.SharedHours(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), Calendars, "en") is null,
            why
        );

    [Theory]
    [InlineData("zh-Hans", "诺鲁孜节、开斋节")]
    [InlineData("az", "Novruz bayramı, Ramazan bayramı")]
    [InlineData("en", "Novruz, Ramazan Bayram")]
    public void A_holiday_has_its_names(string language, string names) =>
        Assert.Equal(names, TwoClocks.Holiday(new(2026, 3, 20), Calendars.Countries[0], In(language)));

    [Fact]
    public void An_ordinary_day_has_none() => Assert.Null(TwoClocks.Holiday(new(2026, 11, 30), Calendars.Countries[0], In("en")));

    [Theory]
    [InlineData("2026-12-30 10:00", false)]
    [InlineData("2027-01-05 10:00", true)]
    [InlineData("2026-12-31 21:00", true)]
    public void What_is_due_in_a_year_that_is_not_announced_may_move(string due, bool mayMove) =>
        Assert.Equal(mayMove, TwoClocks.Provisional(Utc(due), Calendars, In("en")) is not null);

    [Theory]
    [InlineData(5 * 9 * 60, "5 working days left", "还剩 5 个工作日", "5 iş günü qalıb")]
    [InlineData(2 * 9 * 60 - 1, "1 working day left", "还剩 1 个工作日", "1 iş günü qalıb")]
    [InlineData(9 * 60 - 1, "8 h left", "还剩 8 小时", "8 saat qalıb")]
    [InlineData(60, "1 h left", "还剩 1 小时", "1 saat qalıb")]
    [InlineData(59, "59 min left", "还剩 59 分钟", "59 dəqiqə qalıb")]
    [InlineData(0, "due now", "现在到期", "vaxtı çatıb")]
    [InlineData(-1, "1 min late", "已逾期 1 分钟", "1 dəqiqə gecikir")]
    [InlineData(-60, "1 h late", "已逾期 1 小时", "1 saat gecikir")]
    [InlineData(-9 * 60, "1 working day late", "已逾期 1 个工作日", "1 iş günü gecikir")]
    [InlineData(-18 * 60, "2 working days late", "已逾期 2 个工作日", "2 iş günü gecikir")]
    public void How_much_time_is_left_is_said_in_working_days_hours_and_minutes(int minutes, string en, string zh, string az)
    {
        var left = TimeSpan.FromMinutes(minutes);

        Assert.Equal(en, TwoClocks.Left(left, Calendars.Azerbaijan, In("en")));
        Assert.Equal(zh, TwoClocks.Left(left, Calendars.Azerbaijan, In("zh-Hans")));
        Assert.Equal(az, TwoClocks.Left(left, Calendars.Azerbaijan, In("az")));
    }

    private static Text In(string language) => new(Texts, language);

    private static DateTimeOffset Utc(string moment) =>
        new(DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.Zero);
}
