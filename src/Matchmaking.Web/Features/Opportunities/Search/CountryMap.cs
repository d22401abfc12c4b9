using System.Globalization;
using Matchmaking.Matching.Index;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A region, city or district on the map.</summary>
/// <param name="Code">Its code, and the end of its outline's name.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Count">How many open listings it has.</param>
/// <param name="X">Where its number stands.</param>
/// <param name="Y">Where its number stands.</param>
/// <param name="HasOutline">Whether it is drawn as it lies; otherwise it is a dot.</param>
public sealed record MapShape(string Code, string Href, string Name, int Count, int X, int Y, bool HasOutline = true)
{
    /// <summary>The shade of its number. The number itself stands on the shape.</summary>
    public string Shade =>
        Count switch
        {
            0 => "n0",
            <= 2 => "n1",
            <= 7 => "n2",
            <= 19 => "n3",
            _ => "n4",
        };
}

/// <summary>A zone on the map: near the middle of its city or district, several of one place side by side.</summary>
public sealed record MapMark(string Href, string Name, int Count, int X, int Y);

/// <summary>A map of the country or of one of its regions, with what can be chosen on it.</summary>
/// <param name="ViewBox">Which part is seen.</param>
/// <param name="IsNear">Whether it is one region.</param>
/// <param name="IsOfUnits">Whether its shapes are cities and districts; otherwise regions.</param>
/// <param name="Shapes">In the order in which the Tab key comes to them.</param>
/// <param name="Marks">The zones.</param>
public sealed record CountryMap(string ViewBox, bool IsNear, bool IsOfUnits, IReadOnlyList<MapShape> Shapes, IReadOnlyList<MapMark> Marks)
{
    // Marks of one place stand so far apart, below its number.
    private const int Apart = 14,
        Below = 13;

    /// <summary>Where the words of what is pointed at begin: at the lower left, where nothing lies.</summary>
    public int TipX => int.Parse(ViewBox.Split(' ')[0], CultureInfo.InvariantCulture) + 2;

    /// <inheritdoc cref="TipX"/>
    public int TipY =>
        int.Parse(ViewBox.Split(' ')[1], CultureInfo.InvariantCulture) + int.Parse(ViewBox.Split(' ')[3], CultureInfo.InvariantCulture) - 4;

    /// <summary>The regions of the country; each leads to its page.</summary>
    public static CountryMap OfRegions(ReferenceData reference, FacetCounts counts, Text t) =>
        new(
            reference.MapViewBox,
            IsNear: false,
            IsOfUnits: false,
            [
                .. reference.MapLabels.Select(label => new MapShape(
                    label.Code,
                    SiteLinks.Region(label.Code),
                    reference.PlaceName(label.Code, t.Language),
                    counts.Of(FacetKind.Place, label.Code),
                    label.X,
                    label.Y
                )),
            ],
            []
        );

    /// <summary>The cities and districts of the country; each leads to its listings.</summary>
    public static CountryMap OfUnits(ReferenceData reference, FacetCounts counts, Text t) =>
        new(
            reference.MapViewBox,
            IsNear: false,
            IsOfUnits: true,
            [.. reference.Regions.SelectMany(region => region.Units).Select(unit => ShapeOf(unit, reference, counts, t))],
            []
        );

    /// <summary>One region with its cities, districts and zones.</summary>
    public static CountryMap Of(EconomicRegion region, ReferenceData reference, FacetCounts counts, Text t) =>
        new CountryMap(
            reference.MapLabels.Single(label => label.Code == region.Code).Box,
            IsNear: true,
            IsOfUnits: true,
            [.. region.Units.Select(unit => ShapeOf(unit, reference, counts, t))],
            []
        ).WithZones(reference.ZonesIn(region), reference, counts, t);

    /// <summary>The same with zones.</summary>
    public CountryMap WithZones(IEnumerable<Zone> zones, ReferenceData reference, FacetCounts counts, Text t)
    {
        var apart = IsNear ? Apart / 2 : Apart;
        return this with
        {
            Marks =
            [
                .. from place in zones.GroupBy(zone => zone.Places.FirstOrDefault(IsShown) ?? zone.Places[0])
                let middle = reference.MapPoint(reference.UnitOf(place.Key)!)
                from zone in place.Index()
                select new MapMark(
                    SiteLinks.Zone(zone.Item.Code),
                    zone.Item.Name.In(t.Language),
                    counts.Of(FacetKind.Zone, zone.Item.Code),
                    middle.X + (zone.Index * apart) - ((place.Count() - 1) * apart / 2),
                    middle.Y + (IsNear ? Below / 2 : Below)
                ),
            ],
        };

        // A zone of two regions stands on the map of each.
        bool IsShown(string code) => Shapes.Any(shape => shape.Code == code);
    }

    private static MapShape ShapeOf(PlaceUnit unit, ReferenceData reference, FacetCounts counts, Text t)
    {
        var (x, y) = reference.MapPoint(unit);
        var count = counts.Of(FacetKind.Place, unit.Code);
        return new(unit.Code, SiteLinks.OpportunitiesInRegion(unit.Code), unit.Name.In(t.Language), count, x, y, !unit.Approximate);
    }
}
