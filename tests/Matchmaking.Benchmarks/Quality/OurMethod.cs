using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>The product's own ranking, asked as the product asks it.</summary>
internal sealed class OurMethod
{
    private readonly Protocol protocol;
    private readonly TrackRecordModel model;
    private readonly int[] places;
    private readonly PreparedListing[] listings;
    private (int Listing, double[] Scores) last = (-1, []);

    public OurMethod(Protocol protocol, Purpose purpose)
    {
        this.protocol = protocol;
        model = TrackRecordModel.Train(protocol.Train, protocol.Split, purpose);
        var numbers = Enumerable.Range(0, model.InvestorCount).ToDictionary(model.InvestorAt, StringComparer.Ordinal);
        places = [.. protocol.Names.Select(name => numbers[name])];
        listings = [.. protocol.Test.Select(model.Prepare)];
    }

    /// <summary>Task A.</summary>
    public double ScoreInvestor(int investor, int listing)
    {
        if (last.Listing != listing)
            last = (listing, model.ScoreAll(listings[listing]));
        return last.Scores[places[investor]];
    }

    /// <summary>Task B.</summary>
    public double ScoreListing(int investor, int listing) =>
        model.Score(protocol.Names[investor], listings[listing], Question.WhichListing)!.Value;
}
