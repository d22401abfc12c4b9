namespace Matchmaking.Matching.TrackRecords;

/// <summary>Which part of the score each feature belongs to.</summary>
internal static class FeatureParts
{
    public const int Count = (int)InferredFrom.Draw + 1;

    /// <summary>By feature. The coarser of country and region is the area, which depends on the deals.</summary>
    public static InferredFrom[] Of(bool regionIsCoarser)
    {
        var (area, place) = regionIsCoarser ? (InferredFrom.Region, InferredFrom.Country) : (InferredFrom.Country, InferredFrom.Region);
        return [.. Enum.GetValues<Feature>().Select(feature => Of(feature, area, place))];
    }

    private static InferredFrom Of(Feature feature, InferredFrom area, InferredFrom place) =>
        feature switch
        {
            <= Feature.Entries => InferredFrom.Activity,
            Feature.Sector or Feature.SectorLess or Feature.SectorKin or Feature.SeenSector => InferredFrom.Sector,
            Feature.Subsector or Feature.SubsectorLess or Feature.SubsectorKin or Feature.SeenSubsector => InferredFrom.Subsector,
            Feature.Area or Feature.AreaLess or Feature.AreaKin or Feature.SeenArea => area,
            Feature.Place or Feature.PlaceLess or Feature.PlaceKin or Feature.SeenPlace => place,
            Feature.Size or Feature.SizeLess => InferredFrom.Amount,
            Feature.Type
            or Feature.TypeLess
            or Feature.EntryType
            or Feature.EntryTypeLess
            or Feature.TypeKin
            or Feature.SeenType
            or Feature.Share => InferredFrom.DealType,
            Feature.Near or Feature.Wide or Feature.Beside or Feature.Partner => InferredFrom.Neighbours,
            Feature.Bought or Feature.SeenCell => InferredFrom.Before,
            >= Feature.Known => InferredFrom.Draw,
            _ => InferredFrom.Likeness,
        };
}
