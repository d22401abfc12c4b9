using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features.Saved;

/// <summary>
/// Writes the mails to those who follow a listing: it has changed materially, closed or was withdrawn, or its last day is within
/// <see cref="SavedList.LastDays"/> days. The row says what its person knows; the mail and the new knowledge are one transaction, so that
/// whatever is killed and whenever, nothing is lost and nothing is told twice. It never waits for the lock of matching, nor holds it.
/// </summary>
public sealed class FollowedNews(
    MatchmakingDb db,
    RecipientProviders providers,
    Parking parking,
    MailWakeUp wakeUp,
    IOptions<AlertsSettings> settings,
    TimeProvider time
)
{
    /// <summary>The job; what cannot be written is parked under its name.</summary>
    public const string Queue = "followed";

    /// <summary>In the data of a mail: which version its reader knew.</summary>
    internal const string KnownKey = "known";

    /// <summary>How many of one run; the next one goes on.</summary>
    private const int Most = 2000;

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var due = await DueAsync(cancel);
        var written = 0;
        await parking.EachAsync(
            Queue,
            due,
            news => $"{news.Person:N}-{news.Opportunity:N}",
            async news => written += await WriteAsync(news, cancel) ? 1 : 0,
            cancel
        );
        if (written > 0)
            wakeUp.MailsWaiting();
        return written;
    }

    /// <summary>
    /// What somebody does not know yet. A change waits until nothing more has changed for the quiet time, and a person's pause puts off
    /// what is told.
    /// </summary>
    private Task<List<News>> DueAsync(CancellationToken cancel)
    {
        var (now, today) = (time.GetUtcNow(), BakuDay.Of(time));
        var (quiet, soon) = (now - settings.Value.Quiet, today.AddDays(SavedList.LastDays));
        return (
            from saved in db.SavedOpportunities
            where saved.Follows && saved.RemovedAt == null
            join o in db.Opportunities on saved.OpportunityId equals o.Id
            join person in db.Users on saved.PersonId equals person.Id
            where person.AlertsPausedUntil == null || person.AlertsPausedUntil <= now
            let hasChanged = saved.KnownVersion < o.MaterialVersion && o.UpdatedAt <= quiet
            let endsSoon = o.Status == PublicationStatus.Published
                && o.Availability == Availability.Open
                && o.ValidUntil >= today
                && o.ValidUntil <= soon
                && (saved.KnownLastDay == null || saved.KnownLastDay != o.ValidUntil)
            where hasChanged || endsSoon
            orderby saved.PersonId, saved.OpportunityId
            select new News(
                saved.PersonId,
                saved.OpportunityId,
                saved.KnownVersion,
                hasChanged ? o.MaterialVersion : saved.KnownVersion,
                endsSoon ? o.ValidUntil : null,
                saved.KnownLastDay
            )
        )
            .Take(Most)
            .ToListAsync(cancel);
    }

    /// <summary>One mail with what the row then says that its person knows. False when nobody is mailed.</summary>
    private async Task<bool> WriteAsync(News news, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Another node, or its person, may have been here since it was read.
        var moved = await db
            .SavedOpportunities.Where(s =>
                s.PersonId == news.Person
                && s.OpportunityId == news.Opportunity
                && s.Follows
                && s.RemovedAt == null
                && s.KnownVersion == news.Known
                && s.KnownLastDay == news.KnownLastDay
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.KnownVersion, news.Version)
                        .SetProperty(s => s.KnownLastDay, s => news.LastDay ?? s.KnownLastDay),
                cancel
            );
        // Whoever stopped the alerts, or has lost the access, is not told of it later either.
        if (
            moved == 0
            || await db.Users.Notifiable().SingleOrDefaultAsync(p => p.Id == news.Person, cancel) is not { } person
            || await IsKnownOtherwiseAsync(news, cancel)
        )
        {
            await transaction.CommitAsync(cancel);
            return false;
        }
        var now = time.GetUtcNow();
        db.Mails.Add(
            new()
            {
                Kind = news.Kind,
                PersonId = person.Id,
                About = news.Opportunity.ToString("N"),
                Version = news.Key,
                ToAddress = person.Email!,
                Language = person.Language,
                Provider = providers.Of(person.Email!),
                Data = new() { [KnownKey] = news.Known.ToString(CultureInfo.InvariantCulture) },
                Priority = 1,
                CreatedAt = now,
                NotBefore = now,
            }
        );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// Whether the person made the change, a mail of this state is there already, or one that waits will tell it, or an alert tells of it
    /// at once because the listing fits a mandate.
    /// </summary>
    private async Task<bool> IsKnownOtherwiseAsync(News news, CancellationToken cancel)
    {
        var about = news.Opportunity.ToString("N");
        var mails = db.Mails.Where(m =>
            m.PersonId == news.Person && m.Kind == news.Kind && m.About == about && m.Status != MailStatus.Suppressed
        );
        if (await mails.AnyAsync(m => m.Version == news.Key, cancel))
            return true;
        if (news.Kind == AlertMail.LastDay)
            return false;
        return await mails.AnyAsync(m => m.Status == MailStatus.Pending || m.Status == MailStatus.Deferred, cancel)
            || await db.AlertItems.AnyAsync(
                i =>
                    i.PersonId == news.Person
                    && i.OpportunityId == news.Opportunity
                    && i.Version == news.Version
                    && i.Frequency == AlertFrequency.AtOnce
                    && !i.IsSilent
                    && i.Mail!.Status != MailStatus.Suppressed,
                cancel
            )
            || await db
                .OpportunityVersions.Where(v => v.OpportunityId == news.Opportunity)
                .OrderByDescending(v => v.Number)
                .Select(v => v.ById)
                .FirstOrDefaultAsync(cancel) == news.Person;
    }

    /// <param name="Person">Who follows.</param>
    /// <param name="Opportunity">What.</param>
    /// <param name="Known">The material version that the person knows.</param>
    /// <param name="Version">The one that the person knows after the mail.</param>
    /// <param name="LastDay">The last day that comes near; null when none does, or it is known.</param>
    /// <param name="KnownLastDay">The one that is known.</param>
    private sealed record News(Guid Person, Guid Opportunity, int Known, int Version, DateOnly? LastDay, DateOnly? KnownLastDay)
    {
        /// <summary>A change says the last day too, so that there is one mail and not two.</summary>
        public string Kind => Version > Known ? AlertMail.Followed : AlertMail.LastDay;

        /// <summary>Which state of the listing the mail tells of.</summary>
        public int Key => Version > Known ? Version : LastDay!.Value.DayNumber;
    }
}

/// <summary>Mails those who follow a listing, and forgets what was removed from lists.</summary>
public sealed class FollowedNewsJob(FollowedNews news, SavedList list) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await list.ForgetRemovedAsync(cancel);
        await news.RunAsync(cancel);
    }
}
