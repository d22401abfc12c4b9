using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Feed;

/// <summary>What search engines should leave alone: pages of the desk and of people, and addresses that came by mail.</summary>
public sealed class RobotsModel(SiteAddress site) : PageModel
{
    private static readonly string[] Closed = ["/desk", "/account", "/alerts", "/unsubscribe", "/preferences", "/mandates", "/matches", "/organisation"];

    /// <summary>Whether a path is one of them; such a page names no address for others to find it by.</summary>
    public static bool IsClosed(PathString path) => Closed.Any(closed => path.StartsWithSegments(closed, StringComparison.OrdinalIgnoreCase));

    public IActionResult OnGet() =>
        Content($"User-agent: *\n{string.Concat(Closed.Select(path => $"Disallow: {path}\n"))}\nSitemap: {site.Link("/sitemap.xml")}\n", "text/plain; charset=utf-8");
}
