using Matchmaking.Matching.Index;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>A row of the desk's list.</summary>
public sealed record DeskRow(
    Guid Id,
    string Slug,
    Localized Title,
    string Sector,
    List<string> Places,
    decimal? AmountFrom,
    decimal? AmountTo,
    string? Currency,
    int? TechnicalStage,
    int? LegalStage,
    PublicationStatus Status,
    Availability Availability,
    DateOnly? ValidUntil,
    DateTimeOffset UpdatedAt,
    string? Contact,
    string? SubmittedBy
);

/// <summary>What the desk's list is filtered and sorted by: the query string of its page.</summary>
public sealed class DeskFilter
{
    public PublicationStatus? Status { get; set; }

    /// <summary>Code of a hub sector.</summary>
    public string? Sector { get; set; }

    /// <summary>Words of the listing.</summary>
    public string? Q { get; set; }

    /// <summary>Only what ends within 30 days.</summary>
    public bool Expiring { get; set; }

    /// <summary>Only what is public and open after its last day.</summary>
    public bool Expired { get; set; }

    /// <summary>Only what an investor can still come in to.</summary>
    public bool Open { get; set; }

    /// <summary>Oldest change first; newest first otherwise.</summary>
    public bool Oldest { get; set; }

    /// <summary>The last row of the page before: its change and its id.</summary>
    public string? After { get; set; }

    /// <summary>The rows of all pages, without regard to the status.</summary>
    public IQueryable<Opportunity> Apply(IQueryable<Opportunity> opportunities, ReferenceData reference, DateOnly today)
    {
        if (!string.IsNullOrEmpty(Sector))
            opportunities = opportunities.InSectors([.. FacetNames.CodesWithin(FacetKind.Sector, Sector, reference)]);
        if (SearchWords.QueryOf(CleanText.Line(Q, 200)) is { } words)
            opportunities = opportunities.Where(o => o.SearchVector.Matches(EF.Functions.ToTsQuery("simple", words)));
        if (Expiring)
            opportunities = opportunities.Expiring(today);
        if (Expired)
            opportunities = opportunities.ExpiredOn(today);
        return Open ? opportunities.OpenOn(today) : opportunities;
    }

    /// <summary>In order, from the row after <see cref="After"/>.</summary>
    public IQueryable<Opportunity> Page(IQueryable<Opportunity> opportunities)
    {
        // What was thrown away is found where it is looked for.
        opportunities = Status is { } status
            ? opportunities.Where(o => o.Status == status)
            : opportunities.Where(o => o.Status != PublicationStatus.Discarded);
        if (ListPosition.Read(After) is var (changed, id))
            opportunities = Oldest
                ? opportunities.Where(o => o.UpdatedAt > changed || (o.UpdatedAt == changed && o.Id > id))
                : opportunities.Where(o => o.UpdatedAt < changed || (o.UpdatedAt == changed && o.Id < id));
        return Oldest
            ? opportunities.OrderBy(o => o.UpdatedAt).ThenBy(o => o.Id)
            : opportunities.OrderByDescending(o => o.UpdatedAt).ThenByDescending(o => o.Id);
    }

    /// <summary>The link to what follows a row.</summary>
    public static string PositionOf(DeskRow row) => new ListPosition(row.UpdatedAt, row.Id).ToString();
}
