using Matchmaking.Web.Database;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account;

/// <summary>Adds mails about an account to the running unit of work; whoever saves it nudges.</summary>
public sealed class AccountMails(MatchmakingDb db, RecipientProviders providers, TimeProvider time)
{
    /// <summary>How all these kinds begin: mails for which somebody has asked, or that tell of a change to the account.</summary>
    public const string Prefix = "account.";

    public const string Confirm = "account.confirm", Known = "account.known", SignIn = "account.sign-in", Reset = "account.reset",
        EmailChange = "account.email-change", EmailChanged = "account.email-changed-notice", Invitation = "account.invitation";

    /// <summary>Forms that anybody can fill in for anybody must not fill somebody's mailbox.</summary>
    private const int MostPerHour = 5;

    /// <summary>A mail to the person's address, unless enough of its kind went there within the hour. False when it was one too many.</summary>
    public Task<bool> AddAsync(Person person, string kind, params (string Name, string Value)[] data) => AddAsync(person, person.Email!, kind, data);

    /// <summary>The same to another address: the one that the person wants to have, or had.</summary>
    public async Task<bool> AddAsync(Person person, string address, string kind, params (string Name, string Value)[] data)
    {
        var now = time.GetUtcNow();
        var anHourAgo = now.AddHours(-1);
        if (await db.Mails.CountAsync(mail => mail.PersonId == person.Id && mail.Kind == kind && mail.Status != MailStatus.Suppressed && mail.CreatedAt > anHourAgo) >= MostPerHour)
            return false;
        db.Mails.Add(new()
        {
            Kind = kind,
            PersonId = person.Id,
            ToAddress = address,
            Language = person.Language,
            Provider = providers.Of(address),
            Data = data.ToDictionary(pair => pair.Name, pair => pair.Value),
            CreatedAt = now,
            NotBefore = now,
        });
        return true;
    }
}
