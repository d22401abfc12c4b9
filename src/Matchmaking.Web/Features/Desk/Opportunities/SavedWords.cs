using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>What the desk is told after a save.</summary>
public sealed class SavedWords(MatchmakingDb db, FieldWords words, Text t)
{
    /// <summary>Whether the public sees it, who is told of it, and what somebody else had changed meanwhile.</summary>
    /// <param name="opportunity">As it was saved.</param>
    /// <param name="merged">What came of bringing the form on top of other saves; null where there was no form.</param>
    public async Task<string> SayAsync(Opportunity opportunity, MergedForm? merged, CancellationToken cancel)
    {
        var saved =
            opportunity.Status != PublicationStatus.Published ? t["desk.saved.draft"]
            : await db.ToldAtOnceAsync(opportunity, cancel) is > 0 and var told ? t.Count("desk.saved.public", told)
            : t["desk.saved.public.none"];
        return merged is null ? saved : string.Join(' ', [saved, .. words.Describe(merged)]);
    }
}
