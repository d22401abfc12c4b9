using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Several drafts at once: whether each can be published, whom all would reach, and then one by one.</summary>
public sealed class PublicationsModel(
    MatchmakingDb db,
    ReachFinder reach,
    Publishing publishing,
    Text t,
    TimeProvider time,
    ILogger<PublicationsModel> log
) : PageModel
{
    /// <summary>How many are published at once: a page of the list.</summary>
    public const int Most = 50;

    /// <summary>A draft with what stands in its way and, when nothing does, whom it would reach.</summary>
    public sealed record Row(Opportunity Opportunity, IReadOnlyList<PublicationRules.Obstacle> Missing, Reach? Reach)
    {
        /// <summary>The draft as it was looked at.</summary>
        public string Chosen => string.Create(CultureInfo.InvariantCulture, $"{Opportunity.Id}:{Opportunity.Version}");
    }

    /// <summary>The chosen drafts.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid[] Id { get; set; } = [];

    /// <summary>Who of the desk answers for those that name nobody; whoever publishes unless another one is chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Contact { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];
    public IEnumerable<Row> Ready => Rows.Where(row => row.Reach is not null);

    /// <summary>How many times somebody would be told, in the order at once, daily, weekly.</summary>
    public IReadOnlyList<int> Told => [.. Reach.Nobody.Groups.Select((_, i) => Ready.Sum(row => row.Reach!.Groups[i].People))];

    /// <summary>How many organisations would be told of at least one of them.</summary>
    public int Organisations => Ready.SelectMany(row => row.Reach!.Groups).SelectMany(g => g.Organisations).Distinct().Count();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ChooseContactAsync(cancel);
        var found = await db.Opportunities.AsNoTracking().Drafts().Where(o => Id.Contains(o.Id)).Take(Most).ToListAsync(cancel);
        var rows = new List<Row>();
        foreach (var opportunity in found.OrderByDescending(o => o.UpdatedAt).ThenByDescending(o => o.Id))
        {
            opportunity.ContactId ??= Contact;
            List<PublicationRules.Obstacle> missing = [.. PublicationRules.Obstacles(opportunity, BakuDay.Of(time))];
            rows.Add(new(opportunity, missing, missing.Count == 0 ? await reach.FindAsync(opportunity, cancel) : null));
        }
        Rows = rows;
    }

    public async Task<IActionResult> OnPostAsync(string[] chosen, CancellationToken cancel)
    {
        await ChooseContactAsync(cancel);
        var (published, told, left) = (0, 0, new List<(Guid Id, string Title)>());
        foreach (var (id, version) in chosen.Take(Most).Select(Read).OfType<(Guid, uint)>())
        {
            // Each alone: what a bad one has left behind is not saved with the next.
            db.ChangeTracker.Clear();
            if (await db.Opportunities.Drafts().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
                continue;
            opportunity.ContactId ??= Contact;
            if (await TryAsync(opportunity, version, cancel) is PublicationOutcome.Published)
                (published, told) = (published + 1, told + await db.ToldAtOnceAsync(opportunity, cancel));
            else
                left.Add((id, opportunity.Title.In(t.Language)));
        }
        var done = $"{t.Count("desk.publications.done", published)} {t.Count("desk.publications.told", told)}";
        TempData["Flash"] =
            left.Count == 0 ? done : $"{done} {t["desk.publications.left", ("titles", t.List(left.Select(one => one.Title)))]}";
        return left.Count == 0
            ? RedirectToPage("Index", new { status = "draft" })
            : RedirectToPage(new { id = left.Select(one => one.Id).ToArray(), Contact });
    }

    private async Task<PublicationOutcome> TryAsync(Opportunity opportunity, uint version, CancellationToken cancel)
    {
        try
        {
            return await publishing.TryAsync(opportunity, version, User.PersonId(), cancel);
        }
        catch (DbUpdateException e)
        {
            log.LogError(e, "Listing {Opportunity} could not be published.", opportunity.Id);
            return PublicationOutcome.Refused;
        }
    }

    private async Task ChooseContactAsync(CancellationToken cancel)
    {
        People = await db.DeskPeopleAsync(cancel);
        Contact = People.Any(person => person.Id == Contact) ? Contact : User.PersonId();
    }

    private static (Guid, uint)? Read(string chosen) =>
        chosen.Split(':') is [var id, var version]
        && Guid.TryParseExact(id, "D", out var guid)
        && uint.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (guid, number)
            : null;
}
