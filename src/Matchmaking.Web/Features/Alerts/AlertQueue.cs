using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Turns matches into entries of alerts: in a mail now, or waiting for a digest. Runs inside the transaction of its cause.</summary>
public sealed class AlertQueue(MatchmakingDb db, TimeProvider time)
{
    /// <summary>
    /// Queues the matches that nobody has been told of yet. Of several mandates of one person the most urgent, then the best,
    /// carries the opportunity; what already waits for a digest moves up when a more urgent mandate matches too.
    /// </summary>
    public async Task QueueAsync(IReadOnlyCollection<(Mandate Mandate, Match Match)> found, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var turnedDown = await db.TurnedDownAsync(found.Select(pair => pair.Mandate.OrganisationId), found.Select(pair => pair.Match.OpportunityId), cancel);
        var wanted = found
            .Where(pair => pair.Mandate is { PausedAt: null, Owner: { AlertsStoppedAt: null, EmailConfirmed: true } })
            .Where(pair => !turnedDown.Contains((pair.Mandate.OrganisationId, pair.Match.OpportunityId)))
            .GroupBy(pair => (pair.Mandate.OwnerId, pair.Match.OpportunityId))
            .Select(group => group.OrderBy(pair => pair.Mandate.Frequency).ThenByDescending(pair => pair.Match.Score).First())
            .ToList();
        if (wanted.Count == 0)
            return;

        var owners = wanted.Select(pair => pair.Mandate.OwnerId).Distinct().ToArray();
        var opportunities = wanted.Select(pair => pair.Match.OpportunityId).Distinct().ToArray();
        var known = await db.AlertItems
            .Where(item => owners.Contains(item.PersonId) && opportunities.Contains(item.OpportunityId))
            .ToDictionaryAsync(item => (item.PersonId, item.OpportunityId), cancel);

        foreach (var ofOnePerson in wanted.GroupBy(pair => pair.Mandate.OwnerId))
        {
            var atOnce = new List<AlertItem>();
            foreach (var (mandate, match) in ofOnePerson)
            {
                var item = known.GetValueOrDefault((mandate.OwnerId, match.OpportunityId));
                if (item is null)
                {
                    item = new() { PersonId = mandate.OwnerId, OpportunityId = match.OpportunityId, MandateId = mandate.Id, Frequency = mandate.Frequency, CreatedAt = now };
                    db.AlertItems.Add(item);
                }
                else if (item.MailId is not null || item.Frequency <= mandate.Frequency)
                    continue;
                (item.Frequency, item.MandateId) = (mandate.Frequency, mandate.Id);
                if (item.Frequency == AlertFrequency.AtOnce)
                    atOnce.Add(item);
            }
            if (atOnce.Count == 0)
                continue;
            var mail = OutgoingMail.To(ofOnePerson.First().Mandate.Owner!, AlertMail.MailKind, now, priority: 1);
            db.Mails.Add(mail);
            foreach (var item in atOnce)
                item.MailId = mail.Id;
        }
        await db.SaveChangesAsync(cancel);
    }
}
