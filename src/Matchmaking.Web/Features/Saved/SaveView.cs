using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <summary>How a listing stands on somebody's list.</summary>
/// <param name="IsSaved">It is on it.</param>
/// <param name="Follows">Its changes are mailed.</param>
/// <param name="HasNote">Something was noted of it.</param>
/// <param name="IsJustRemoved">It was taken off a moment ago: the undo is offered.</param>
public sealed record SavedState(bool IsSaved, bool Follows, bool HasNote, bool IsJustRemoved)
{
    public static SavedState None { get; } = new(false, false, false, false);

    /// <summary>
    /// The state of each listing that somebody keeps or has just removed; one that is not named is not kept. One statement for an investor.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, SavedState>> ReadAsync(
        MatchmakingDb db,
        ClaimsPrincipal user,
        IReadOnlyCollection<Guid> listings,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (!user.IsInvestor() || listings.Count == 0)
            return new Dictionary<Guid, SavedState>();
        var undo = now - SavedList.UndoTime;
        return await db
            .SavedOpportunities.KeptBy(user)
            .Where(s => listings.Contains(s.OpportunityId))
            .ToDictionaryAsync(
                s => s.OpportunityId,
                s => new SavedState(s.RemovedAt == null, s.Follows, s.Note.Length > 0, s.RemovedAt >= undo),
                cancel
            );
    }
}

/// <summary>The button that saves a listing, with what follows from it.</summary>
/// <param name="Slug">Of the listing.</param>
/// <param name="Title">For those who do not see what the button stands beside.</param>
/// <param name="State">How it stands.</param>
/// <param name="Back">Where a press leads back to, without htmx: a path of this site.</param>
/// <param name="IsCompact">One of many: only saved or not.</param>
/// <param name="IsAnswer">Something was pressed a moment ago: it is said aloud.</param>
public sealed record SaveView(string Slug, Localized Title, SavedState State, string Back, bool IsCompact = false, bool IsAnswer = false);

/// <summary>The button on the page of a listing. One statement for an investor, none for others.</summary>
[ViewComponent(Name = nameof(SaveListing))]
public sealed class SaveListing(MatchmakingDb db, TimeProvider time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid opportunity, string slug, Localized title)
    {
        var states = await SavedState.ReadAsync(db, UserClaimsPrincipal, [opportunity], time.GetUtcNow(), HttpContext.RequestAborted);
        return View(
            "~/Features/Saved/_Save.cshtml",
            new SaveView(slug, title, states.GetValueOrDefault(opportunity, SavedState.None), Links.SiteLinks.Opportunity(slug))
        );
    }
}
