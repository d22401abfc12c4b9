using System.Linq.Expressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What a listing row shows, and nothing more.</summary>
public sealed record OpportunityRow(
    Guid Id,
    string Slug,
    Localized Title,
    string Sector,
    string? Subsector,
    List<string> Places,
    string? Zone,
    List<string> DealTypes,
    Localized Promoter,
    decimal? AmountFrom,
    decimal? AmountTo,
    string? Currency,
    int? TechnicalStage,
    int? LegalStage,
    Availability Availability,
    DateTimeOffset? PublishedAt,
    DateOnly? ValidUntil
)
{
    /// <summary>For <c>Select</c>. The members of a text, not the text: for that EF would read all columns of the row.</summary>
    public static Expression<Func<Opportunity, OpportunityRow>> From { get; } =
        o =>
            new(
                o.Id,
                o.Slug,
                new(o.Title.Zh, o.Title.Az, o.Title.En),
                o.Sector,
                o.Subsector,
                o.Places,
                o.Zone,
                o.DealTypes,
                new(o.Promoter.Zh, o.Promoter.Az, o.Promoter.En),
                o.AmountFrom,
                o.AmountTo,
                o.Currency,
                o.TechnicalStage,
                o.LegalStage,
                o.Availability,
                o.PublishedAt,
                o.ValidUntil
            );

    /// <summary>The score beside the row; null where nothing is matched.</summary>
    public int? Score { get; init; }

    /// <summary>Whether the reader saved it; null where a row is not for saving and comparing.</summary>
    public bool? IsSaved { get; init; }

    /// <summary>The title in the reader's language with what was searched for marked; null where nothing was.</summary>
    public MarkedWords? MarkedTitle { get; init; }

    /// <summary>The part of its texts that shows why it was found; null where nothing shows it, or nothing was searched for.</summary>
    public MarkedWords? Why { get; init; }

    /// <summary>The language of <see cref="Why"/>.</summary>
    public string? WhyLanguage { get; init; }
}
