using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>Where the question after a year of silence lands: shall the alerts go on?</summary>
public sealed class KeepModel(MatchmakingDb db, LinkTokens links, AlertSubscription alerts, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(string? answer, CancellationToken cancel)
    {
        if (answer is not ("keep" or "leave"))
            return RedirectToPage(new { token = Token });
        if (answer == "keep")
            await alerts.KeepAsync(Person.Id, T.Language, cancel);
        else
            await alerts.StopAsync(Person.Id, "keep", cancel);
        return Done("Index", T[answer == "keep" ? "preferences.keep.kept" : "preferences.alerts.stopped"]);
    }
}
