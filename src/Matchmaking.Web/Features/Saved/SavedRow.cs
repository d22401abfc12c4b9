using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Saved;

/// <summary>A listing on somebody's list. Of one that is not public (any more) nothing but the title is shown.</summary>
public sealed record SavedRow(
    Guid Id,
    string Slug,
    bool IsPublic,
    Localized Title,
    string Sector,
    List<string> Places,
    decimal? AmountFrom,
    decimal? AmountTo,
    string? Currency,
    Availability Availability,
    DateOnly? ValidUntil,
    string Note,
    bool Follows,
    DateTimeOffset CreatedAt
)
{
    /// <summary>The end of a key of a text, <c>availability.…</c>; null while it is open.</summary>
    public string? Ended(DateOnly today) =>
        !IsPublic ? "withdrawn"
        : Availability != Availability.Open ? Availability.ToString().ToLowerInvariant()
        : ValidUntil < today ? "expired"
        : null;
}
