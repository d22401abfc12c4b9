using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>A new last day for what is public, also when its last day is over. Whoever was told of it is told of the new day.</summary>
public sealed class RenewalModel(MatchmakingDb db, OpportunitySave saving, ReachFinder reach, TimeProvider time, Text t) : FormPage(t)
{
    [BindProperty]
    public string? LastDay { get; set; }

    /// <summary>The row version that the form was filled from; kept while the form is corrected.</summary>
    [BindProperty]
    public uint Version { get; set; }

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>Who will be told of the new day.</summary>
    public Reach Reach { get; private set; } = null!;
    public string Earliest => Typed(BakuDay.Of(time));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Version = Opportunity.Version;
        LastDay = Opportunity.ValidUntil is { } until ? Typed(until) : null;
        return await ShowAsync(Page(), cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (ListingDay.Read(LastDay) is not { } day)
            ModelState.AddModelError(nameof(LastDay), T["listing.valid-until.unreadable", ("value", CleanText.Shown(LastDay, 60))]);
        else if (!Opportunity.Renew(day, User.PersonId(), time.GetUtcNow()))
            ModelState.AddModelError(nameof(LastDay), T[day == Opportunity.ValidUntil ? "desk.renewal.same" : "desk.renewal.past"]);
        else if (!await saving.TryAsync(Opportunity, Version, User.PersonId(), cancel))
        {
            if (!await FindAsync(id, cancel))
                return NotFound();
            Version = Opportunity.Version;
            ModelState.Clear();
            ModelState.AddModelError("", T["desk.publication.changed"]);
        }
        if (!ModelState.IsValid)
            return await ShowAsync(Again(), cancel);
        Flash(T["desk.renewal.done", ("day", Dates.Short(Opportunity.ValidUntil!.Value, T.Language))]);
        return RedirectToPage("Edit", new { id });
    }

    /// <summary>With whom the day that was typed would tell; one that cannot be taken is looked at as the next that can.</summary>
    private async Task<IActionResult> ShowAsync(IActionResult page, CancellationToken cancel)
    {
        var (by, now, today) = (User.PersonId(), time.GetUtcNow(), BakuDay.Of(time));
        var renewed = (Opportunity)db.Entry(Opportunity).OriginalValues.ToObject();
        if (ListingDay.Read(LastDay) is not { } day || !renewed.Renew(day, by, now))
            renewed.Renew(renewed.ValidUntil is { } until && until >= today ? until.AddDays(1) : today, by, now);
        Reach = await reach.FindAsync((Opportunity)db.Entry(Opportunity).OriginalValues.ToObject(), renewed, cancel);
        return page;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Opportunities.Public().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } found)
            return false;
        Opportunity = found;
        return true;
    }

    private static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
