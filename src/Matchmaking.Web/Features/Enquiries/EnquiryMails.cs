using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// Adds the mails about an enquiry to the running unit of work; whoever saves it wakes the loop. Each thing is told once.
/// </summary>
public sealed class EnquiryMails(MatchmakingDb db, RecipientProviders providers, TimeProvider time)
{
    /// <summary>To whoever asks.</summary>
    public const string Confirm = "enquiry.confirm",
        Received = "enquiry.received",
        Message = "enquiry.message",
        Step = "enquiry.step";

    /// <summary>To the desk. Not <c>desk.…</c>, which are troubles that nobody may take back.</summary>
    public const string New = "enquiry.new",
        Heard = "enquiry.heard",
        Assigned = "enquiry.assigned",
        Reminder = "enquiry.reminder",
        Late = "enquiry.late",
        Morning = "enquiry.morning";

    internal const string EnquiryKey = "enquiry",
        MessageKey = "message",
        EventKey = "event",
        PromiseKey = "promise";

    /// <summary>To whoever asks; nothing when there is no address.</summary>
    public void ToInvestor(Enquiry enquiry, string kind, Guid about)
    {
        if (enquiry.Email is not { Length: > 0 } address)
            return;
        var now = time.GetUtcNow();
        db.Mails.Add(
            new()
            {
                Kind = kind,
                PersonId = enquiry.PersonId,
                About = about.ToString("N"),
                ToAddress = address,
                Language = enquiry.Language,
                Provider = providers.Of(address),
                Data = Data(enquiry, kind, about),
                CreatedAt = now,
                NotBefore = now,
            }
        );
    }

    /// <summary>What the desk has written; nothing when it is a note, or was told by another way.</summary>
    public void Tell(Enquiry enquiry, EnquiryMessage said)
    {
        if (said is { IsFromDesk: true, Via: EnquiryChannel.Site or EnquiryChannel.Mail })
            ToInvestor(enquiry, Message, said.Id);
    }

    /// <summary>How far it has come and what comes next, as the last line of its history says.</summary>
    public void ToldOfStep(Enquiry enquiry) => ToInvestor(enquiry, Step, enquiry.History[^1].Id);

    /// <summary>To the owner and those who watch, but for whoever caused it and those who want one list each morning.</summary>
    public async Task ToOwnerAsync(Enquiry enquiry, string kind, Guid about, Guid? causedBy, CancellationToken cancel)
    {
        var watchers = await db.Set<EnquiryWatcher>().Where(w => w.EnquiryId == enquiry.Id).Select(w => w.PersonId).ToListAsync(cancel);
        var people = await db
            .Users.Active()
            .Where(p => (p.Id == enquiry.OwnerId || watchers.Contains(p.Id)) && p.Id != causedBy && p.InboxMail == InboxMail.AtOnce)
            .ToListAsync(cancel);
        foreach (var person in people)
            Add(person, kind, enquiry, about, 1);
    }

    /// <summary>That an answer is owed: to the owner always, and to those who head the desk when it is late.</summary>
    public async Task CallAsync(Enquiry enquiry, CallKind call, AnswerPromise promise, CancellationToken cancel)
    {
        var isLate = call == CallKind.Late;
        var people = await db.Users.Active().Where(p => p.Id == enquiry.OwnerId || (isLate && p.IsHead)).ToListAsync(cancel);
        foreach (var person in people)
            Add(person, isLate ? Late : Reminder, enquiry, promise.Id, isLate ? promise.Escalations : 1);
    }

    private void Add(Person person, string kind, Enquiry enquiry, Guid about, int version)
    {
        var now = time.GetUtcNow();
        db.Mails.Add(
            new()
            {
                Kind = kind,
                PersonId = person.Id,
                About = about.ToString("N"),
                Version = version,
                ToAddress = person.Email!,
                Language = person.Language,
                Provider = providers.Of(person.Email!),
                Data = Data(enquiry, kind, about),
                CreatedAt = now,
                NotBefore = now,
            }
        );
    }

    private static Dictionary<string, string> Data(Enquiry enquiry, string kind, Guid about) =>
        new() { [EnquiryKey] = enquiry.Id.ToString(), [KeyOf(kind)] = about.ToString() };

    /// <summary>What a mail of a kind is about, beside the enquiry.</summary>
    private static string KeyOf(string kind) =>
        kind switch
        {
            Reminder or Late => PromiseKey,
            Step or Assigned => EventKey,
            _ => MessageKey,
        };
}
