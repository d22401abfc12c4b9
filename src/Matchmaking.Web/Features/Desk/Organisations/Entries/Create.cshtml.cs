using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Entries;

/// <summary>A call that was made, or a note: who, when, what was said.</summary>
public sealed class CreateModel(MatchmakingDb db, TimeProvider time, Text t) : PageModel
{
    private const string Minute = "yyyy-MM-dd'T'HH:mm";

    /// <summary>A call unless a note is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public OrganisationEntryKind Kind { get; set; }

    /// <summary>Whom the desk talked to.</summary>
    [BindProperty]
    public string? With { get; set; }

    /// <summary>When they talked, in Baku: "2026-11-30T10:15".</summary>
    [BindProperty]
    public string? When { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public Organisation Organisation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? contact, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        With = Organisation.Contacts.FirstOrDefault(person => person.Id == contact)?.Name;
        When = TimeZoneInfo.ConvertTime(time.GetUtcNow(), BakuDay.Zone).ToString(Minute, CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var (with, words, at) = (CleanText.Line(With), CleanText.Lines(Words), ReadWhen());
        if (with.Length > ContactPerson.NameLength)
            ModelState.AddModelError("With", t["deal.too-long", ("max", ContactPerson.NameLength), ("count", with.Length)]);
        if (words.Length == 0)
            ModelState.AddModelError("Words", t["organisations.entry.words.missing"]);
        if (words.Length > OrganisationEntry.TextLength)
            ModelState.AddModelError("Words", t["deal.too-long", ("max", OrganisationEntry.TextLength), ("count", words.Length)]);
        if (at is null || at > time.GetUtcNow())
            ModelState.AddModelError("When", t["organisations.entry.when.wrong"]);
        if (!ModelState.IsValid)
            return Page();
        var entry = new OrganisationEntry
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "entry", id, Kind, with, When, words),
            OrganisationId = id,
            Kind = Kind,
            At = at!.Value,
            ById = User.PersonId(),
            With = Kind == OrganisationEntryKind.Call ? with : "",
            Text = words,
        };
        db.OrganisationEntries.Add(entry);
        await db.SaveOnceAsync(entry, cancel);
        TempData["Flash"] = t["organisations.entry.saved"];
        return RedirectToPage("/Desk/Organisations/Details", null, new { id }, "timeline");
    }

    /// <summary>Null for what cannot be read. A note is of the moment in which it is written.</summary>
    private DateTimeOffset? ReadWhen()
    {
        if (Kind == OrganisationEntryKind.Note)
            return time.GetUtcNow();
        return
            DateTime.TryParseExact(When, Minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            // The span in which a moment is one in every zone, and somebody may have called.
            && local.Year is >= 2000 and < 2100
            ? new DateTimeOffset(local, BakuDay.Zone.GetUtcOffset(local)).ToUniversalTime()
            : null;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = await db
            .Organisations.Living()
            .AsNoTracking()
            .Include(o => o.Contacts.OrderBy(person => person.CreatedAt))
            .SingleOrDefaultAsync(o => o.Id == id, cancel);
        if (found is null)
            return false;
        Organisation = found;
        return true;
    }
}
