using FsCheck;
using FsCheck.Fluent;

namespace Matchmaking.Clock.Tests;

/// <summary>A calendar with a question that was asked at some time, and when the clock stood still.</summary>
public sealed record World(WorkingCalendar Calendar, DateTimeOffset Asked, TimeSpan Work, TimeSpan More, Stretch[] Pauses)
{
    public AnswerClock Clock => new(Calendar);

    public override string ToString() =>
        $"{Calendar.Zone.Id} {Calendar.Opens}-{Calendar.Closes}, asked {Asked:O}, work {Work}, more {More}, "
        + $"pauses {string.Join(", ", Pauses)}";
}

/// <summary>How FsCheck makes calendars and questions: within a season, so that holidays, pauses and answers often meet.</summary>
public static class Worlds
{
    private static readonly DateTimeOffset Start = new(2027, 12, 15, 0, 0, 0, TimeSpan.Zero);

    // One zone with summer time, though neither side has it now: it begins in the night, and never within hours.
    private static readonly string[] Zones = ["Asia/Baku", "Asia/Shanghai", "America/New_York"];

    private static Gen<DateTimeOffset> Moments => Gen.Choose(0, 110 * 24 * 60).Select(minutes => Start.AddMinutes(minutes));

    private static Gen<TimeSpan> Lengths => Gen.Choose(0, 60 * 60).Select(minutes => TimeSpan.FromMinutes(minutes));

    private static Gen<Stretch> Pauses =>
        from start in Moments
        from length in Gen.Frequency((3, Gen.Choose(0, 300)), (2, Gen.Choose(0, 5 * 24 * 60)), (1, Gen.Choose(-300, 0)))
        select new Stretch(start, start.AddMinutes(length));

    private static Gen<WorkingCalendar> Calendars =>
        from zone in Gen.Elements(Zones)
        from opens in Gen.Choose(4, 12)
        from length in Gen.Choose(1, 10 * 60)
        from moved in Gen.ListOf(
            from day in Gen.Choose(-2, 150)
            from kind in Gen.Frequency((3, Gen.Constant(DayKind.Off)), (1, Gen.Constant(DayKind.MadeUp)))
            select (Day: DateOnly.FromDateTime(Start.DateTime).AddDays(day), Kind: kind)
        )
        select new WorkingCalendar(
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            new(opens, 0),
            new TimeOnly(opens, 0).AddMinutes(length),
            moved.DistinctBy(one => one.Day).ToDictionary(one => one.Day, one => one.Kind),
            new HashSet<int>()
        );

    public static Arbitrary<World> World() =>
        (
            from calendar in Calendars
            from asked in Moments
            from work in Lengths
            from more in Lengths
            from pauses in Gen.ListOf(Pauses)
            select new World(calendar, asked, work, more, [.. pauses])
        ).ToArbitrary();
}
