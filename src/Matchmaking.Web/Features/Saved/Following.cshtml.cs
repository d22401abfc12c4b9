using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Saved;

/// <summary>Begins or ends to follow a saved listing.</summary>
public sealed class FollowingModel(MatchmakingDb db, SavedList list, TimeProvider time, Text t) : SavedAction(db, list, time, t)
{
    /// <summary>What is wanted, not a change of what is: a second press changes nothing.</summary>
    [BindProperty]
    public bool Follows { get; set; }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (await List.FindAsync(User, slug, cancel) is not { } listing || !await List.FollowAsync(User, listing.Id, Follows, cancel))
            return NotFound();
        return await AnswerAsync(listing, T[Follows ? "saved.followed" : "saved.unfollowed"], cancel);
    }
}
