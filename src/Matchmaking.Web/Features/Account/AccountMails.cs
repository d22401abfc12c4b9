using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;

namespace Matchmaking.Web.Features.Account;

/// <summary>Adds mails about an account to the running unit of work; whoever saves it nudges.</summary>
public sealed class AccountMails(MatchmakingDb db, AttemptBook attempts, RecipientProviders providers, TimeProvider time)
{
    /// <summary>How all these kinds begin: mails for which somebody has asked, or that tell of a change to the account.</summary>
    public const string Prefix = "account.";

    public const string Confirm = "account.confirm", Known = "account.known", SignIn = "account.sign-in", Reset = "account.reset",
        EmailChange = "account.email-change", EmailChanged = "account.email-changed-notice", Invitation = "account.invitation", Attempts = "account.attempts";

    /// <summary>
    /// A mail that anybody may ask for, unless enough of its kind went out for this client or for all strangers within the hour. Those who use that up
    /// never keep a working link from the owner: one more goes out every ten minutes. False when it was one too many.
    /// </summary>
    public Task<bool> AskAsync(Person person, string kind, Client client, CancellationToken cancel, params (string Name, string Value)[] data) =>
        AskAsync(person, person.Email!, kind, client, cancel, data);

    /// <summary>The same to another address: the one that the person wants to have.</summary>
    public async Task<bool> AskAsync(
        Person person, string address, string kind, Client client, CancellationToken cancel, params (string Name, string Value)[] data)
    {
        var account = Clients.AccountOf(person.Email!);
        if (!(await attempts.PayAsync(AttemptLimits.Mail(kind), account, client, cancel)).IsAllowed
            && !(await attempts.PayAsync(AttemptLimits.SpareMail(kind), account, client, cancel)).IsAllowed)
            return false;
        Add(person, address, kind, data);
        return true;
    }

    /// <summary>A mail that its reader must get.</summary>
    public void Add(Person person, string address, string kind, params (string Name, string Value)[] data)
    {
        var now = time.GetUtcNow();
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
    }
}
