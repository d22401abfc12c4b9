using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Desk.Organisations;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>What the page of a listing's promoter shows, and how it saves: without matching, which reads none of it.</summary>
public abstract class PromoterPage(MatchmakingDb db, Text t) : FormPage(t)
{
    private const int Most = 20;

    protected MatchmakingDb Db { get; } = db;

    /// <summary>What organisations are searched by.</summary>
    [BindProperty(SupportsGet = true)]
    public OrganisationFilter Filter { get; set; } = new();

    [BindProperty]
    public PromoterInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>The organisation that is saved; null for none.</summary>
    public ListingPromoter? Promoter { get; private set; }

    /// <summary>What can be chosen: what is saved or was chosen, then what was searched for.</summary>
    public IReadOnlyList<OrganisationRow> Rows { get; private set; } = [];

    /// <summary>Whether the search found more than is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether there is such a listing for the desk to edit.</summary>
    protected async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await Db.Opportunities.Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } found)
            return false;
        Opportunity = found;
        return true;
    }

    /// <summary>The page with what is saved, or with what was chosen on it.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="isChosen">Whether an organisation was chosen and is not saved.</param>
    protected async Task<IActionResult> ShowAsync(IActionResult page, CancellationToken cancel, bool isChosen = false)
    {
        if (!isChosen)
        {
            Input = PromoterInput.From(Opportunity);
            Opened.Open(Input, PromoterInput.Fields(new Dictionary<Guid, string>(), T));
        }
        Promoter = await Db.PromoterOfAsync(Opportunity.Id, cancel);
        var (saved, chosen) = (Promoter?.Id, Input.Id);
        var all = Db.Organisations.AsNoTracking();
        var kept = await all.Where(o => o.Id == saved || o.Id == chosen).OrderBy(o => o.Name).Rows(Db).ToListAsync(cancel);
        var asked = Filter.Apply(all).OrderBy(o => o.Name).ThenBy(o => o.Id).Rows(Db);
        (var found, HasMore) = Filter.Q is { Length: > 0 } ? await asked.PageAsync(Most, cancel) : ([], false);
        Rows = [.. kept.Concat(found).DistinctBy(row => row.Id)];
        return page;
    }

    /// <summary>False when somebody else saved the listing since it was read: it is to be read anew.</summary>
    protected Task<bool> TrySaveAsync(CancellationToken cancel) => Db.TrySaveOnAsync(Opportunity, null, () => Db.SaveChangesAsync(cancel));

    /// <summary>Does what is valid; says so when somebody else did it first.</summary>
    protected async Task<IActionResult> ActAsync(Guid id, Func<Opportunity, bool> verb, string said, CancellationToken cancel)
    {
        while (await FindAsync(id, cancel))
        {
            if (!ModelState.IsValid)
                return await ShowAsync(Again(), cancel);
            var isDone = verb(Opportunity);
            if (!isDone || await TrySaveAsync(cancel))
                return Done(T[isDone ? said : "desk.promoter.changed"]);
        }
        return NotFound();
    }

    /// <summary>Back to the page, with what was done.</summary>
    protected IActionResult Done(string said)
    {
        Flash(said);
        return RedirectToPage("Promoter", new { id = Opportunity.Id });
    }
}
