using Matchmaking.Matching.Index;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A value beside a box, with its number.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Count">What one more tick would give.</param>
/// <param name="IsChosen">Whether it is ticked.</param>
public sealed record FacetLine(FacetKind Kind, string Code, string Name, int Count, bool IsChosen);

/// <summary>The numbers beside the filters.</summary>
public sealed class Facets(FacetCounts counts, ListFilter filter, Text t, ReferenceData reference)
{
    /// <summary>What the list shows in all its pages.</summary>
    public int Total => counts.Total;

    /// <summary>
    /// What the conditions meet but the list leaves out (or, with <see cref="ListFilter.All"/>, includes) as no longer open.
    /// </summary>
    public int Closed => counts.Closed;

    /// <summary>What the list would show with a question.</summary>
    public int Of(string question) => counts.OfQuestion(question);

    /// <summary>What the list would show without all conditions of a kind.</summary>
    public int Without(FacetKind kind) => counts.Without(kind);

    /// <summary>What the list would show without a question.</summary>
    public int Without(string question) => counts.WithoutQuestion(question);

    /// <summary>
    /// The values of a kind that are worth showing: something has it, or it is chosen. Of the many places only those where the list would
    /// show something.
    /// </summary>
    public IEnumerable<FacetLine> Lines(FacetKind kind, IEnumerable<string> codes) =>
        codes
            .Where(code => filter[kind].Contains(code) || (kind == FacetKind.Place ? counts.Of(kind, code) > 0 : counts.Occurs(kind, code)))
            .Select(code => new FacetLine(
                kind,
                code,
                FacetNames.NameOf(kind, code, t, reference),
                counts.Of(kind, code),
                filter[kind].Contains(code)
            ));
}
