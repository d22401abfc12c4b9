using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A search in one line: what was typed and the names of what was chosen.</summary>
public static class FilterWords
{
    /// <summary>"laptop · Electronics · Baku".</summary>
    public static string Of(ListFilter filter, Text t, ReferenceData reference) =>
        string.Join(
            " · ",
            [
                .. filter.Words.Length > 0 ? [filter.Words] : Array.Empty<string>(),
                .. ListFilter.Kinds.SelectMany(kind =>
                    filter.Effective(kind.Kind, reference).Select(code => FacetNames.NameOf(kind.Kind, code, t, reference))
                ),
                .. filter.Asked.Select(question => t["opportunities.question." + question]),
                .. filter.All ? [t["opportunities.all"]] : Array.Empty<string>(),
            ]
        );
}
