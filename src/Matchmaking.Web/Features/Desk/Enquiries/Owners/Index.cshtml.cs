using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries.Owners;

/// <summary>Who sees to which enquiries, and who is away until when.</summary>
public sealed class IndexModel(MatchmakingDb db, ReferenceData reference, TimeProvider time, Text t) : FormPage(t)
{
    /// <summary>More than these nobody oversees.</summary>
    private const int MostRules = 200;

    [BindProperty]
    public RuleInput Rule { get; set; } = new();

    [BindProperty]
    public AbsenceInput Away { get; set; } = new();

    public IReadOnlyList<OwnerRule> Rules { get; private set; } = [];
    public IReadOnlyList<Absence> Absences { get; private set; } = [];
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel)
    {
        Away.Person = User.PersonId();
        return ReadAsync(cancel);
    }

    /// <summary>Adds a rule.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (People.All(person => person.Id != Rule.Person))
            ModelState.AddModelError("Rule.Person", T["account.choose"]);
        if (Rules.Count >= MostRules)
            ModelState.AddModelError("", T["desk.owners.too-many", ("max", MostRules)]);
        if (!ModelState.IsValid)
            return Again();
        db.OwnerRules.Add(
            new()
            {
                Sector = reference.SectorOf(Rule.Sector)?.Code,
                Region = reference.RegionOf(Rule.Region)?.Code,
                Language = Language.All.Contains(Rule.Language) ? Rule.Language : null,
                IsContract = Rule.Contract ? true : null,
                PersonId = Rule.Person!.Value,
            }
        );
        await db.SaveChangesAsync(cancel);
        Flash(T["desk.owners.rule.added"]);
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        if (await db.OwnerRules.Where(rule => rule.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return NotFound();
        Flash(T["desk.owners.rule.removed"]);
        return RedirectToPage("Index");
    }

    /// <summary>Notes that somebody is away; a deputy stands in.</summary>
    public async Task<IActionResult> OnPostAwayAsync(CancellationToken cancel)
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
        if (!ModelState.IsValid)
            return Again();
        db.Absences.Add(
            new()
            {
                PersonId = Away.Person!.Value,
                DeputyId = Away.Deputy!.Value,
                From = from!.Value,
                Until = until!.Value,
            }
        );
        await db.SaveChangesAsync(cancel);
        Flash(T["desk.owners.away.added"]);
        return RedirectToPage("Index", null, null, "away");
    }

    public async Task<IActionResult> OnPostBackAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Absences.Where(absence => absence.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return NotFound();
        Flash(T["desk.owners.away.removed"]);
        return RedirectToPage("Index", null, null, "away");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var today = BakuDay.Of(time);
        People = await db.DeskPeopleAsync(cancel);
        Rules =
        [
            .. (await db.OwnerRules.AsNoTracking().Include(rule => rule.Person).ToListAsync(cancel))
                .OrderByDescending(rule => rule.Weight)
                .ThenBy(rule => rule.Sector, StringComparer.Ordinal),
        ];
        Absences = await db
            .Absences.AsNoTracking()
            .Include(absence => absence.Person)
            .Include(absence => absence.Deputy)
            .Where(absence => absence.Until >= today)
            .OrderBy(absence => absence.From)
            .ToListAsync(cancel);
    }
}

/// <summary>A rule as typed; what is empty fits everything.</summary>
public sealed class RuleInput
{
    public string? Sector { get; set; }
    public string? Region { get; set; }
    public string? Language { get; set; }
    public bool Contract { get; set; }
    public Guid? Person { get; set; }
}

/// <summary>An absence as typed.</summary>
public sealed class AbsenceInput
{
    public Guid? Person { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public Guid? Deputy { get; set; }
}
