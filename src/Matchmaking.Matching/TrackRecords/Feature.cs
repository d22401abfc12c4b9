namespace Matchmaking.Matching.TrackRecords;

/// <summary>What is measured of an investor for a listing. Each is 0 where nothing is known.</summary>
internal enum Feature
{
    Deals, RecentThree, RecentOne, Fresh, Entries,
    Sector, SectorLess, Subsector, SubsectorLess,
    Area, AreaLess, Place, PlaceLess,
    Size, SizeLess, Type, TypeLess, EntryType, EntryTypeLess, Share,
    SectorKin, SubsectorKin, AreaKin, PlaceKin, TypeKin,
    SectorArea, SectorType, PlaceType, Cell,
    SeenSector, SeenSubsector, SeenArea, SeenPlace, SeenType,
    Cosine, Bm25, Near, Wide, Best, Beside, Partner, Bought, SeenCell,
    // What follows says something of the listing alone: it orders the listings for one investor, and is the same for all investors.
    Known, CrowdType, CrowdSize, CrowdSector, CrowdPlace, WarmType, WarmSector, WarmPlace,
}
