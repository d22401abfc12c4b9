using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>The product's own ranking, asked as the product asks it.</summary>
internal sealed class OurMethod
{
    private readonly TrackRecordModel model;
    private readonly int[] numbers;
    private readonly PreparedListing[] listings;

    public OurMethod(Protocol protocol, Purpose purpose)
    {
        model = TrackRecordModel.Train(protocol.Train, protocol.Split, purpose);
        numbers = [.. protocol.Names.Select(model.Find)];
        listings = [.. protocol.Test.Select(model.Prepare)];
    }

    public TrackRecordModel Model => model;
    public double ScoreInvestor(int investor, int listing) => model.ScoreInvestor(listings[listing], numbers[investor]);

    public double ScoreListing(int investor, int listing) => model.ScoreListing(listings[listing], numbers[investor]);
}
