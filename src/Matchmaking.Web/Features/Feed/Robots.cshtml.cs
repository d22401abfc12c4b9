using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Feed;

/// <summary>What search engines should leave alone: pages of the desk and of people, and addresses that came by mail.</summary>
public sealed class RobotsModel(SiteAddress site) : PageModel
{
    /// <summary>Whether a path is one of them; such a page names no address for others to find it by.</summary>
    public static bool IsClosed(PathString path) =>
        SiteLinks.Private.Any(closed => path.StartsWithSegments(closed, StringComparison.OrdinalIgnoreCase));

    public IActionResult OnGet() =>
        Content(
            $"User-agent: *\n{string.Concat(SiteLinks.Private.Select(path => $"Disallow: {path}\n"))}\n"
                + $"Sitemap: {site.Link(SiteLinks.Sitemap)}\n",
            "text/plain; charset=utf-8"
        );
}
