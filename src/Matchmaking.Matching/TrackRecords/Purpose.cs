namespace Matchmaking.Matching.TrackRecords;

/// <summary>What a ranking is wanted for. It decides from which of the past deals the weights are learned.</summary>
public enum Purpose
{
    /// <summary>Who invests next, whether or not it is in this already: whoever bought the target before is the likeliest.</summary>
    AnyPartner,

    /// <summary>
    /// Whom should we call? Whoever is in the target already needs no call, so only first purchases of a target are learned from.
    /// </summary>
    NewPartners,

    /// <summary>Who goes somewhere new: neither the target, nor the same sector, subsector and country, was bought before.</summary>
    NewGround,
}
