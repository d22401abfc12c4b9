using System.Security.Claims;
using Matchmaking.Matching.Index;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>Which opportunities somebody may see; used everywhere, tested once.</summary>
public static class OpportunityQueries
{
    /// <summary>On the public list.</summary>
    public static IQueryable<Opportunity> Public(this IQueryable<Opportunity> opportunities) =>
        opportunities.Where(o => o.Status == PublicationStatus.Published);

    /// <summary>What an investor can still come in to; the twin of <see cref="Opportunity.IsOpenOn"/>.</summary>
    public static IQueryable<Opportunity> OpenOn(this IQueryable<Opportunity> opportunities, DateOnly day) =>
        opportunities.Where(o =>
            o.Status == PublicationStatus.Published && o.Availability == Availability.Open && (o.ValidUntil == null || o.ValidUntil >= day)
        );

    /// <summary>What somebody may open: the desk everything, everybody else what is published.</summary>
    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, ClaimsPrincipal user) =>
        user.IsDesk() ? opportunities : opportunities.Public();

    /// <summary>
    /// What lies in any of the sectors and subsectors, if only with a further one; a sector's code covers its
    /// subsectors only when they are given too.
    /// </summary>
    public static IQueryable<Opportunity> InSectors(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.SectorCodes.Any(sector => codes.Contains(sector)));

    /// <summary>What lies in any of the places; a region's code covers its cities and districts only when they are given too.</summary>
    public static IQueryable<Opportunity> InPlaces(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.Places.Any(place => codes.Contains(place)));

    public static IQueryable<Opportunity> WithDealTypes(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.DealTypes.Any(type => codes.Contains(type)));

    public static IOrderedQueryable<Opportunity> NewestFirst(this IQueryable<Opportunity> opportunities) =>
        opportunities.OrderByDescending(o => o.PublishedAt).ThenByDescending(o => o.Id);

    /// <summary>
    /// The rows of a page that was found in memory, in its order, with the reader's scores. What was withdrawn in the meantime is not
    /// among them: the copy may be late, the database is not. One statement.
    /// </summary>
    public static async Task<IReadOnlyList<OpportunityRow>> RowsAsync(
        this MatchmakingDb db,
        IReadOnlyList<FacetPosition> page,
        IReadOnlyDictionary<Guid, float>? scores,
        CancellationToken cancel
    )
    {
        var ids = page.Select(position => position.Id).ToArray();
        var rows = await db
            .Opportunities.AsNoTracking()
            .Public()
            .Where(o => ids.Contains(o.Id))
            .Select(OpportunityRow.From)
            .ToDictionaryAsync(row => row.Id, cancel);
        return
        [
            .. ids.Where(rows.ContainsKey)
                .Select(id => rows[id] with { Score = scores is not null && scores.TryGetValue(id, out var score) ? (int)score : null }),
        ];
    }

    /// <summary>
    /// The first rows of a public list, what is open first, then newest first. One statement, and another one only where too few are
    /// open: to sort all would read all.
    /// </summary>
    public static async Task<IReadOnlyList<OpportunityRow>> OpenFirstAsync(
        this IQueryable<Opportunity> published,
        DateOnly day,
        int most,
        CancellationToken cancel
    )
    {
        var rows = await published.OpenOn(day).NewestFirst().Select(OpportunityRow.From).Take(most).ToListAsync(cancel);
        if (rows.Count < most)
            rows.AddRange(
                await published
                    .Where(o => o.Availability != Availability.Open || o.ValidUntil < day)
                    .NewestFirst()
                    .Select(OpportunityRow.From)
                    .Take(most - rows.Count)
                    .ToListAsync(cancel)
            );
        return rows;
    }

    /// <summary>
    /// The rows with what was searched for marked in them, and with the part of their texts that shows why they were found. One statement.
    /// </summary>
    public static async Task<IReadOnlyList<OpportunityRow>> WithReasonsAsync(
        this MatchmakingDb db,
        IReadOnlyList<OpportunityRow> rows,
        ListSearch search,
        WordsFound found,
        string language,
        CancellationToken cancel
    )
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var texts = await db
            .Opportunities.AsNoTracking()
            .Where(o => ids.Contains(o.Id))
            .Select(o => new
            {
                o.Id,
                Summary = new Localized(o.Summary.Zh, o.Summary.Az, o.Summary.En),
                Description = new Localized(o.Description.Zh, o.Description.Az, o.Description.En),
            })
            .ToDictionaryAsync(text => text.Id, cancel);
        return [.. rows.Select(row => texts.TryGetValue(row.Id, out var text) ? Reasoned(row, text.Summary, text.Description) : row)];

        OpportunityRow Reasoned(OpportunityRow row, Localized summary, Localized description) =>
            (Fragment(summary) ?? Fragment(description)) is var why
                ? row with
                {
                    MarkedTitle = search.Mark(row.Title.In(language), row.Title.LanguageIn(language), found),
                    Why = why?.Words,
                    WhyLanguage = why?.Language,
                }
                : row;

        (MarkedWords Words, string Language)? Fragment(Localized text) =>
            search.Fragment(text.In(language), text.LanguageIn(language), found) is { } words ? (words, text.LanguageIn(language)) : null;
    }

    /// <summary>With what the page of one shows, without what only searches and forms read.</summary>
    public static IQueryable<Opportunity> ForReading(this IQueryable<Opportunity> opportunities) =>
        opportunities.Select(o => new Opportunity
        {
            Id = o.Id,
            Slug = o.Slug,
            Sector = o.Sector,
            Subsector = o.Subsector,
            MoreSectors = o.MoreSectors,
            Places = o.Places,
            DealTypes = o.DealTypes,
            Title = new(o.Title.Zh, o.Title.Az, o.Title.En),
            Summary = new(o.Summary.Zh, o.Summary.Az, o.Summary.En),
            Description = new(o.Description.Zh, o.Description.Az, o.Description.En),
            Promoter = new(o.Promoter.Zh, o.Promoter.Az, o.Promoter.En),
            TechnicalStage = o.TechnicalStage,
            LegalStage = o.LegalStage,
            AmountFrom = o.AmountFrom,
            AmountTo = o.AmountTo,
            Currency = o.Currency,
            Zone = o.Zone,
            Needs = new(o.Needs.Megawatts, o.Needs.Hectares, o.Needs.Rail),
            Sources = o.Sources,
            ValidUntil = o.ValidUntil,
            Availability = o.Availability,
            Status = o.Status,
            MaterialVersion = o.MaterialVersion,
            PublishedAt = o.PublishedAt,
            UpdatedAt = o.UpdatedAt,
            IsSample = o.IsSample,
            ConfirmedOn = o.ConfirmedOn,
            // Nobody asks in which language: the page is in its reader's.
            Contact =
                o.Contact == null || o.Contact.LockoutEnd == DateTimeOffset.MaxValue
                    ? null
                    : new Person
                    {
                        Language = "",
                        FullName = o.Contact.FullName,
                        Email = o.Contact.Email,
                        PhoneNumber = o.Contact.PhoneNumber,
                    },
        });
}
