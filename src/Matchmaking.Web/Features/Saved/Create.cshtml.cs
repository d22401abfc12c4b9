using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <summary>
/// Saves a listing. The page itself is for whoever pressed "save" before signing in, and changes nothing until its button is pressed.
/// </summary>
public sealed class CreateModel(MatchmakingDb db, SavedList list, TimeProvider time, Text t) : SavedAction(db, list, time, t)
{
    public string Slug { get; private set; } = "";
    public Localized Title { get; private set; } = Localized.Empty;

    /// <summary>Whether it is followed too.</summary>
    [BindProperty]
    public bool Follows { get; set; }

    public override async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await List.FindAsync(User, slug, cancel) is not { IsPublic: true } listing)
            return NotFound();
        if (await Db.SavedOpportunities.OwnedBy(User).AnyAsync(s => s.OpportunityId == listing.Id, cancel))
            return Redirect(SiteLinks.Opportunity(listing.Slug));
        Slug = listing.Slug;
        Title = await Db
            .Opportunities.Where(o => o.Id == listing.Id)
            .Select(o => new Localized(o.Title.Zh, o.Title.Az, o.Title.En))
            .SingleAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (await List.FindAsync(User, slug, cancel) is not { IsPublic: true } listing)
            return NotFound();
        await using var transaction = await Db.Database.BeginTransactionAsync(cancel);
        if (!await List.HasRoomAsync(User, cancel))
        {
            TempData["Trouble"] = T["saved.full", ("count", SavedList.Most)];
            return Redirect(SiteLinks.Saved);
        }
        // Withdrawn at this moment.
        if (!await List.SaveAsync(User, listing.Id, cancel))
            return NotFound();
        if (Follows)
            await List.FollowAsync(User, listing.Id, true, cancel);
        await transaction.CommitAsync(cancel);
        return await AnswerAsync(listing, T["saved.done"], cancel);
    }
}
