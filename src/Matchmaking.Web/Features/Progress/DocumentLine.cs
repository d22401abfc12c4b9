using System.Linq.Expressions;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Progress;

/// <summary>What a list of signed documents shows. The opportunity is left out unless it is public.</summary>
public sealed record DocumentLine(
    Guid Id,
    DateOnly SignedOn,
    string DateKnown,
    Localized Title,
    Localized Parties,
    int? LegalStage,
    string? Sector,
    Localized Outcome,
    List<string> Sources,
    string? OpportunitySlug,
    Localized? OpportunityTitle,
    int? TechnicalStage,
    DateOnly? ProgressedOn
)
{
    /// <summary>For <c>Select</c>. The members of a text, not the text: for that EF would read all columns of the row.</summary>
    public static Expression<Func<SignedDocument, DocumentLine>> From { get; } =
        d =>
            new(
                d.Id,
                d.SignedOn,
                d.DateKnown,
                new(d.Title.Zh, d.Title.Az, d.Title.En),
                new(d.Parties.Zh, d.Parties.Az, d.Parties.En),
                d.LegalStage,
                d.Sector,
                new(d.Outcome.Zh, d.Outcome.Az, d.Outcome.En),
                d.Sources,
                d.Opportunity != null && d.Opportunity.Status == PublicationStatus.Published ? d.Opportunity.Slug : null,
                d.Opportunity != null && d.Opportunity.Status == PublicationStatus.Published
                    ? new Localized(d.Opportunity.Title.Zh, d.Opportunity.Title.Az, d.Opportunity.Title.En)
                    : null,
                d.Opportunity != null && d.Opportunity.Status == PublicationStatus.Published ? d.Opportunity.TechnicalStage : null,
                d.ProgressedOn
            );
}

/// <summary>The order in which signed documents and facts are told.</summary>
public static class RecordQueries
{
    private const int MostEvents = 20;

    public static IOrderedQueryable<SignedDocument> NewestFirst(this IQueryable<SignedDocument> documents) =>
        documents.OrderByDescending(d => d.SignedOn).ThenByDescending(d => d.LegalStage ?? -1).ThenBy(d => d.Id);

    /// <summary>What nothing was heard of for longest first: for whoever has to ask.</summary>
    public static IOrderedQueryable<SignedDocument> LongestSilentFirst(this IQueryable<SignedDocument> documents) =>
        documents.OrderBy(d => d.ProgressedOn ?? d.SignedOn).ThenBy(d => d.Id);

    /// <summary>"2025", "2025-04" and "2025-04-23" sort as text.</summary>
    public static IOrderedQueryable<SectorFact> NewestFirst(this IQueryable<SectorFact> facts) =>
        facts.OrderByDescending(f => f.Date).ThenByDescending(f => f.Source != null).ThenBy(f => f.Id);

    /// <summary>What was done to a document or fact, the newest first, with who did it.</summary>
    public static IQueryable<ProgressEvent> OfRow(this IQueryable<ProgressEvent> events, Guid row) =>
        events.AsNoTracking().Include(e => e.By).Where(e => e.RowId == row).OrderByDescending(e => e.At).Take(MostEvents);

    /// <summary>What was done to any of them, the newest first, with who did it.</summary>
    public static IQueryable<ProgressEvent> Newest(this IQueryable<ProgressEvent> events) =>
        events.AsNoTracking().Include(e => e.By).OrderByDescending(e => e.At).ThenBy(e => e.Id).Take(MostEvents);
}
