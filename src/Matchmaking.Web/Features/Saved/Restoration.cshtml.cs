using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Saved;

/// <summary>Brings back what was removed, with its note; also a listing that was withdrawn meanwhile.</summary>
public sealed class RestorationModel(MatchmakingDb db, SavedList list, TimeProvider time, Text t) : SavedAction(db, list, time, t)
{
    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (await List.FindAsync(User, slug, cancel) is not { } listing || !await List.RestoreAsync(User, listing.Id, cancel))
            return NotFound();
        return await AnswerAsync(listing, T["saved.restored"], cancel);
    }
}
