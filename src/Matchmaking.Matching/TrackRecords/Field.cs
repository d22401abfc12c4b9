namespace Matchmaking.Matching.TrackRecords;

/// <summary>What of a deal is counted for each investor.</summary>
internal enum Field
{
    Sector,

    /// <summary>Subsector within its sector.</summary>
    Subsector,

    /// <summary>The coarser of country and region.</summary>
    Area,

    /// <summary>The finer of country and region, within the coarser.</summary>
    Place,
    Type,

    /// <summary>Less than half, half, or more.</summary>
    Share,
    SectorArea,
    SectorType,
    PlaceType,

    /// <summary>The type of the first deal with a target only: many follow with larger rounds what they enter small.</summary>
    EntryType,

    /// <summary>Sector, subsector and country together, known or not: what an investor has done before in one stroke.</summary>
    Cell,
}

/// <summary>The fields' texts for a listing.</summary>
internal static class Fields
{
    public const int Count = (int)Field.Cell + 1;

    /// <summary>The texts by <see cref="Field"/>; empty for what is not known.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="regionIsCoarser">Whether a region holds countries, rather than a country regions.</param>
    public static string[] Of(Listing listing, bool regionIsCoarser)
    {
        var sector = Fold(listing.Sector);
        var subsector = Fold(listing.Subsector);
        var (area, place) = regionIsCoarser ? (Fold(listing.Region), Fold(listing.Country)) : (Fold(listing.Country), Fold(listing.Region));
        var type = Fold(listing.Type);
        var fine = subsector.Length == 0 ? sector : Both(sector, subsector);
        var here = place.Length == 0 ? area : Both(area, place);
        return
        [
            sector,
            subsector.Length == 0 ? "" : fine,
            area,
            place.Length == 0 ? "" : here,
            type,
            ShareOf(listing.SharePct),
            Pair(sector, area),
            Pair(sector, type),
            Pair(here, type),
            type,
            $"{sector}\u001f{subsector}\u001f{Fold(listing.Country)}",
        ];
    }

    private static string Fold(string text) => text.Trim().ToLowerInvariant();

    private static string Both(string one, string other) => $"{one}\u001f{other}";

    private static string Pair(string one, string other) => one.Length == 0 || other.Length == 0 ? "" : Both(one, other);

    private static string ShareOf(double? percent) =>
        percent switch
        {
            null => "",
            > 50 => "most",
            50 => "half",
            _ => "less",
        };
}
