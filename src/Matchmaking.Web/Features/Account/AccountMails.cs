using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Features.Account;

/// <summary>Adds mails about an account to the running unit of work; whoever saves it wakes the loop.</summary>
public sealed class AccountMails(MatchmakingDb db, AttemptService attempts, RecipientProviders providers, TimeProvider time)
{
    public const string Confirm = "account.confirm",
        Known = "account.known",
        SignIn = "account.sign-in",
        Reset = "account.reset",
        EmailChange = "account.email-change",
        EmailChanged = "account.email-changed-notice",
        Invitation = "account.invitation",
        Attempts = "account.attempts";

    /// <summary>
    /// A mail that anybody may ask for, unless enough of its kind went out for this client or for all strangers within the hour. Those who
    /// use that up never keep a working link from the owner: one more goes out every ten minutes. False when it was one too many.
    /// </summary>
    public async Task<bool> AskAsync(
        Person person,
        string kind,
        Client client,
        CancellationToken cancel,
        params (string Name, string Value)[] data
    )
    {
        if (!await MayAskAsync(person, kind, client, cancel))
            return false;
        Add(person, person.Email!, kind, data);
        return true;
    }

    /// <summary>Pays for such a mail without writing it.</summary>
    public async Task<bool> MayAskAsync(Person person, string kind, Client client, CancellationToken cancel)
    {
        var account = Clients.AccountOf(person.Email!);
        return (await attempts.PayAsync(AttemptLimits.Mail(kind), account, client, cancel)).IsAllowed
            || (await attempts.PayAsync(AttemptLimits.SpareMail(kind), account, client, cancel)).IsAllowed;
    }

    /// <summary>
    /// Whether a mail may still be written: a link is made anew at each attempt to send, and one that was asked for before the password or
    /// the address changed must not come back to life with a mail that waited, bounced or is sent again.
    /// </summary>
    public static bool IsCurrent(OutgoingMail mail, Person person) => mail.Data.GetValueOrDefault(StampKey) == StampOf(person);

    private const string StampKey = "stamp";

    /// <summary>Tells one security stamp from another, and nothing about it.</summary>
    private static string StampOf(Person person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.SecurityStamp!)).AsSpan(0, 8));

    /// <summary>A mail that its reader must get.</summary>
    public void Add(Person person, string address, string kind, params (string Name, string Value)[] data)
    {
        var now = time.GetUtcNow();
        db.Mails.Add(
            new()
            {
                Kind = kind,
                PersonId = person.Id,
                ToAddress = address,
                Language = person.Language,
                Provider = providers.Of(address),
                Data = data.Append((StampKey, StampOf(person))).ToDictionary(pair => pair.Item1, pair => pair.Item2),
                CreatedAt = now,
                NotBefore = now,
            }
        );
    }
}
