using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Adds the mails about the inbox to the running unit of work; whoever saves it wakes the loop.</summary>
public sealed class InboxMails(
    MatchmakingDb db,
    RecipientProviders providers,
    WorkingCalendars calendars,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    public const string Assigned = "inbox.assigned",
        Morning = "inbox.morning";

    internal const string ChangeKey = "change";

    /// <summary>How long after opening the list of a morning is still made, when nothing ran at its beginning.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    /// <summary>That a colleague has given somebody items; nothing to whoever reads a list each morning, or nothing.</summary>
    public async Task ToOwnerAsync(Guid owner, InboxChange change, CancellationToken cancel)
    {
        if (await db.Users.Active().SingleOrDefaultAsync(p => p.Id == owner && p.InboxMail == InboxMail.AtOnce, cancel) is { } person)
            db.Mails.Add(Mail(person, Assigned, change.Id.ToString("N"), new() { [ChangeKey] = change.Id.ToString() }));
    }

    /// <summary>
    /// Makes the lists of this morning: on a working day from the agency's opening on, one for each who wants it and has something in it.
    /// However often it runs, a person gets one a day.
    /// </summary>
    public async Task MakeMorningAsync(CancellationToken cancel)
    {
        var (now, agency) = (time.GetUtcNow(), calendars.Azerbaijan);
        var today = agency.DayOf(now);
        if (!agency.IsWorkingDay(today) || now < agency.HoursOf(today).From || now >= agency.HoursOf(today).From + Window)
            return;
        var about = today.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            // Two nodes: the second finds what the first has made.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('matchmaking.inbox-morning'))", cancel);
            var desk = (await db.DeskPeopleAsync(cancel)).Select(person => person.Id).ToList();
            var people = await db
                .Users.Where(p => desk.Contains(p.Id) && p.InboxMail == InboxMail.Morning)
                .Where(p => !db.Mails.Any(m => m.PersonId == p.Id && m.Kind == Morning && m.About == about))
                .ToListAsync(cancel);
            foreach (var person in people)
                if (!(await MorningList.ReadAsync(db, person.Id, now, cancel)).IsEmpty)
                    db.Mails.Add(Mail(person, Morning, about, []));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
    }

    private OutgoingMail Mail(Person person, string kind, string about, Dictionary<string, string> data)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Kind = kind,
            PersonId = person.Id,
            About = about,
            ToAddress = person.Email!,
            Language = person.Language,
            Provider = providers.Of(person.Email!),
            Data = data,
            CreatedAt = now,
            NotBefore = now,
        };
    }
}

/// <summary>Makes the lists of the morning.</summary>
public sealed class MorningInboxJob(InboxMails mails) : IScheduledJob
{
    public const string Queue = "morning-inbox";

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => mails.MakeMorningAsync(cancel);
}
