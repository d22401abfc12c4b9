using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Mails as rows: put into the table, made due, and looked at until something is so.</summary>
internal static class Rows
{
    /// <summary>Adds mails that the loop finds all at once: sending is stopped while they are written.</summary>
    public static async Task AddMailsAsync(this Site site, params OutgoingMail[] mails)
    {
        var stop = new MailStop { At = TimeProvider.System.GetUtcNow(), Reason = "test" };
        await site.InDatabaseAsync(db =>
        {
            db.MailStops.Add(stop);
            return db.SaveChangesAsync();
        });
        await site.InDatabaseAsync(db =>
        {
            db.Mails.AddRange(mails);
            return db.SaveChangesAsync();
        });
        await site.AsOwnerAsync(db => db.MailStops.Where(s => s.Id == stop.Id).ExecuteDeleteAsync());
        site.Wake();
    }

    /// <summary>A mail about an account, which needs nothing from the database.</summary>
    public static OutgoingMail MailTo(
        string address,
        Person person,
        ProviderGroup provider = ProviderGroup.Others,
        string kind = AccountMails.Known,
        Dictionary<string, string>? data = null
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        return new()
        {
            Kind = kind,
            PersonId = person.Id,
            ToAddress = address,
            Language = "en",
            Provider = provider,
            CreatedAt = now,
            NotBefore = now,
            Data = data ?? [],
        };
    }

    public static void Wake(this Site site) => site.Services.GetRequiredService<MailSignal>().Wake();

    public static Task<OutgoingMail> RowAsync(this Site site, OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == mail.Id));

    public static Task<List<MailEventKind>> EventsAsync(this Site site, OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.MailEvents.Where(e => e.MailId == mail.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());

    public static async Task DueNowAsync(this Site site, OutgoingMail mail)
    {
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, mail.CreatedAt))
        );
        site.Wake();
    }

    /// <summary>Ends all pauses, as the desk's "go on now" does.</summary>
    public static async Task EndPausesAsync(this Site site)
    {
        await site.InDatabaseAsync(db =>
            db.ProviderStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.PausedUntil, (DateTimeOffset?)null))
        );
        site.Wake();
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, int seconds = 30)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await isSo(); await Task.Delay(50))
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException($"Not so within {seconds} s: {what}.");
    }

    public static async Task<OutgoingMail> UntilAsync(this Site site, OutgoingMail mail, MailStatus status, int seconds = 30)
    {
        await UntilAsync(async () => (await site.RowAsync(mail)).Status == status, $"the mail to {mail.ToAddress} is {status}", seconds);
        return await site.RowAsync(mail);
    }
}
