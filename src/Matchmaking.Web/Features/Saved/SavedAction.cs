using Htmx;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Saved;

/// <summary>
/// One press on a listing. The answer is the button as it stands now, or without htmx the page where it was pressed.
/// </summary>
public abstract class SavedAction(MatchmakingDb db, SavedList list, TimeProvider time, Text t) : PageModel
{
    protected Text T { get; } = t;
    protected SavedList List { get; } = list;
    protected MatchmakingDb Db { get; } = db;

    /// <summary>Where it was pressed: a path of this site; anything else leads to the list.</summary>
    [BindProperty]
    public string? Back { get; set; }

    /// <summary>See <see cref="SaveView.IsCompact"/>.</summary>
    [BindProperty]
    public bool Compact { get; set; }

    /// <summary>A press is no page: whoever comes by its address is led to the list.</summary>
    public virtual Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) =>
        Task.FromResult<IActionResult>(RedirectToPage("Index"));

    /// <summary>The answer to a press.</summary>
    /// <param name="listing">What was pressed.</param>
    /// <param name="said">What the next page says, where the button does not say it itself.</param>
    protected async Task<IActionResult> AnswerAsync(ListingToSave listing, string said, CancellationToken cancel)
    {
        if (Request.IsHtmx())
        {
            var titles = await Db.PublicTitlesAsync([listing.Id], cancel);
            var states = await SavedState.ReadAsync(Db, User, [listing.Id], time.GetUtcNow(), cancel);
            var state = states.GetValueOrDefault(listing.Id, SavedState.None);
            return Partial("_Save", new SaveView(listing.Slug, titles[listing.Id], state, Back ?? "", Compact, IsAnswer: true));
        }
        TempData["Flash"] = said;
        return Back is { Length: > 0 } back && back[0] == '/' && RedirectHttpResult.IsLocalUrl(back)
            ? Redirect(back)
            : Redirect(SiteLinks.Saved);
    }
}
