using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities.Versions;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Who would be told in one way.</summary>
/// <param name="Frequency">At once, in the next daily mail, or in the next weekly one.</param>
/// <param name="People">How many people; each counts once, by the most urgent mandate.</param>
/// <param name="Organisations">Their organisations by name, each once, by its most urgent person.</param>
public sealed record ReachGroup(AlertFrequency Frequency, int People, IReadOnlyList<string> Organisations);

/// <summary>Whom an opportunity would reach if it were published now.</summary>
/// <param name="Groups">At once, daily and weekly, in this order.</param>
/// <param name="Silent">Mandates that match without a mail: paused, stopped, turned down, or told before.</param>
/// <param name="Organisations">How many organisations have a mandate that matches.</param>
/// <param name="Best">The best of them, one mandate an organisation, at most <see cref="ReachFinder.Most"/>.</param>
/// <param name="Mandates">How many mandates there are.</param>
/// <param name="Excluded">How many of them fail each condition, whatever else they fail; the most first.</param>
/// <param name="News">Of which changes those are told who know it already.</param>
/// <param name="IsEdit">It is public already, so that changes are told after a quiet time.</param>
/// <param name="IsSmall">A small correction, of which nobody is told.</param>
public sealed record Reach(
    IReadOnlyList<ReachGroup> Groups,
    int Silent,
    int Organisations,
    IReadOnlyList<(Mandate Mandate, Assessment Assessment)> Best,
    int Mandates,
    IReadOnlyList<(Condition Condition, int Mandates)> Excluded,
    IReadOnlyList<MaterialField> News,
    bool IsEdit = false,
    bool IsSmall = false
)
{
    /// <summary>Of what is not open.</summary>
    public static Reach Nobody { get; } =
        new([.. Enum.GetValues<AlertFrequency>().Select(frequency => new ReachGroup(frequency, 0, []))], 0, 0, [], 0, [], []);

    /// <summary>How many people are told, each once.</summary>
    public int People => Groups.Sum(group => group.People);

    /// <summary>How many people would get a mail at once.</summary>
    public int AtOnce => Groups[(int)AlertFrequency.AtOnce].People;
}

/// <summary>The preview of a publication as it is drawn.</summary>
/// <param name="Opportunity">As it stands in the form or is saved.</param>
/// <param name="Reach">Null while it has no sector, without which nothing can be matched.</param>
/// <param name="IsUnread">Something in the form cannot be read, and counts as not published.</param>
public sealed record ReachView(Web.Features.Opportunities.Opportunity Opportunity, Reach? Reach, bool IsUnread = false);
