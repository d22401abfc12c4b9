using Matchmaking.Matching.Index;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Home;

/// <summary>What an investor has to do next.</summary>
/// <param name="Mandates">How many mandates the organisation has.</param>
/// <param name="Matches">How many open opportunities match any of them.</param>
public sealed record NextStep(int Mandates, int Matches);

/// <summary>The first page. Four statements; two more for an investor.</summary>
public sealed class IndexModel(MatchmakingDb db, PublishedCounts counts, ReferenceData reference, Text t, TimeProvider time) : PageModel
{
    private FacetCounts _open = null!;

    public int Published => _open.Total + _open.Closed;
    public int Open => _open.Total;
    public int SectorsWithOffers => reference.Sectors.Count(sector => InSector(sector.Code) > 0);
    public int DocumentCount { get; private set; }
    public IReadOnlyList<OpportunityRow> Latest { get; private set; } = [];
    public IReadOnlyList<SectorFact> Facts { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    /// <summary>The regions with how many are open in each.</summary>
    public CountryMap Map => CountryMap.OfRegions(reference, _open, t);

    /// <summary>Null for visitors and the desk.</summary>
    public NextStep? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await db.OneConnectionAsync(cancel);
        var today = BakuDay.Of(time);
        _open = await counts.OfAsync(ListFilter.Nothing, cancel);
        Latest = await db.WithScoresAsync(
            await db.Opportunities.AsNoTracking().OpenOn(today).NewestFirst().Select(OpportunityRow.From).Take(6).ToListAsync(cancel),
            User,
            cancel
        );
        Facts = await db.SectorFacts.AsNoTracking().NewestFirst().Take(4).ToListAsync(cancel);
        Documents = await db
            .SignedDocuments.Where(d => d.LegalStage != null)
            .NewestFirst()
            .Select(DocumentLine.From)
            .Take(4)
            .ToListAsync(cancel);
        DocumentCount = await db.SignedDocuments.CountAsync(cancel);
        if (User.OrganisationId() is { } organisation)
            Next = await NextStepAsync(organisation, today, cancel);
    }

    /// <summary>How many are open, as the filter of the list says it.</summary>
    public int InSector(string code) => _open.Of(FacetKind.Sector, code);

    /// <inheritdoc cref="InSector"/>
    public int InRegion(EconomicRegion region) => _open.Of(FacetKind.Place, region.Code);

    private Task<NextStep> NextStepAsync(Guid organisation, DateOnly today, CancellationToken cancel) =>
        db
            .Organisations.Where(o => o.Id == organisation)
            .Select(o => new NextStep(
                db.Mandates.Count(m => m.OrganisationId == o.Id && m.ArchivedAt == null),
                db.Opportunities.OpenOn(today)
                    .NotTurnedDownBy(db, organisation)
                    .Count(opportunity =>
                        db.Matches.Any(m =>
                            m.OpportunityId == opportunity.Id && m.Mandate!.OrganisationId == organisation && m.Mandate.ArchivedAt == null
                        )
                    )
            ))
            .SingleAsync(cancel);
}
