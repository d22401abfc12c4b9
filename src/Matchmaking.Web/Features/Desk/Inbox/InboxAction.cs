using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Something done with the items that were chosen in the list; leads back to the list as it was.</summary>
public abstract class InboxAction(Text t) : PageModel
{
    protected Text T { get; } = t;

    /// <summary>The chosen ones.</summary>
    [BindProperty]
    public List<Guid> Item { get; set; } = [];

    /// <summary>The list's filter.</summary>
    [BindProperty]
    public InboxFilter Filter { get; set; } = new();

    /// <summary>An action is posted; its address alone leads to the list.</summary>
    public IActionResult OnGet() => Redirect(SiteLinks.DeskInbox);

    protected IActionResult Back() => RedirectToPage("Index", Filter.Values(after: Filter.After));

    protected IActionResult Refused(string key)
    {
        TempData["Trouble"] = T[key];
        return Back();
    }

    /// <summary>Says what was not done; what was done stands in the list, where it may be taken back.</summary>
    protected IActionResult Told(InboxChange change)
    {
        if (change.Chosen == 0)
            return Refused("inbox.none-chosen");
        if (change.Chosen > change.Before.Count)
            TempData["Trouble"] = T.Count("inbox.left-out", change.Chosen - change.Before.Count);
        return Back();
    }
}
