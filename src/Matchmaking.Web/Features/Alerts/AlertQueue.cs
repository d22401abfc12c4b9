using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>What is written for some matches.</summary>
/// <param name="Mails">The mails that carry entries at once, or when a quiet time is over.</param>
/// <param name="Added">Entries of those who have not heard of it, and silent ones.</param>
/// <param name="Moved">Entries that wait already, and will be told otherwise, sooner or later.</param>
/// <param name="Dropped">Entries that wait, whose changes have been taken back.</param>
/// <param name="News">What of the opportunity those are told who know it in an earlier version; the most that anybody is told.</param>
internal sealed record AlertPlan(
    List<OutgoingMail> Mails,
    List<AlertEntry> Added,
    List<AlertEntry> Moved,
    List<Guid> Dropped,
    SortedSet<MaterialField> News
)
{
    /// <summary>Those who are told.</summary>
    public IEnumerable<AlertEntry> Notified => Added.Where(entry => !entry.IsSilent).Concat(Moved);
}

/// <summary>
/// Turns matches into entries of alerts: in a mail now, or waiting for a digest. Runs inside the transaction of its cause, under its lock.
/// </summary>
public sealed class AlertQueue(
    MatchmakingDb db,
    RecipientProviders providers,
    CanaryWatch canary,
    IOptions<AlertsSettings> settings,
    TimeProvider time
) : IMatchAlerts
{
    /// <inheritdoc/>
    public async Task QueueAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<FoundMatch> found,
        OpportunityNews? news,
        CancellationToken cancel
    )
    {
        if (news is { IsEdit: true })
            await AlertEntries.HoldAsync(connection, news.Id, cancel);
        var plan = await PlanAsync(connection, found, news, cancel);
        // The built-in subscriber hears of every publication, in the same transaction and the same way.
        if (news is { IsOpen: true })
            plan.Mails.Insert(0, canary.New(news.Id.ToString("N"), news.Version));
        var now = time.GetUtcNow();
        await AlertEntries.AddMailsAsync(connection, plan.Mails, news is { IsFirst: true }, cancel);
        await AlertEntries.DropAsync(connection, plan.Dropped, cancel);
        await AlertEntries.AddAsync(connection, plan.Added, now, cancel);
        await AlertEntries.MoveAsync(connection, plan.Moved, now, cancel);
    }

    /// <summary>
    /// Who is told of what, and how: the matches that nobody has been told of yet, and those whose opportunity has changed materially
    /// since. Of several mandates of one person the most urgent, then the best, carries the opportunity; what already waits for a digest
    /// moves up when a more urgent mandate matches too. What was on the screen when a mandate was saved, and a small correction, is noted
    /// as known and told to nobody. Previews ask the same and write nothing.
    /// </summary>
    /// <param name="connection">Open; in the transaction of the cause, if there is one.</param>
    /// <param name="found">All matches of one opportunity, or of one mandate, whether anybody is told of them or not.</param>
    /// <param name="news">
    /// The opportunity, when it is one that has just changed: those who said that it fits hear of the change even if it no longer matches.
    /// </param>
    internal async Task<AlertPlan> PlanAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<FoundMatch> found,
        OpportunityNews? news,
        CancellationToken cancel
    )
    {
        var isFirst = news is { IsFirst: true };
        var turnedDown = isFirst
            ? []
            : await db.TurnedDownAsync(
                found.Select(match => match.Recipient.Mandate.OrganisationId),
                found.Select(match => match.OpportunityId),
                cancel
            );
        var matching = found.Where(match =>
            (match.Recipient.CanBeNotified || match.IsOnScreen)
            && !(
                turnedDown.TryGetValue((match.Recipient.Mandate.OrganisationId, match.OpportunityId), out var version)
                && version >= (news?.HidesFrom ?? match.Version)
            )
        );
        var followers = news is { Version: > 1 } ? await AlertEntries.FollowersAsync(connection, news.Id, news.Version, cancel) : [];
        // In the order of the indexes that they go into.
        var wanted = MostUrgent(matching.Concat(followers)).OrderBy(match => match.Recipient.Mandate.OwnerId).ToList();
        var known = isFirst || wanted.Count == 0 ? [] : await AlertEntries.KnownAsync(connection, wanted, cancel);
        var changes = await KnownChanges.ReadAsync(db, wanted, known, news, cancel);
        var now = time.GetUtcNow();
        DateTimeOffset? quiet = news is { IsEdit: true } ? now + settings.Value.Quiet : null;
        var plan = new AlertPlan([], [], [], [], []);
        foreach (var ofOnePerson in wanted.GroupBy(match => match.Recipient.Mandate.OwnerId))
        {
            OutgoingMail? mail = null;
            foreach (var match in ofOnePerson)
            {
                var before = known.GetValueOrDefault((match.Recipient.Mandate.OwnerId, match.OpportunityId));
                if (before?.Waiting is { } waiting)
                {
                    // What waits for another mandate is not that of one which tells nothing.
                    if (!match.Recipient.CanBeNotified)
                        continue;
                    if (changes.AreTakenBack(match, waiting.NotifiedVersion))
                    {
                        plan.Dropped.Add(waiting.Id);
                        continue;
                    }
                    // It waits already, and will be told of as it then is; it only may have to wait less, or for quiet to return.
                    var isQuiet = waiting.NotBefore > now;
                    var movesUp = waiting.MailId is null && waiting.Frequency > Urgency(match);
                    if (movesUp || waiting.Version < match.Version || (isQuiet && quiet is not null))
                    {
                        // A mail that is due goes out as it is; its entry only says when it was changed.
                        var end =
                            isQuiet ? Longer(waiting, quiet)
                            : waiting.MailId is not null && quiet is not null ? now
                            : waiting.NotBefore;
                        plan.Moved.Add(
                            movesUp
                                ? new(match, Urgency(match), Carrier(match, end), waiting.NotifiedVersion, waiting.Id, end)
                                : new(match, waiting.Frequency, waiting.MailId, waiting.NotifiedVersion, waiting.Id, end)
                        );
                        plan.News.UnionWith(changes.Of(match, waiting.NotifiedVersion));
                    }
                    continue;
                }
                var told = Math.Max(before?.NotifiedVersion ?? 0, match.KnownVersion);
                if (told >= match.Version || changes.AreTakenBack(match, told))
                    continue;
                if (match.IsOnScreen || news is { IsSmall: true })
                    plan.Added.Add(new(match, match.Recipient.Mandate.Frequency, null, told, Guid.CreateVersion7(), null, IsSilent: true));
                else
                {
                    plan.Added.Add(new(match, Urgency(match), Carrier(match, quiet), told, Guid.CreateVersion7(), quiet));
                    plan.News.UnionWith(changes.Of(match, told));
                }
            }

            // The mail of this person that tells of it; none where it waits for a digest.
            Guid? Carrier(FoundMatch match, DateTimeOffset? end)
            {
                if (Urgency(match) != AlertFrequency.AtOnce)
                    return null;
                mail ??= New(plan.Mails, match);
                if (end > mail.NotBefore)
                    mail.NotBefore = end.Value;
                return mail.Id;
            }
        }
        return plan;
    }

    /// <inheritdoc/>
    public OutgoingMail WhatFitsNow(Person person, Guid mandate) =>
        AlertMail.NewNow(person, mandate, time.GetUtcNow(), providers.Of(person.Email!));

    /// <summary>Of several mandates of one person the most urgent, then the best, for each opportunity; of equals the first.</summary>
    private IEnumerable<FoundMatch> MostUrgent(IEnumerable<FoundMatch> matches)
    {
        var most = new Dictionary<(Guid Person, Guid Opportunity), FoundMatch>();
        foreach (var match in matches)
            if (
                !most.TryGetValue((match.Recipient.Mandate.OwnerId, match.OpportunityId), out var other)
                || Rank(match).CompareTo(Rank(other)) < 0
            )
                most[(match.Recipient.Mandate.OwnerId, match.OpportunityId)] = match;
        return most.Values;

        (AlertFrequency, int) Rank(FoundMatch match) => (Urgency(match), -match.Assessment.Score);
    }

    /// <summary>The quiet time begins anew with each change, until the first of them has waited long enough.</summary>
    private DateTimeOffset? Longer(WaitingEntry waiting, DateTimeOffset? quiet)
    {
        var latest = waiting.CreatedAt + settings.Value.LongestQuiet;
        var end = quiet > latest ? latest : quiet;
        return end > waiting.NotBefore ? end : waiting.NotBefore;
    }

    /// <summary>While somebody wants to hear nothing, everything waits for the first digest afterwards.</summary>
    private AlertFrequency Urgency(FoundMatch match) =>
        match.Recipient.Mandate.Frequency == AlertFrequency.AtOnce && match.Recipient.PausedUntil > time.GetUtcNow()
            ? AlertFrequency.Daily
            : match.Recipient.Mandate.Frequency;

    /// <summary>A mail at once. What it leads with is its key: a person is told of one version of one opportunity once.</summary>
    private OutgoingMail New(List<OutgoingMail> mails, FoundMatch lead)
    {
        var now = time.GetUtcNow();
        var mail = new OutgoingMail
        {
            Kind = AlertMail.AtOnce,
            PersonId = lead.Recipient.Mandate.OwnerId,
            About = lead.OpportunityId.ToString("N"),
            Version = lead.Version,
            ToAddress = lead.Recipient.Email,
            Language = lead.Recipient.Language,
            Provider = providers.Of(lead.Recipient.Email),
            Priority = 1,
            CreatedAt = now,
            NotBefore = now,
        };
        mails.Add(mail);
        return mail;
    }
}
