using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk;

/// <summary>The desk begins with its inbox.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect(SiteLinks.DeskInbox);
}
