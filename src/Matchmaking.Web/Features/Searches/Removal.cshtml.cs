using Matchmaking.Web.Database;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Searches;

/// <summary>Forgets one search of the person, or all of them. Doing it twice changes nothing more.</summary>
public sealed class RemovalModel(MatchmakingDb db, SearchNoteWriter writer, Text t) : FormPage(t)
{
    public IActionResult OnGet() => Redirect(SiteLinks.Searches);

    /// <param name="key">Of the search; without one all are meant.</param>
    public async Task<IActionResult> OnPostAsync(string? key, CancellationToken cancel)
    {
        // What was searched for a moment ago would come back.
        await writer.WriteAsync(cancel);
        var mine = db.RecentSearches.OwnedBy(User);
        await (key is null ? mine : mine.Where(s => s.Key == key)).ExecuteDeleteAsync(cancel);
        Flash(T[key is null ? "searches.removed-all" : "searches.removed"]);
        return Redirect(SiteLinks.Searches);
    }
}
