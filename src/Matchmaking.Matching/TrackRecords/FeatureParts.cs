namespace Matchmaking.Matching.TrackRecords;

/// <summary>Which part of the score each feature belongs to.</summary>
internal static class FeatureParts
{
    public const int Count = (int)RevealedBy.Draw + 1;

    /// <summary>By feature. The coarser of country and region is the area, which depends on the deals.</summary>
    public static RevealedBy[] Of(bool regionIsCoarser)
    {
        var (area, place) = regionIsCoarser ? (RevealedBy.Region, RevealedBy.Country) : (RevealedBy.Country, RevealedBy.Region);
        return [.. Enum.GetValues<Feature>().Select(feature => Of(feature, area, place))];
    }

    private static RevealedBy Of(Feature feature, RevealedBy area, RevealedBy place) =>
        feature switch
        {
            <= Feature.Entries => RevealedBy.Activity,
            Feature.Sector or Feature.SectorLess or Feature.SectorKin or Feature.SeenSector => RevealedBy.Sector,
            Feature.Subsector or Feature.SubsectorLess or Feature.SubsectorKin or Feature.SeenSubsector => RevealedBy.Subsector,
            Feature.Area or Feature.AreaLess or Feature.AreaKin or Feature.SeenArea => area,
            Feature.Place or Feature.PlaceLess or Feature.PlaceKin or Feature.SeenPlace => place,
            Feature.Size or Feature.SizeLess => RevealedBy.Amount,
            Feature.Type
            or Feature.TypeLess
            or Feature.EntryType
            or Feature.EntryTypeLess
            or Feature.TypeKin
            or Feature.SeenType
            or Feature.Share => RevealedBy.DealType,
            Feature.Near or Feature.Wide or Feature.Beside or Feature.Partner => RevealedBy.Neighbours,
            Feature.Bought or Feature.SeenCell => RevealedBy.Before,
            >= Feature.Known => RevealedBy.Draw,
            _ => RevealedBy.Likeness,
        };
}
