using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>An opportunity as an alert tells of it, in its newest state.</summary>
/// <param name="ItemId">The entry, for its link.</param>
/// <param name="Opportunity">What is told of.</param>
/// <param name="Mandate">The mandate that it fits best, or that it was followed for.</param>
/// <param name="Match">How well; null when it no longer matches and its reader follows it.</param>
/// <param name="Fits">All mandates of the reader that it fits, best first.</param>
/// <param name="IsChange">Its reader knows it in an earlier version.</param>
/// <param name="Before">The facts of that version, if they were kept.</param>
public sealed record AlertEntryToTell(
    Guid ItemId,
    Opportunity Opportunity,
    Mandate Mandate,
    Match? Match,
    IReadOnlyList<Mandate> Fits,
    bool IsChange,
    MaterialFacts? Before
);

/// <summary>
/// Reads what alerts will tell: the newest state, only what is still wanted and open, in a few statements for a whole batch of mails.
/// </summary>
public sealed class AlertContents(MatchmakingDb db, TimeProvider time)
{
    /// <summary>What one mail tells, best first; or why it is not sent.</summary>
    public sealed record Content(IReadOnlyList<AlertEntryToTell> Entries, SuppressedBecause? Unwanted);

    /// <summary>
    /// Reads the contents of some mails. What a mail does not tell, its reader has not heard of: it may be told when it is offered again.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, Content>> ReadAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel)
    {
        var ids = mails.Select(mail => mail.Id).ToArray();
        var now = time.GetUtcNow();
        var items = await db
            .AlertItems.AsNoTracking()
            .Where(item => item.MailId != null && ids.Contains(item.MailId.Value))
            .Select(item => new Item(item.Id, item.MailId!.Value, item.PersonId, item.OpportunityId, item.MandateId, item.ToldVersion))
            .ToListAsync(cancel);
        foreach (var mail in mails.Where(mail => mail.Kind == AlertMail.Now))
            items.AddRange(await FittingAsync(mail, cancel));
        var people = items.Select(item => item.PersonId).Distinct().ToArray();
        var (stopped, paused) = await QuietAsync(people, now, cancel);
        var world = await WorldAsync(items, people, cancel);
        var (contents, forgotten, waiting, late) = (
            new Dictionary<Guid, Content>(),
            new List<Guid>(),
            new List<Guid>(),
            new List<OutgoingMail>()
        );
        foreach (var mail in mails)
        {
            var ofMail = items.Where(item => item.MailId == mail.Id).ToList();
            if (AlertMail.EndOf(mail) is { } end ? now - end > Digests.Latest : now - mail.CreatedAt > AlertMail.Latest)
            {
                late.Add(mail);
                contents[mail.Id] = new([], SuppressedBecause.Late);
            }
            else if (mail.Kind != AlertMail.Now && ofMail.Exists(item => paused.Contains(item.PersonId)))
            {
                waiting.Add(mail.Id);
                contents[mail.Id] = new([], SuppressedBecause.Unsubscribed);
            }
            else
            {
                var told = ofMail.Select(item => (Item: item, Entry: stopped.Contains(item.PersonId) ? null : world.Tell(item))).ToList();
                if (mail.Kind != AlertMail.Now)
                    forgotten.AddRange(told.Where(pair => pair.Entry is null).Select(pair => pair.Item.Id));
                var entries = told.Select(pair => pair.Entry)
                    .OfType<AlertEntryToTell>()
                    .OrderByDescending(entry => entry.Match?.Score ?? 0)
                    .ThenByDescending(entry => entry.Opportunity.PublishedAt)
                    .ToList();
                contents[mail.Id] = new(
                    entries,
                    entries.Count > 0 ? null
                        : ofMail.Exists(item => stopped.Contains(item.PersonId)) ? SuppressedBecause.Unsubscribed
                        : SuppressedBecause.NothingToTell
                );
            }
        }
        await PutBackAsync(forgotten, waiting, late, cancel);
        return contents;
    }

    /// <summary>
    /// What fits a mandate when the mail of <see cref="AlertMail.Now"/> goes out, known or not; each by the entry that was written when
    /// it became known, for its link.
    /// </summary>
    private async Task<IEnumerable<Item>> FittingAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var mandate = Guid.Parse(mail.Data[AlertMail.MandateKey]);
        var entries = await db
            .AlertItems.AsNoTracking()
            .Where(item =>
                item.PersonId == mail.PersonId
                && item.Opportunity!.SubmittedById != item.Person!.OrganisationId
                && db.Matches.Any(match => match.MandateId == mandate && match.OpportunityId == item.OpportunityId)
            )
            .Select(item => new
            {
                item.Id,
                item.PersonId,
                item.OpportunityId,
                item.Version,
            })
            .ToListAsync(cancel);
        return entries
            .GroupBy(entry => entry.OpportunityId)
            .Select(group => group.MaxBy(entry => entry.Version)!)
            .Select(entry => new Item(entry.Id, mail.Id, entry.PersonId, entry.OpportunityId, mandate, null));
    }

    /// <summary>
    /// Who may not be told, and who pauses. Asked by the keys: joined to the items, all people would be read for each batch.
    /// </summary>
    private async Task<(HashSet<Guid> Stopped, HashSet<Guid> Paused)> QuietAsync(
        Guid[] people,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var told = await db
            .Users.AsNoTracking()
            .Notifiable()
            .Where(p => people.Contains(p.Id))
            .Select(p => new { p.Id, IsPaused = p.AlertsPausedUntil != null && p.AlertsPausedUntil > now })
            .ToListAsync(cancel);
        return ([.. people.Except(told.Select(p => p.Id))], [.. told.Where(p => p.IsPaused).Select(p => p.Id)]);
    }

    /// <summary>Everything that the items refer to, as it is now.</summary>
    private async Task<World> WorldAsync(List<Item> items, Guid[] people, CancellationToken cancel)
    {
        var opportunities = items.Select(item => item.OpportunityId).Distinct().ToArray();
        var told = await db.Opportunities.AsNoTracking().Where(o => opportunities.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var mandates = await db
            .Mandates.AsNoTracking()
            .Telling()
            .Where(m => people.Contains(m.OwnerId))
            .ToDictionaryAsync(m => m.Id, cancel);
        var pairs = items
            .Join(
                mandates.Values,
                item => item.PersonId,
                mandate => mandate.OwnerId,
                (item, mandate) => (Mandate: mandate.Id, item.OpportunityId)
            )
            .Distinct()
            .ToList();
        var (ofMandates, ofOpportunities) = (
            pairs.Select(pair => pair.Mandate).ToArray(),
            pairs.Select(pair => pair.OpportunityId).ToArray()
        );
        // Each pair is looked up by its key. By the opportunity alone, for which statistics of before its publication speak, all its
        // thousands of matches would be read for each batch.
        var matches = await db
            .Matches.FromSql(
                $"""
                SELECT matches.* FROM unnest({ofMandates}, {ofOpportunities}) AS pair(mandate_id, opportunity_id)
                CROSS JOIN LATERAL (SELECT * FROM matches AS m WHERE m.mandate_id = pair.mandate_id
                    AND m.opportunity_id = pair.opportunity_id LIMIT 1) AS matches
                """
            )
            .AsNoTracking()
            .Wanted(db)
            .ToListAsync(cancel);
        var states = items.Exists(item => item.ToldVersion is not null)
            ? await db.OpportunityStates.AsNoTracking().Where(state => opportunities.Contains(state.OpportunityId)).ToListAsync(cancel)
            : [];
        var followed = items.Exists(item => item.ToldVersion is not null)
            ? await db
                .Feedback.AsNoTracking()
                .Where(f => f.Answer == FeedbackAnswer.Fits && opportunities.Contains(f.OpportunityId))
                .Select(f => new { f.OrganisationId, f.OpportunityId })
                .ToListAsync(cancel)
            : [];
        return new(
            BakuDay.Of(time),
            told,
            [.. followed.Select(f => (f.OrganisationId, f.OpportunityId))],
            mandates,
            matches.ToLookup(match => (mandates[match.MandateId].OwnerId, match.OpportunityId)),
            states.ToDictionary(state => (state.OpportunityId, state.Version), state => state.Facts)
        );
    }

    private async Task PutBackAsync(List<Guid> forgotten, List<Guid> waiting, List<OutgoingMail> late, CancellationToken cancel)
    {
        if (forgotten.Count > 0)
            await db.AlertItems.Where(item => forgotten.Contains(item.Id)).ExecuteDeleteAsync(cancel);
        var back = waiting.Concat(late.Select(mail => mail.Id)).ToArray();
        if (back.Length > 0)
            await db
                .AlertItems.Where(item => item.MailId != null && back.Contains(item.MailId.Value))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(
                                item => item.Frequency,
                                item => item.Frequency == AlertFrequency.AtOnce ? AlertFrequency.Daily : item.Frequency
                            )
                            .SetProperty(item => item.MailId, (Guid?)null),
                    cancel
                );
        var lateIds = late.Select(mail => mail.Id).ToArray();
        if (lateIds.Length > 0)
            await db
                .DigestRuns.Where(run => run.MailId != null && lateIds.Contains(run.MailId.Value))
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, DigestState.Late), cancel);
    }

    private sealed record Item(Guid Id, Guid MailId, Guid PersonId, Guid OpportunityId, Guid MandateId, int? ToldVersion);

    private sealed record World(
        DateOnly Today,
        IReadOnlyDictionary<Guid, Opportunity> Opportunities,
        HashSet<(Guid Organisation, Guid Opportunity)> Followed,
        IReadOnlyDictionary<Guid, Mandate> Mandates,
        ILookup<(Guid Person, Guid Opportunity), Match> Matches,
        IReadOnlyDictionary<(Guid Opportunity, int Version), MaterialFacts> States
    )
    {
        /// <summary>How an item is told; null when it is not, or not any more.</summary>
        public AlertEntryToTell? Tell(Item item)
        {
            if (!Opportunities.TryGetValue(item.OpportunityId, out var opportunity))
                return null;
            var isOpen = opportunity.IsOpenOn(Today);
            var matches = isOpen
                ? Matches[(item.PersonId, item.OpportunityId)]
                    .OrderByDescending(match => match.Score)
                    .ThenBy(match => match.MandateId)
                    .ToList()
                : [];
            var mandate = matches.Count > 0 ? Mandates[matches[0].MandateId] : FollowedBy(item);
            if (mandate is null)
                return null;
            var before = item.ToldVersion is { } told ? States.GetValueOrDefault((item.OpportunityId, told)) : null;
            // Changed, and changed back before anybody was told: nothing has changed. And what is closed tells only that it is.
            if (before is null ? !isOpen : MaterialFacts.Of(opportunity).NewsSince(before, isOpen).Count == 0)
                return null;
            return new(
                item.Id,
                opportunity,
                mandate,
                matches.FirstOrDefault(),
                [.. matches.Select(match => Mandates[match.MandateId])],
                item.ToldVersion is not null,
                before
            );
        }

        /// <summary>
        /// The mandate of somebody who knows it and said that it fits: told of its changes even when it no longer matches.
        /// </summary>
        private Mandate? FollowedBy(Item item) =>
            item.ToldVersion is not null
            && Mandates.GetValueOrDefault(item.MandateId) is { } mandate
            && Followed.Contains((mandate.OrganisationId, item.OpportunityId))
                ? mandate
                : null;
    }
}
