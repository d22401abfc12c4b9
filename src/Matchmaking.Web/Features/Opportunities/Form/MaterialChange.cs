using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// What makes a published opportunity another offer: who turned the old one down may want to see it. A corrected word in a text,
/// another contact or a new source does not.
/// </summary>
public static class MaterialChange
{
    /// <summary>Whether the pending changes to a tracked opportunity are material. Before its first publication nothing is.</summary>
    public static bool Is(EntityEntry<Opportunity> entry)
    {
        var (before, after) = (entry.OriginalValues, entry.Entity);
        if (before.GetValue<DateTimeOffset?>(nameof(Opportunity.PublishedAt)) is null)
            return false;
        return Was<string>(nameof(after.Sector)) != after.Sector
            || Was<string?>(nameof(after.Subsector)) != after.Subsector
            || Differ(nameof(after.DealTypes), after.DealTypes)
            || Differ(nameof(after.Places), after.Places)
            || Was<int?>(nameof(after.TechnicalStage)) != after.TechnicalStage
            || Was<int?>(nameof(after.LegalStage)) != after.LegalStage
            || Was<decimal?>(nameof(after.AmountFrom)) != after.AmountFrom
            || Was<decimal?>(nameof(after.AmountTo)) != after.AmountTo
            || Was<string?>(nameof(after.Currency)) != after.Currency
            || Was<DateOnly?>(nameof(after.ValidUntil)) != after.ValidUntil
            || (after.Availability == Availability.Open && Was<Availability>(nameof(after.Availability)) != Availability.Open);

        TValue Was<TValue>(string property) => before.GetValue<TValue>(property);

        // The order of a list means nothing.
        bool Differ(string property, List<string> now) => !Was<List<string>>(property).ToHashSet().SetEquals(now);
    }
}
