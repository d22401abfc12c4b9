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

    /// <summary>
    /// Whether what was turned down stays so: nothing has changed but that it was closed, withdrawn, or published again as it was. What was
    /// reserved, on hold or done and is open again comes back.
    /// </summary>
    public static bool LeavesAnswers(MaterialFacts before, MaterialFacts after) =>
        after.DifferentFrom(before).All(field => field == MaterialField.State)
        && (after.State != ListingState.Open || before.State is ListingState.Open or ListingState.Withdrawn);

    /// <inheritdoc cref="Is"/>
    public static bool Between(Opportunity before, Opportunity after) =>
        before.PublishedAt is not null && MaterialFacts.Of(after).DifferentFrom(MaterialFacts.Of(before)).Any();
}
