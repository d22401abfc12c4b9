using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// What makes a published opportunity another offer: who turned the old one down may want to see it. A corrected word in a text,
/// another contact or a new source does not.
/// </summary>
public static class MaterialChange
{
    /// <summary>Whether the pending changes to a tracked opportunity are material. Before its first publication nothing is.</summary>
    public static bool Is(EntityEntry<Opportunity> entry) => Between((Opportunity)entry.OriginalValues.ToObject(), entry.Entity);

    /// <inheritdoc cref="Is"/>
    public static bool Between(Opportunity before, Opportunity after) => before.PublishedAt is not null
        && (before.Sector != after.Sector
            || before.Subsector != after.Subsector
            || Differ(before.MoreSectors, after.MoreSectors)
            || Differ(before.DealTypes, after.DealTypes)
            || Differ(before.Places, after.Places)
            || before.TechnicalStage != after.TechnicalStage
            || before.LegalStage != after.LegalStage
            || before.AmountFrom != after.AmountFrom
            || before.AmountTo != after.AmountTo
            || before.Currency != after.Currency
            || before.ValidUntil != after.ValidUntil
            || (after.Availability == Availability.Open && before.Availability != Availability.Open));

    // The order of a list means nothing.
    private static bool Differ(List<string> before, List<string> after) => !before.ToHashSet().SetEquals(after);
}
