using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities.Versions;

namespace Matchmaking.Web.Features.Matches;

/// <summary>A mandate as a run needs it: its wishes, and who is to be told.</summary>
/// <param name="Mandate">Not tracked.</param>
/// <param name="Email">The owner's address.</param>
/// <param name="Language">The owner's language.</param>
/// <param name="CanBeNotified">Whether its owner is told of its matches; see <see cref="Notification"/>.</param>
/// <param name="PausedUntil">Until when the owner wants to hear nothing; what comes meanwhile is told of afterwards.</param>
public sealed record MandateToMatch(Mandate Mandate, string Email, string Language, bool CanBeNotified, DateTimeOffset? PausedUntil = null);

/// <summary>An opportunity that a run has saved changes of.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Version">Its material version.</param>
/// <param name="IsFirst">It is published for the first time, so nobody has been told of it or has turned it down.</param>
/// <param name="Facts">As it is now.</param>
/// <param name="HidesFrom">What was turned down in this version or a later one stays hidden; see <see
/// cref="MaterialChange.LeavesAnswers"/>.</param>
/// <param name="IsOpen">Whether an investor can come in. Of what is closed only those hear who said that it fits.</param>
/// <param name="IsEdit">It was public before: what changed is told after a quiet time, as the sum of all changes.</param>
/// <param name="IsSmall">A small correction: nobody is told.</param>
public sealed record OpportunityNews(
    Guid Id,
    int Version,
    bool IsFirst,
    MaterialFacts Facts,
    int HidesFrom,
    bool IsOpen = true,
    bool IsEdit = false,
    bool IsSmall = false
);

/// <summary>An opportunity as a run needs it.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Version">Its material version.</param>
/// <param name="Facts">What matching sees of it.</param>
/// <param name="SubmittedBy">The organisation that sent it in, if one did.</param>
internal sealed record OpportunityToMatch(Guid Id, int Version, OpportunityFacts Facts, Guid? SubmittedBy);

/// <summary>One mandate and one opportunity that match, held against the rows under the lock.</summary>
/// <param name="Recipient">The mandate.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="Version">Its <see cref="Opportunities.Opportunity.MaterialVersion"/>.</param>
/// <param name="Assessment">Score and reasons.</param>
/// <param name="IsOnScreen">Its mandate's owner had it on the screen when saving the mandate; see <see cref="Notification"/>.</param>
/// <param name="KnownVersion">The version that somebody who follows it knows, told of it or not; 0 for others.</param>
public sealed record FoundMatch(
    MandateToMatch Recipient,
    Guid OpportunityId,
    int Version,
    Assessment Assessment,
    bool IsOnScreen = false,
    int KnownVersion = 0
);
