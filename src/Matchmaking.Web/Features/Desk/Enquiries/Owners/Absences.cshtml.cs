using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries.Owners;

/// <summary>Who of the desk is away until when, and who stands in.</summary>
public sealed class AbsencesModel(MatchmakingDb db, TimeProvider time, Text t) : FormPage(t)
{
    [BindProperty]
    public AbsenceInput Away { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public IReadOnlyList<Absence> Absences { get; private set; } = [];
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel)
    {
        Away.Person = User.PersonId();
        return ReadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var today = BakuDay.Of(time);
        var (from, until) = (ListingDay.Read(Away.From), ListingDay.Read(Away.Until));
        if (People.All(person => person.Id != Away.Person))
            ModelState.AddModelError("Away.Person", T["account.choose"]);
        if (People.All(person => person.Id != Away.Deputy) || Away.Deputy == Away.Person)
            ModelState.AddModelError("Away.Deputy", T["desk.owners.away.deputy.wrong"]);
        if (from is null)
            ModelState.AddModelError("Away.From", T["desk.owners.away.day.wrong"]);
        if (until is null || until < today || until < from)
            ModelState.AddModelError("Away.Until", T["desk.owners.away.until.wrong"]);
        if (ModelState.IsValid)
            await RefuseGapsAsync(from!.Value, until!.Value, cancel);
        if (!ModelState.IsValid)
            return Again();
        var absence = new Absence
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "absence", Away),
            PersonId = Away.Person!.Value,
            DeputyId = Away.Deputy!.Value,
            From = from!.Value,
            Until = until!.Value,
        };
        db.Absences.Add(absence);
        await db.SaveOnceAsync(absence, cancel);
        Flash(T["desk.owners.away.added"]);
        return RedirectToPage("Absences");
    }

    /// <summary>Somebody is back.</summary>
    public async Task<IActionResult> OnPostBackAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Absences.Where(absence => absence.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return NotFound();
        Flash(T["desk.owners.away.removed"]);
        return RedirectToPage("Absences");
    }

    /// <summary>One is away once at a time, and whoever stands in is there.</summary>
    private async Task RefuseGapsAsync(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var id = Forms.FormKey.Of(FormKey, User.PersonId(), "absence", Away);
        var meanwhile = await db
            .Absences.AsNoTracking()
            .Include(absence => absence.Person)
            .Where(absence => absence.Id != id && absence.From <= until && absence.Until >= from)
            .OrderBy(absence => absence.From)
            .ToListAsync(cancel);
        if (meanwhile.Find(absence => absence.PersonId == Away.Person) is { } same)
            ModelState.AddModelError("Away.From", Said("desk.owners.away.twice", same));
        if (meanwhile.Find(absence => absence.PersonId == Away.Deputy) is { } other)
            ModelState.AddModelError("Away.Deputy", Said("desk.owners.away.deputy.away", other));

        string Said(string key, Absence absence) =>
            T[
                key,
                ("name", absence.Person!.DisplayName),
                ("from", Dates.Day(absence.From, T.Language)),
                ("until", Dates.Day(absence.Until, T.Language))
            ];
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var today = BakuDay.Of(time);
        People = await db.DeskPeopleAsync(cancel);
        Absences = await db
            .Absences.AsNoTracking()
            .Include(absence => absence.Person)
            .Include(absence => absence.Deputy)
            .Where(absence => absence.Until >= today)
            .OrderBy(absence => absence.From)
            .ToListAsync(cancel);
    }
}

/// <summary>An absence as typed.</summary>
public sealed class AbsenceInput
{
    public Guid? Person { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public Guid? Deputy { get; set; }
}
