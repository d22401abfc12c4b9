using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;

namespace Matchmaking.Web.Features.Matches;

/// <summary>A mandate as a run needs it: its wishes, and who is to be told.</summary>
/// <param name="Mandate">Not tracked.</param>
/// <param name="Email">The owner's address.</param>
/// <param name="Language">The owner's language.</param>
/// <param name="MayBeTold">The owner's address is confirmed and its alerts are not stopped.</param>
public sealed record MandateToMatch(Mandate Mandate, string Email, string Language, bool MayBeTold)
{
    /// <summary>Whether a match of it is told of at all.</summary>
    public bool Tells => MayBeTold && Mandate.PausedAt is null;
}

/// <summary>One mandate and one opportunity that match, held against the rows under the lock.</summary>
public sealed record FoundMatch(MandateToMatch By, Guid OpportunityId, Assessment Assessment);
