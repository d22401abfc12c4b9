using System.Globalization;
using Matchmaking.Matching.Index;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A position of the public list as it stands in an address.</summary>
public static class ListPlace
{
    public static string Of(FacetPosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Key}_{position.PublishedAt}_{position.Id:N}");

    /// <summary>Null for anything that <see cref="Of"/> does not write.</summary>
    public static FacetPosition? Read(string? text) =>
        text?.Split('_') is [var key, var published, var id]
        && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(published, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
        && Guid.TryParseExact(id, "N", out var guid)
            ? new FacetPosition(number, microseconds, guid)
            : null;
}
