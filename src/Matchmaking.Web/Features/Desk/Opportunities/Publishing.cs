using Matchmaking.Web.Database;
using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>What became of an attempt to publish a listing.</summary>
public enum PublicationOutcome
{
    Published,

    /// <summary>It is public already: a second click, or somebody else was faster.</summary>
    Already,

    /// <summary>Its state or <see cref="PublicationRules.Obstacles"/> do not allow it.</summary>
    Refused,

    /// <summary>Somebody else saved it since it was looked at; nothing was saved.</summary>
    Changed,
}

/// <summary>Publishes a listing as the desk does it, alone or one of several.</summary>
public sealed class Publishing(MatchmakingDb db, OpportunitySave saving, RecipientProviders providers, TimeProvider time)
{
    /// <summary>Publishes it and saves, in one transaction. Whose submission it is hears of it the first time.</summary>
    /// <param name="opportunity">Tracked.</param>
    /// <param name="version">The row version that was looked at.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="cancel">Ends it early, with nothing saved.</param>
    public async Task<PublicationOutcome> TryAsync(Opportunity opportunity, uint version, Guid by, CancellationToken cancel)
    {
        if (opportunity.Status == PublicationStatus.Published)
            return PublicationOutcome.Already;
        var (isFirst, now) = (opportunity.PublishedAt is null, time.GetUtcNow());
        if (!opportunity.Publish(by, now))
            return PublicationOutcome.Refused;
        if (isFirst)
            await SubmissionMail.AddAsync(db, providers, opportunity, SubmissionMail.Accepted, now, cancel);
        if (await saving.TryAsync(opportunity, version, by, cancel))
            return PublicationOutcome.Published;
        var isPublishedByAnother = await db.Opportunities.Public().AnyAsync(o => o.Id == opportunity.Id, cancel);
        return isPublishedByAnother ? PublicationOutcome.Already : PublicationOutcome.Changed;
    }
}
