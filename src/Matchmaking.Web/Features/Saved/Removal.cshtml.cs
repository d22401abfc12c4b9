using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Saved;

/// <summary>Takes a listing off the list; its undo stands where it was.</summary>
public sealed class RemovalModel(MatchmakingDb db, SavedList list, TimeProvider time, Text t) : SavedAction(db, list, time, t)
{
    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (await List.FindAsync(User, slug, cancel) is not { } listing || !await List.RemoveAsync(User, listing.Id, cancel))
            return NotFound();
        return await AnswerAsync(listing, T["saved.removed"], cancel);
    }
}
