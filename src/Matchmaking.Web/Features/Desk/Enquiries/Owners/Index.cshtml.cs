using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries.Owners;

/// <summary>Who sees to which enquiries.</summary>
public sealed class IndexModel(MatchmakingDb db, ReferenceData reference, Text t) : FormPage(t)
{
    /// <summary>More than these nobody oversees.</summary>
    private const int MostRules = 200;

    [BindProperty]
    public RuleInput Rule { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public IReadOnlyList<OwnerRule> Rules { get; private set; } = [];
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

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
        var rule = new OwnerRule
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "rule", Rule),
            Sector = reference.SectorOf(Rule.Sector)?.Code,
            Region = reference.RegionOf(Rule.Region)?.Code,
            Language = Language.All.Contains(Rule.Language) ? Rule.Language : null,
            IsContract = Rule.Contract ? true : null,
            PersonId = Rule.Person!.Value,
        };
        db.OwnerRules.Add(rule);
        await db.SaveOnceAsync(rule, cancel);
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

    private async Task ReadAsync(CancellationToken cancel)
    {
        People = await db.DeskPeopleAsync(cancel);
        Rules =
        [
            .. (await db.OwnerRules.AsNoTracking().Include(rule => rule.Person).ToListAsync(cancel))
                .OrderByDescending(rule => rule.Weight)
                .ThenBy(rule => rule.Sector, StringComparer.Ordinal),
        ];
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
