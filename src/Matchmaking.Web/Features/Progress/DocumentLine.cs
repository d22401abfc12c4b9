using System.Linq.Expressions;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;

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
    int? TechnicalStage
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
                d.Opportunity != null && d.Opportunity.Status == PublicationStatus.Published ? d.Opportunity.TechnicalStage : null
            );
}

/// <summary>The order in which signed documents and facts are told.</summary>
public static class RecordQueries
{
    public static IOrderedQueryable<SignedDocument> NewestFirst(this IQueryable<SignedDocument> documents) =>
        documents.OrderByDescending(d => d.SignedOn).ThenByDescending(d => d.LegalStage ?? -1).ThenBy(d => d.Id);

    /// <summary>"2025", "2025-04" and "2025-04-23" sort as text.</summary>
    public static IOrderedQueryable<SectorFact> NewestFirst(this IQueryable<SectorFact> facts) =>
        facts.OrderByDescending(f => f.Date).ThenByDescending(f => f.Source != null).ThenBy(f => f.Id);
}
