using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Forms;
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

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

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

    /// <summary>What the form changes.</summary>
    private IReadOnlyList<EditedField<Settings>> Fields =>
        [
            new(
                "Language",
                "preferences.language.label",
                input => [input.Language],
                (input, values) => input.Language = values[0],
                values => Languages.Language.All.Contains(values[0]) ? Languages.Language.NameOf(values[0]) : values[0]
            ),
            new(
                "Zone",
                "preferences.zone",
                input => [input.Zone],
                (input, values) => input.Zone = values[0],
                values => Zones.FirstOrDefault(zone => zone.Zone == values[0]).Label ?? values[0]
            ),
        ];

    public void OnGet()
    {
        (Language, Zone) = (Person.Language, Person.TimeZone);
        Opened.Open(Stored, Fields);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var typed = new Settings { Language = Language, Zone = Zone };
        var isOnTop = Opened.TryBringOnto(typed, Stored, Fields, ModelState);
        (Language, Zone) = (typed.Language, typed.Zone);
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        if (!IsZone(Zone))
            ModelState.AddModelError(nameof(Zone), T["account.choose"]);
        if (!isOnTop || !ModelState.IsValid)
            return Again();
        var (language, zone) = (Person.Language, Person.TimeZone);
        var (wanted, wantedZone) = (Language!, string.IsNullOrEmpty(Zone) ? null : Zone);
        await Db
            .Users.Where(p => p.Id == Person.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Language, wanted).SetProperty(p => p.TimeZone, wantedZone), cancel);
        VisitorLanguage.Remember(HttpContext, wanted);
        // The next page speaks the new language.
        Flash(Opened.Told(texts.Get(wanted, "preferences.language.saved"), new(texts, wanted)));
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

    private Settings Stored => new() { Language = Person.Language, Zone = Person.TimeZone };

    private bool IsZone(string? zone) => string.IsNullOrEmpty(zone) || reference.Countries.Any(country => country.TimeZone == zone);

    private string Offset(string zone)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(Now);
        return (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The form, and what is stored of it.</summary>
    private sealed class Settings
    {
        public string? Language { get; set; }
        public string? Zone { get; set; }
    }
}
