using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Npgsql;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Turns matches into entries of alerts: in a mail now, or waiting for a digest. Runs inside the transaction of its cause, under its lock.</summary>
public sealed class AlertQueue(MatchmakingDb db, RecipientProviders providers, CanaryWatch canary, TimeProvider time) : IMatchAlerts
{
    /// <summary>
    /// Queues the matches that nobody has been told of yet, and those whose opportunity has changed materially since. Of several mandates
    /// of one person the most urgent, then the best, carries the opportunity; what already waits for a digest moves up when a more
    /// urgent mandate matches too.
    /// </summary>
    /// <param name="connection">In the transaction of the cause.</param>
    /// <param name="found">All matches of one opportunity, or of one mandate.</param>
    /// <param name="news">The opportunity, when it is one that has just changed: those who said that it fits hear of the change even if it no longer matches.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task QueueAsync(NpgsqlConnection connection, IReadOnlyCollection<FoundMatch> found, OpportunityNews? news, CancellationToken cancel)
    {
        var isFirst = news is { IsFirst: true };
        // The built-in subscriber hears of every publication, in the same transaction and the same way.
        var mails = new List<OutgoingMail>();
        if (news is not null)
            mails.Add(canary.New(news.Id.ToString("N"), news.Version));
        var turnedDown = isFirst ? [] : await db.TurnedDownAsync(found.Select(match => match.By.Mandate.OrganisationId), found.Select(match => match.OpportunityId), cancel);
        var matching = found.Where(match => match.By.Tells && !turnedDown.Contains((match.By.Mandate.OrganisationId, match.OpportunityId)));
        var followers = news is { Version: > 1 } ? await AlertEntries.FollowersAsync(connection, news.Id, news.Version, cancel) : [];
        // In the order of the indexes that they go into.
        var wanted = MostUrgent(matching.Concat(followers)).OrderBy(match => match.By.Mandate.OwnerId).ToList();
        var known = isFirst || wanted.Count == 0 ? [] : await AlertEntries.KnownAsync(connection, wanted, cancel);
        var (added, moved) = (new List<AlertEntry>(), new List<AlertEntry>());
        foreach (var ofOnePerson in wanted.GroupBy(match => match.By.Mandate.OwnerId))
        {
            OutgoingMail? mail = null;
            foreach (var match in ofOnePerson)
            {
                var before = known.GetValueOrDefault((match.By.Mandate.OwnerId, match.OpportunityId));
                var isUrgent = Urgency(match) == AlertFrequency.AtOnce;
                if (before?.Waiting is { } waiting)
                {
                    // It waits already, and will be told of as it then is; it only may have to wait less.
                    var movesUp = waiting.MailId is null && waiting.Frequency > Urgency(match);
                    if (movesUp || waiting.Version < match.Version)
                        moved.Add(movesUp ? new(match, Urgency(match), isUrgent ? (mail ??= New(mails, match)).Id : null, null, waiting.Id)
                            : new(match, waiting.Frequency, waiting.MailId, null, waiting.Id));
                }
                else if (before is null || before.Told < match.Version)
                    added.Add(new(match, Urgency(match), isUrgent ? (mail ??= New(mails, match)).Id : null, before?.Told, Guid.CreateVersion7()));
            }
        }
        await AlertEntries.AddMailsAsync(connection, mails, isFirst, cancel);
        await AlertEntries.AddAsync(connection, added, time.GetUtcNow(), cancel);
        await AlertEntries.MoveAsync(connection, moved, cancel);
    }

    /// <summary>Of several mandates of one person the most urgent, then the best, for each opportunity; of equals the first.</summary>
    private IEnumerable<FoundMatch> MostUrgent(IEnumerable<FoundMatch> matches)
    {
        var most = new Dictionary<(Guid Person, Guid Opportunity), FoundMatch>();
        foreach (var match in matches)
            if (!most.TryGetValue((match.By.Mandate.OwnerId, match.OpportunityId), out var other) || Rank(match).CompareTo(Rank(other)) < 0)
                most[(match.By.Mandate.OwnerId, match.OpportunityId)] = match;
        return most.Values;

        (AlertFrequency, int) Rank(FoundMatch match) => (Urgency(match), -match.Assessment.Score);
    }

    /// <summary>While somebody wants to hear nothing, everything waits for the first digest afterwards.</summary>
    private AlertFrequency Urgency(FoundMatch match) =>
        match.By.Mandate.Frequency == AlertFrequency.AtOnce && match.By.PausedUntil > time.GetUtcNow() ? AlertFrequency.Daily : match.By.Mandate.Frequency;

    /// <summary>A mail at once. What it leads with is its key: a person is told of one version of one opportunity once.</summary>
    private OutgoingMail New(List<OutgoingMail> mails, FoundMatch lead)
    {
        var now = time.GetUtcNow();
        var mail = new OutgoingMail
        {
            Kind = AlertMail.AtOnce, PersonId = lead.By.Mandate.OwnerId, About = lead.OpportunityId.ToString("N"), Version = lead.Version,
            ToAddress = lead.By.Email, Language = lead.By.Language, Provider = providers.Of(lead.By.Email), Priority = 1, CreatedAt = now, NotBefore = now,
        };
        mails.Add(mail);
        return mail;
    }
}
