using Matchmaking.Web.Features.Opportunities.Form;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>
/// Which texts another language has left behind. A text is outdated when the same text in another language was revised in a later version.
/// Writing a text that was missing, or one that was outdated, catches up: it makes no other text outdated. An empty text is missing, not
/// outdated.
/// </summary>
public static class OutdatedTexts
{
    /// <summary>The names of the outdated texts after a save.</summary>
    /// <param name="outdated">The names before it.</param>
    /// <param name="before">What stood before.</param>
    /// <param name="after">What stands now.</param>
    public static string[] After(IReadOnlyCollection<string> outdated, OpportunityInput before, OpportunityInput after) =>
        [.. OpportunityField.Translated.GroupBy(field => field.Word).SelectMany(texts => After([.. texts], outdated, before, after))];

    private static IEnumerable<string> After(
        OpportunityField[] texts,
        IReadOnlyCollection<string> outdated,
        OpportunityInput before,
        OpportunityInput after
    )
    {
        var changed = texts.Where(text => !text.IsSame(before, after)).ToHashSet();
        var isRevised = changed.Any(text => !text.IsEmpty(before) && !text.IsEmpty(after) && !outdated.Contains(text.Name));
        return texts
            .Where(text => !changed.Contains(text) && !text.IsEmpty(after) && (isRevised || outdated.Contains(text.Name)))
            .Select(text => text.Name);
    }
}
