using Matchmaking.Matching.Index;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Regions;

/// <summary>
/// The map of the country with its regions, or its cities and districts, and its zones; and the same numbers as a table. No statement: all
/// of it is counted in memory.
/// </summary>
public sealed class IndexModel(PublishedCounts counts, ReferenceData reference, Text t) : PageModel
{
    private FacetCounts _open = null!;

    /// <summary>Whether the map shows cities and districts; otherwise regions.</summary>
    public bool IsOfUnits { get; private set; }
    public CountryMap Map { get; private set; } = null!;
    public int Open => _open.Total;

    public async Task OnGetAsync(string? by, CancellationToken cancel)
    {
        _open = await counts.OfAsync(ListFilter.Nothing, cancel);
        IsOfUnits = by == "units";
        Map = (IsOfUnits ? CountryMap.OfUnits(reference, _open, t) : CountryMap.OfRegions(reference, _open, t)).WithZones(
            reference.Zones,
            reference,
            _open,
            t
        );
    }

    /// <summary>How many are open in a region, city or district, as the filter of the list says it.</summary>
    public int In(string code) => _open.Of(FacetKind.Place, code);

    /// <summary>How many are open in a zone.</summary>
    public int InZone(string code) => _open.Of(FacetKind.Zone, code);
}
