using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>What one person is told of, how and when; and what is kept about that person.</summary>
public sealed class IndexModel(MatchmakingDb db, LinkTokens links, DigestTimes times, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    /// <summary>How far back mails are counted.</summary>
    public const int Days = 90;

    /// <summary>The alerts of one mandate.</summary>
    public sealed record MandateLine(string Name, AlertFrequency Frequency, bool IsPaused);

    public IReadOnlyList<MandateLine> Mandates { get; private set; } = [];

    /// <summary>What was said about alerts, newest first.</summary>
    public IReadOnlyList<AlertConsent> Consents { get; private set; } = [];
    public int Mails { get; private set; }
    public DateTimeOffset? LastMail { get; private set; }

    /// <summary>Why nothing is written to the address; null while it is.</summary>
    public MailSuppression? Suppression { get; private set; }

    /// <summary>The day on which a pause ends; null while there is none.</summary>
    public DateOnly? PausedUntil { get; private set; }

    /// <summary>Where an account was opened from, in part.</summary>
    public string? OpenedFrom => Person.ConsentAddress is { Length: > 0 } address ? address.Split('.', ':')[0] + ".•••" : null;

    /// <summary>
    /// How many listings the person saved, and how many of them are followed. Which, and what was noted, no link of a mail shows.
    /// </summary>
    public int Saved { get; private set; }
    public int Followed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (now, key) = (Now, Person.Email!.ToLowerInvariant());
        var since = now.AddDays(-Days);
        Mandates = await Db
            .Mandates.AsNoTracking()
            .ToldTo(Person.Id)
            .Select(m => new MandateLine(m.Name, m.Frequency, m.PausedAt != null))
            .ToListAsync(cancel);
        Consents = await Db
            .AlertConsents.AsNoTracking()
            .Where(c => c.PersonId == Person.Id)
            .OrderByDescending(c => c.At)
            .Take(20)
            .ToListAsync(cancel);
        var sent = Db.Mails.Where(m => m.PersonId == Person.Id && m.Status == MailStatus.Accepted);
        Mails = await sent.CountAsync(m => m.AcceptedAt >= since, cancel);
        LastMail = await sent.MaxAsync(m => m.AcceptedAt, cancel);
        Suppression = await Db.MailSuppressions.AsNoTracking().SingleOrDefaultAsync(s => s.Address == key && s.LiftedAt == null, cancel);
        var saved = await Db
            .SavedOpportunities.Where(s => s.PersonId == Person.Id)
            .GroupBy(s => s.Follows && s.RemovedAt == null)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancel);
        (Saved, Followed) = (saved.Values.Sum(), saved.GetValueOrDefault(true));
        PausedUntil = PreferenceTimes.PauseEnds(Person, times, now);
    }
}
