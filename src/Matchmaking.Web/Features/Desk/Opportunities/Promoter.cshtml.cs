using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The organisation behind a listing, with whom to call; and whether that side has confirmed the contents.</summary>
public sealed class PromoterModel(MatchmakingDb db, TimeProvider time, Text t) : PromoterPage(db, t)
{
    /// <summary>Who confirmed the contents.</summary>
    [BindProperty]
    public string? ConfirmedBy { get; set; }

    /// <summary>On which day, as typed: "2026-11-30".</summary>
    [BindProperty]
    public string? ConfirmedOn { get; set; }

    /// <summary>Why a confirmation is taken back.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public DateOnly Today => BakuDay.Of(time);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel) ? await ShowAsync(Page(), cancel) : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        // Once more whenever somebody else has saved in between.
        while (await FindAsync(id, cancel))
        {
            var saved = PromoterInput.From(Opportunity);
            var (before, chosen) = (saved.Id, Input.Id);
            var known = await Db
                .Organisations.Living()
                .Where(o => o.Id == before || o.Id == chosen)
                .ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
            if (!Opened.TryBringOnto(Input, saved, PromoterInput.Fields(known, T), ModelState))
                return await ShowAsync(Again(), cancel, isChosen: true);
            if (Input.Organisation != PromoterInput.None && !known.ContainsKey(Input.Id ?? Guid.Empty))
            {
                ModelState.AddModelError("Input.Organisation", T["account.choose"]);
                return await ShowAsync(Again(), cancel, isChosen: true);
            }
            Opportunity.PromoterOrganisationId = Input.Id;
            if (await TrySaveAsync(cancel))
                return Done(Opened.Told(T["desk.promoter.saved"], T));
        }
        return NotFound();
    }

    public Task<IActionResult> OnPostConfirmationAsync(Guid id, CancellationToken cancel)
    {
        var name = ReadLine(nameof(ConfirmedBy), ConfirmedBy, Opportunity.ConfirmedByLength, "desk.promoter.confirmed-by");
        var day = ListingDay.Read(ConfirmedOn) ?? DateOnly.MaxValue;
        if (day > Today)
            ModelState.AddModelError(nameof(ConfirmedOn), T["desk.promoter.confirmed-on.wrong"]);
        return ActAsync(id, it => it.Confirm(name, day, User.PersonId(), time.GetUtcNow()), "desk.promoter.confirmed", cancel);
    }

    public Task<IActionResult> OnPostRetractionAsync(Guid id, CancellationToken cancel)
    {
        var reason = CleanText.Lines(Reason);
        if (reason.Length == 0)
            ModelState.AddModelError(nameof(Reason), T["account.required", ("field", T["desk.promoter.reason"])]);
        else if (reason.Length > OpportunityEvent.TextLength)
            ModelState.AddModelError(nameof(Reason), T["account.too-long", ("max", OpportunityEvent.TextLength), ("count", reason.Length)]);
        return ActAsync(id, it => it.TakeConfirmationBack(reason, User.PersonId(), time.GetUtcNow()), "desk.promoter.retracted", cancel);
    }
}
