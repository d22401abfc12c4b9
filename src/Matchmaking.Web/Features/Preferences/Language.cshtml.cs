using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>In which language mails are written, and by which clock digests go out.</summary>
public sealed class LanguageModel(MatchmakingDb db, LinkTokens links, ReferenceData reference, Texts texts, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>An IANA name; empty: as the organisation.</summary>
    [BindProperty]
    public string? Zone { get; set; }

    /// <summary>What it was before the change of a moment ago: the way back.</summary>
    [BindProperty(SupportsGet = true)]
    public string? OldLanguage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? OldZone { get; set; }

    public bool CanGoBack => Languages.Language.All.Contains(OldLanguage) && IsZone(OldZone);

    /// <summary>The zones of the countries that investors come from, by their names, with the distance from UTC today.</summary>
    public IEnumerable<(string Zone, string Label)> Zones =>
        reference
            .Countries.DistinctBy(country => country.TimeZone)
            .Select(country => (country.TimeZone, $"{country.Name.In(T.Language)} (UTC{Offset(country.TimeZone)})"));

    public void OnGet() => (Language, Zone) = (Person.Language, Person.TimeZone);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        if (!IsZone(Zone))
            ModelState.AddModelError(nameof(Zone), T["account.choose"]);
        if (!ModelState.IsValid)
            return Again();
        var (language, zone) = (Person.Language, Person.TimeZone);
        var (wanted, wantedZone) = (Language!, string.IsNullOrEmpty(Zone) ? null : Zone);
        await Db
            .Users.Where(p => p.Id == Person.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Language, wanted).SetProperty(p => p.TimeZone, wantedZone), cancel);
        VisitorLanguage.Remember(HttpContext, wanted);
        // The next page speaks the new language.
        Flash(texts.Get(wanted, "preferences.language.saved"));
        return language == wanted && zone == wantedZone
            ? RedirectToPage(new { token = Token })
            : RedirectToPage(
                new
                {
                    token = Token,
                    oldLanguage = language,
                    oldZone = zone ?? "",
                }
            );
    }

    private bool IsZone(string? zone) => string.IsNullOrEmpty(zone) || reference.Countries.Any(country => country.TimeZone == zone);

    private string Offset(string zone)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(Now);
        return (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }
}
