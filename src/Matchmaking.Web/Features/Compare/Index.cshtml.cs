using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Compare;

/// <summary>
/// Up to four published listings side by side, named in the address, so that the page can be shared. Two statements, two more for an
/// investor; however many of them are no longer published, the page of the others stands.
/// </summary>
public sealed class IndexModel(MatchmakingDb db, CompareTable table, ReferenceData reference, TimeProvider time) : PageModel
{
    /// <summary>How many of an address are looked at.</summary>
    private const int MostNamed = 20;

    public IReadOnlyList<Opportunity> Listings { get; private set; } = [];
    public IReadOnlyList<Band> Bands { get; private set; } = [];

    /// <summary>Addresses of listings that are unknown or no longer published: which of both nobody learns.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>More were asked for than stand side by side.</summary>
    public bool IsCut { get; private set; }
    public bool OnlyDifferences { get; private set; }
    public IReadOnlyDictionary<Guid, SavedState> Saved { get; private set; } = new Dictionary<Guid, SavedState>();

    /// <summary>Where only one was asked for: what it can be compared with.</summary>
    public IReadOnlyList<SimilarListing> Suggestions { get; private set; } = [];

    /// <param name="o">Addresses of listings, in the order of their columns.</param>
    /// <param name="differences">Without what all have alike.</param>
    public async Task OnGetAsync(string?[] o, bool differences, CancellationToken cancel)
    {
        OnlyDifferences = differences;
        string[] asked = [.. o.OfType<string>().Where(Slugs.IsOne).Distinct().Take(MostNamed)];
        if (asked.Length == 0)
            return;
        await db.OneConnectionAsync(cancel);
        var found = await db
            .Opportunities.AsNoTracking()
            .Public()
            .Where(listing => asked.Contains(listing.Slug))
            .ForReading()
            .ToDictionaryAsync(listing => listing.Slug, cancel);
        Missing = [.. asked.Where(slug => !found.ContainsKey(slug))];
        IsCut = found.Count > CompareTable.Most;
        Listings = [.. asked.Where(found.ContainsKey).Take(CompareTable.Most).Select(slug => found[slug])];
        if (Listings.Count == 1)
            Suggestions = await SimilarListings.ReadAsync(db, Listings[0], reference, BakuDay.Of(time), CompareTable.Most, cancel);
        else if (Listings.Count > 1)
            await FillAsync(cancel);
    }

    /// <summary>The address of this page with other listings.</summary>
    public string With(IEnumerable<string> slugs, bool? differences = null) =>
        Links.SiteLinks.CompareOf(slugs, differences ?? OnlyDifferences);

    private async Task FillAsync(CancellationToken cancel)
    {
        Guid[] ids = [.. Listings.Select(listing => listing.Id)];
        var documents = await db
            .SignedDocuments.Where(d => d.OpportunityId != null && ids.Contains(d.OpportunityId.Value))
            .NewestFirst()
            .Select(DocumentLine.From)
            .ToListAsync(cancel);
        Saved = await SavedState.ReadAsync(db, User, ids, time.GetUtcNow(), cancel);
        Bands = table.Of(Listings, documents.ToLookup(document => document.OpportunitySlug), await BestMatchesAsync(ids, cancel));
    }

    private async Task<Dictionary<Guid, Match>?> BestMatchesAsync(Guid[] ids, CancellationToken cancel)
    {
        if (!User.IsInvestor() || User.OrganisationId() is not { } organisation)
            return null;
        var matches = await db
            .Matches.AsNoTracking()
            .Wanted(db)
            .Include(m => m.Mandate)
            .Where(m => m.Mandate!.OrganisationId == organisation && m.Mandate.ArchivedAt == null && ids.Contains(m.OpportunityId))
            .ToListAsync(cancel);
        return matches.GroupBy(match => match.OpportunityId).ToDictionary(group => group.Key, group => group.MaxBy(match => match.Score)!);
    }
}
