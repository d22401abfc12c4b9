using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>
/// Whom should we call about this opportunity? Organisations in the order of what their deals, and those of others, make likely.
/// </summary>
public sealed class ProspectsModel(MatchmakingDb db, ModelProvider records, ReferenceData reference) : PageModel
{
    private const int Most = 30;

    /// <summary>
    /// An organisation in the order: its score with parts, whether somebody of it has an account, and its own deals that are most alike.
    /// </summary>
    public sealed record Row(
        Prospect Prospect,
        Guid Id,
        string Name,
        string Country,
        bool IsSample,
        bool HasAccount,
        ContactPerson? Contact,
        IReadOnlyList<string> Deals
    );

    public Opportunity Opportunity { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>How many organisations have a track record at all.</summary>
    public int Known { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Opportunities.AsNoTracking().Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
            return NotFound();
        Opportunity = opportunity;
        if (records.Model is not { } model)
            return Page();
        Known = model.InvestorCount;
        var listing = ModelProvider.ListingOf(opportunity.ToFacts(reference)) with { Title = opportunity.Title.En };
        // Those at 0 are no likelier than organisations are on average.
        var ranked = model.RankInvestors(listing, Most).Where(prospect => prospect.Score > 0).ToList();
        var ids = ranked.Select(prospect => Guid.ParseExact(prospect.Investor, "N")).ToArray();
        var organisations = await db
            .Organisations.Living()
            .Where(o => ids.Contains(o.Id))
            .Select(o => new
            {
                o.Id,
                o.Name,
                o.Country,
                o.IsSample,
                HasAccount = o.Members.Any(),
                Contact = o.Contacts.OrderBy(person => person.CreatedAt).FirstOrDefault(),
            })
            .ToDictionaryAsync(o => o.Id, cancel);
        var evidence = ranked.ToDictionary(
            prospect => prospect.Investor,
            prospect =>
                model
                    .Points(prospect.Investor, listing)
                    .Reasons.Where(reason => reason.Points > 0)
                    .SelectMany(reason => reason.Evidence)
                    .Distinct()
                    .Take(3)
                    .ToArray()
        );
        var keys = evidence.Values.SelectMany(found => found).Distinct().ToArray();
        var titles = (
            await db
                .Deals.Where(d => keys.Contains(d.DealKey))
                .Select(d => new
                {
                    d.DealKey,
                    d.Year,
                    Name = d.Title != "" ? d.Title : d.Target,
                })
                .ToListAsync(cancel)
        ).DistinctBy(d => d.DealKey).ToDictionary(d => d.DealKey);
        Rows =
        [
            .. from prospect in ranked
            let organisation = organisations.GetValueOrDefault(Guid.ParseExact(prospect.Investor, "N"))
            where organisation is not null
            let deals = evidence[prospect.Investor]
                .Select(titles.GetValueOrDefault)
                .Where(deal => deal is not null)
                .OrderByDescending(deal => deal!.Year)
            select new Row(
                prospect,
                organisation.Id,
                organisation.Name,
                organisation.Country,
                organisation.IsSample,
                organisation.HasAccount,
                organisation.Contact,
                [.. deals.Select(deal => FormattableString.Invariant($"{deal!.Year} {deal.Name}"))]
            ),
        ];
        return Page();
    }
}
