namespace Matchmaking.Matching.TrackRecords;

/// <summary>A listing made ready once, to be held against many investors of one model.</summary>
public sealed class PreparedListing
{
    /// <summary>How many of those who invest beside others are kept: the many with a faint link would only take memory.</summary>
    private const int Heard = 500;

    private readonly Dictionary<int, Votes> votes = [];

    internal PreparedListing(DealHistory history, Listing listing)
    {
        (History, Listing) = (history, listing);
        var fields = Fields.Of(listing, history.RegionIsCoarser);
        Codes = [.. fields.Select((text, field) => history.CodeOf((Field)field, text))];
        Known = [.. fields.Select(text => text.Length > 0)];
        SizeCell = Sizes.CellOf(listing);
        Words = history.Likeness.WordsOf(listing, fields);
        EarlierDeals = history.Network.DealsOfTarget(listing);
        AskNearest(history);
        AskTarget(history);
    }

    /// <summary>The listing as it was given.</summary>
    public Listing Listing { get; }

    internal DealHistory History { get; }
    internal int[] Codes { get; }
    internal bool[] Known { get; }
    internal int SizeCell { get; }
    internal int[] Words { get; }

    /// <summary>Deals of the same target.</summary>
    internal IReadOnlyList<int> EarlierDeals { get; }

    /// <summary>What similar deals, and the target's earlier investors, say of an investor.</summary>
    internal Votes VotesFor(int investor) => votes.GetValueOrDefault(investor);

    /// <summary>Those of whom similar deals say most, for learning from the hard cases.</summary>
    internal IEnumerable<int> Likely(int most) =>
        votes
            .OrderByDescending(vote => vote.Value.Wide + vote.Value.Beside + vote.Value.Partner)
            .ThenBy(vote => vote.Key)
            .Take(most)
            .Select(vote => vote.Key);

    private void AskNearest(DealHistory history)
    {
        var asked = new SortedDictionary<int, double>();
        var nearest = history.Likeness.NearestTo(Words);
        for (var at = 0; at < nearest.Length; at++)
        {
            var (deal, cosine) = nearest[at];
            var fresh = DealHistory.Decay(history.Age[deal], 6);
            foreach (var investor in history.InvestorsOf[deal])
            {
                var said = VotesFor(investor);
                votes[investor] = said with
                {
                    Near = said.Near + (float)(at < 50 ? cosine * fresh : 0),
                    Wide = said.Wide + (float)(cosine * cosine * fresh),
                    Best = Math.Max(said.Best, (float)(cosine * DealHistory.Decay(history.Age[deal], 12))),
                };
                if (at < 100)
                    asked[investor] = asked.GetValueOrDefault(investor) + cosine * cosine * fresh;
            }
        }
        foreach (
            var (investor, vote) in history.Network.HandOn(asked).OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).Take(Heard)
        )
            votes[investor] = VotesFor(investor) with { Beside = (float)vote };
    }

    private void AskTarget(DealHistory history)
    {
        var asked = new SortedDictionary<int, double>();
        foreach (var deal in EarlierDeals)
        foreach (var investor in history.InvestorsOf[deal])
            asked[investor] = Math.Max(asked.GetValueOrDefault(investor), DealHistory.Decay(history.Age[deal], 4));
        foreach (var investor in asked.Keys)
            votes[investor] = VotesFor(investor) with { Bought = true };
        foreach (var (investor, vote) in history.Network.HandOn(asked))
            votes[investor] = VotesFor(investor) with { Partner = (float)vote };
    }
}

/// <summary>What others' deals say of one investor for one listing; 0 and more.</summary>
/// <param name="Near">Of the fifty most similar deals, those it made: the sum of their likeness, recent ones counting more.</param>
/// <param name="Wide">The same of the three hundred most similar, likeness squared.</param>
/// <param name="Best">The likeness of its own most similar deal.</param>
/// <param name="Beside">How often it invests beside those who made the most similar deals.</param>
/// <param name="Partner">How often it invests beside those who bought the same target earlier.</param>
/// <param name="Bought">Whether it bought the same target earlier.</param>
internal readonly record struct Votes(float Near, float Wide, float Best, float Beside, float Partner, bool Bought);
