using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>
/// What makes a published opportunity another offer, or none: who turned the old one down may want to see it. A corrected word in a text,
/// another contact or a new source does not.
/// </summary>
public static class MaterialChange
{
    /// <summary>Whether the pending changes to a tracked opportunity are material. Before its first publication nothing is.</summary>
    public static bool Is(EntityEntry<Opportunity> entry) => Between((Opportunity)entry.OriginalValues.ToObject(), entry.Entity);

    /// <inheritdoc cref="Is"/>
    public static bool Between(Opportunity before, Opportunity after) =>
        before.PublishedAt is not null && MaterialFacts.Of(after).DifferentFrom(MaterialFacts.Of(before)).Any();
}
