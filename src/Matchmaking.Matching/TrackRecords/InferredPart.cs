namespace Matchmaking.Matching.TrackRecords;

/// <summary>What a part of a score comes from.</summary>
public enum InferredFrom
{
    /// <summary>How much, and how lately, the investor invests at all.</summary>
    Activity,

    /// <summary>The sector, in its own deals or in kindred ones.</summary>
    Sector,

    /// <summary>The subsector.</summary>
    Subsector,

    /// <summary>The country.</summary>
    Country,

    /// <summary>The region.</summary>
    Region,

    /// <summary>An amount, or a capacity, like those of its deals.</summary>
    Amount,

    /// <summary>The deal type, and the share that changes hands.</summary>
    DealType,

    /// <summary>Likeness to its own deals as a whole: words, and fields that came together.</summary>
    Likeness,

    /// <summary>What those do who invest beside it, or who made deals like this.</summary>
    Neighbours,

    /// <summary>It bought this target before, or did the same in the same country.</summary>
    Before,

    /// <summary>
    /// How many investors a listing of this kind draws. It orders listings for an investor, never investors for a listing.
    /// </summary>
    Draw,
}

/// <summary>One part of a score.</summary>
/// <param name="By">What it comes from.</param>
/// <param name="Value">What it gives, in the score's own measure; below 0 when it speaks against.</param>
public readonly record struct InferredPart(InferredFrom By, double Value);

/// <summary>A score in its parts. It is relative: more is likelier, within one ranking.</summary>
/// <param name="Parts">All parts, in the order of <see cref="InferredFrom"/>.</param>
public sealed record InferredScore(IReadOnlyList<InferredPart> Parts)
{
    /// <summary>The parts added up, in their order.</summary>
    public double Value
    {
        get
        {
            double sum = 0;
            foreach (var part in Parts)
                sum += part.Value;
            return sum;
        }
    }
}

/// <summary>What is asked of the model. Each question has weights of its own.</summary>
public enum Question
{
    /// <summary>Which of all investors for this listing?</summary>
    WhichInvestor,

    /// <summary>Which of these listings for this investor?</summary>
    WhichListing,
}

/// <summary>An investor who may be called about a listing.</summary>
/// <param name="Investor">Its name, as in the deals.</param>
/// <param name="Score">0 to 100: 0 is no likelier than investors are on average, and every 4 logarithmic units
/// close 63 % of the rest.</param>
/// <param name="Parts">Whole points that add up to the score; the largest first, those of 0 left out.</param>
public sealed record Prospect(string Investor, int Score, IReadOnlyList<ProspectPart> Parts);

/// <summary>Whole points of a prospect's score.</summary>
/// <param name="By">What they come from.</param>
/// <param name="Points">How many; below 0 when it speaks against.</param>
public readonly record struct ProspectPart(InferredFrom By, int Points);

/// <summary>A listing in an investor's order.</summary>
/// <param name="Listing">The listing as it was given.</param>
/// <param name="Score">Its score with parts.</param>
public sealed record RankedListing(Listing Listing, InferredScore Score);
