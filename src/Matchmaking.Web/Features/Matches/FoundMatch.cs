using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;

namespace Matchmaking.Web.Features.Matches;

/// <summary>A mandate as a run needs it: its wishes, and who is to be told.</summary>
/// <param name="Mandate">Not tracked.</param>
/// <param name="Email">The owner's address.</param>
/// <param name="Language">The owner's language.</param>
/// <param name="MayBeTold">The owner's address is confirmed and its alerts are not stopped.</param>
/// <param name="PausedUntil">Until when the owner wants to hear nothing; what comes meanwhile is told of afterwards.</param>
public sealed record MandateToMatch(Mandate Mandate, string Email, string Language, bool MayBeTold, DateTimeOffset? PausedUntil = null)
{
    /// <summary>Whether a match of it is told of at all.</summary>
    public bool Tells => MayBeTold && Mandate.PausedAt is null;
}

/// <summary>An opportunity that a run has saved changes of.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Version">Its material version.</param>
/// <param name="IsFirst">It is published for the first time, so nobody has been told of it or has turned it down.</param>
public sealed record OpportunityNews(Guid Id, int Version, bool IsFirst);

/// <summary>An opportunity as a run needs it.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Version">Its material version.</param>
/// <param name="Facts">What matching sees of it.</param>
internal sealed record OpportunityToMatch(Guid Id, int Version, OpportunityFacts Facts);

/// <summary>One mandate and one opportunity that match, held against the rows under the lock.</summary>
/// <param name="By">The mandate.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="Version">Its <see cref="Opportunities.Opportunity.MaterialVersion"/>.</param>
/// <param name="Assessment">Score and reasons.</param>
public sealed record FoundMatch(MandateToMatch By, Guid OpportunityId, int Version, Assessment Assessment);
