using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>All alerts of a person: stopped or wanted, and paused until a day.</summary>
public sealed class AlertsModel(MatchmakingDb db, LinkTokens links, AlertSubscription alerts, DigestTimes times, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    /// <summary>A longer pause is a mandate that is no longer wanted.</summary>
    public const int MostDays = 366;

    /// <summary>The first day with alerts again, as the browser writes a day.</summary>
    [BindProperty]
    public string? Until { get; set; }

    public DateOnly? PausedUntil { get; private set; }
    public DateOnly Earliest => Today.AddDays(1);
    public DateOnly Latest => Today.AddDays(MostDays);

    private TimeZoneInfo Zone => PreferenceTimes.ZoneOf(Person, times);
    private DateOnly Today => PreferenceTimes.DayOf(Now, Zone);

    public void OnGet() => PausedUntil = PreferenceTimes.PauseEnds(Person, times, Now);

    /// <summary>Stops all alerts, or lets them through again.</summary>
    public async Task<IActionResult> OnPostAsync(bool wanted, CancellationToken cancel)
    {
        if (wanted)
            await alerts.ResumeAsync(Person.Id, "page", T.Language, cancel);
        else
            await alerts.StopAsync(Person.Id, "page", cancel);
        return Done("Alerts", T[wanted ? "preferences.alerts.resumed" : "preferences.alerts.stopped"]);
    }

    public async Task<IActionResult> OnPostPauseAsync(CancellationToken cancel)
    {
        if (
            !DateOnly.TryParseExact(Until?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day < Earliest
            || day > Latest
        )
        {
            ModelState.AddModelError(
                nameof(Until),
                T["preferences.pause.wrong", ("from", Dates.Day(Earliest, T.Language)), ("to", Dates.Day(Latest, T.Language))]
            );
            OnGet();
            return Again();
        }
        await alerts.PauseAsync(Person.Id, PreferenceTimes.Beginning(day, Zone), cancel);
        return Done("Alerts", T["preferences.paused", ("day", Dates.Day(day, T.Language))]);
    }

    /// <summary>Ends the pause now.</summary>
    public async Task<IActionResult> OnPostGoOnAsync(CancellationToken cancel)
    {
        await alerts.PauseAsync(Person.Id, null, cancel);
        return Done("Alerts", T["preferences.pause.ended"]);
    }
}
