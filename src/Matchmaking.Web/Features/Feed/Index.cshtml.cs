using System.Xml.Linq;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Feed;

/// <summary>The newest opportunities as an Atom feed, in the reader's language. One statement.</summary>
public sealed class IndexModel(MatchmakingDb db, SiteAddress site, Text t) : PageModel
{
    private const int Most = 50;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var entries = await db
            .Opportunities.Public()
            .NewestFirst()
            .Select(o => new
            {
                o.Id,
                o.Slug,
                o.Title,
                o.Summary,
                o.Sector,
                o.MoreSectors,
                o.PublishedAt,
                o.UpdatedAt,
            })
            .Take(Most)
            .ToListAsync(cancel);
        var self = site.Link(SiteLinks.FeedIn(t.Language));
        var feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", t.Language),
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", $"{site.Name} · {t["opportunities.title"]}"),
            new XElement(
                Atom + "updated",
                Dates.Machine(entries.Select(entry => entry.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())
            ),
            new XElement(Atom + "author", new XElement(Atom + "name", site.Name)),
            Link("self", self),
            Link("alternate", site.Link(SiteLinks.Opportunities)),
            entries.Select(entry => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", $"urn:uuid:{entry.Id}"),
                new XElement(Atom + "title", XmlText.Of(entry.Title.In(t.Language))),
                new XElement(Atom + "summary", XmlText.Of(entry.Summary.In(t.Language))),
                new XElement(Atom + "published", Dates.Machine(entry.PublishedAt!.Value)),
                new XElement(Atom + "updated", Dates.Machine(entry.UpdatedAt)),
                entry.MoreSectors.Prepend(entry.Sector).Select(sector => new XElement(Atom + "category", new XAttribute("term", sector))),
                Link("alternate", site.Link(SiteLinks.In(SiteLinks.Opportunity(entry.Slug), t.Language)))
            ))
        );
        return Content(XmlText.Document(feed), "application/atom+xml; charset=utf-8");
    }

    private static XElement Link(string rel, string address) =>
        new(Atom + "link", new XAttribute("rel", rel), new XAttribute("href", address));
}
