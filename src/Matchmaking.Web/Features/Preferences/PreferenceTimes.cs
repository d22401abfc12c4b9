using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>Days as the person lives them, and the mandates that tell a person.</summary>
public static class PreferenceTimes
{
    /// <summary>The zone in which a person's days begin.</summary>
    public static TimeZoneInfo ZoneOf(Person person, DigestTimes times) => times.ZoneOf(person.TimeZone, person.Organisation?.Country);

    /// <summary>The first day on which alerts go out again; null while they are not paused.</summary>
    public static DateOnly? PauseEnds(Person person, DigestTimes times, DateTimeOffset now) =>
        person.AlertsPausedUntil is { } until && until > now ? DayOf(until, ZoneOf(person, times)) : null;

    public static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    /// <summary>When a day begins. Where clocks are put forward at midnight it begins an hour later.</summary>
    public static DateTimeOffset Beginning(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(midnight))
            midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>
    /// The living mandates whose alerts go to a person: what a link in that person's mails may change. Colleagues' are not among them.
    /// </summary>
    public static IQueryable<Mandate> ToldTo(this IQueryable<Mandate> mandates, Guid person) =>
        mandates.Where(m => m.OwnerId == person && m.ArchivedAt == null).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id);
}
