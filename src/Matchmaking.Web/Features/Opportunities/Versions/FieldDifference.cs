using Matchmaking.Web.Features.Opportunities.Form;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>A field that says something else in two versions, in the reader's words.</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Language">The language of a text; null for the rest.</param>
/// <param name="Before">What the earlier version says; empty for nothing.</param>
/// <param name="After">What the later one says.</param>
public sealed record FieldDifference(string Name, string? Language, string Before, string After)
{
    /// <summary>The fields that differ, in the order of the form.</summary>
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later one.</param>
    /// <param name="words">The reader's words.</param>
    /// <param name="people">Names of the desk, by id.</param>
    /// <param name="fields">Which are looked at; null for all.</param>
    public static IReadOnlyList<FieldDifference> Of(
        OpportunityInput before,
        OpportunityInput after,
        FieldWords words,
        IReadOnlyDictionary<string, string> people,
        IEnumerable<OpportunityField>? fields = null
    ) =>
        [
            .. (fields ?? OpportunityField.All)
                .Where(field => !field.IsSame(before, after))
                .Select(field => new FieldDifference(
                    words.Name(field),
                    field.Language,
                    words.Value(field, before, people),
                    words.Value(field, after, people)
                )),
        ];
}
