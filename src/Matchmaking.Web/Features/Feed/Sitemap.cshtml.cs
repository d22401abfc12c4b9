using System.Xml.Linq;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Feed;

/// <summary>Every public page with its three languages, for search engines. One statement.</summary>
public sealed class SitemapModel(MatchmakingDb db, SiteAddress site, ReferenceData reference) : PageModel
{
    // A sitemap holds 50,000 addresses; the pages that are not opportunities need a few of them.
    private const int Most = 49_000;
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9",
        Html = "http://www.w3.org/1999/xhtml";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var opportunities = await db
            .Opportunities.Public()
            .NewestFirst()
            .Select(o => new { o.Slug, o.UpdatedAt })
            .Take(Most)
            .ToListAsync(cancel);
        var set = new XElement(
            Map + "urlset",
            new XAttribute(XNamespace.Xmlns + "xhtml", Html),
            new[] { SiteLinks.Home, SiteLinks.Opportunities, SiteLinks.Regions, SiteLinks.Progress, SiteLinks.About }.Select(path =>
                Page(path, null)
            ),
            reference.Sectors.Where(sector => sector.RetiredInto is null).Select(sector => Page(SiteLinks.Sector(sector.Code), null)),
            reference.Regions.Select(region => Page(SiteLinks.Region(region.Code), null)),
            reference.Zones.Select(zone => Page(SiteLinks.Zone(zone.Code), null)),
            opportunities.Select(o => Page(SiteLinks.Opportunity(o.Slug), o.UpdatedAt))
        );
        return Content(XmlText.Document(set), "application/xml; charset=utf-8");
    }

    private XElement Page(string path, DateTimeOffset? changed) =>
        new(
            Map + "url",
            new XElement(Map + "loc", site.Link(path)),
            changed is { } moment ? new XElement(Map + "lastmod", Dates.Machine(moment)) : null,
            Language.All.Select(language => new XElement(
                Html + "link",
                new XAttribute("rel", "alternate"),
                new XAttribute("hreflang", language),
                new XAttribute("href", site.Link(SiteLinks.In(path, language)))
            ))
        );
}
