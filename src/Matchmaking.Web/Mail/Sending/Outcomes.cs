using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Replies;
using Matchmaking.Web.Mail.Transport;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>What follows from an attempt: from the server's answer, by the table of answers, or from what went wrong on the way.</summary>
public sealed partial class Outcomes(
    SmtpReplyTable answers,
    SenderAddress sender,
    Relays relays,
    Parking parking,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Outcomes> log
)
{
    /// <summary>
    /// So long after the first refusal a mail that was never accepted is given up: nobody wants an alert of last week. What the mail server
    /// itself would not take is no refusal of the mail, and the time before the first attempt does not count.
    /// </summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>How often a mail of unknown fate is handed in again.</summary>
    private const int MostDoubts = 2;

    /// <summary>
    /// When a mail that could not be read or written is tried again; then it is given up. What passes (a file, a lock, a deployment that is
    /// under way) has passed within eleven minutes, what does not is a fault of ours that no waiting cures.
    /// </summary>
    private static readonly TimeSpan[] Writings = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    /// <summary>
    /// When a mail is tried again that was refused for good, though not for anything about its recipient; the answer is believed once the
    /// server has taken another mail in between, or when it has said it each time.
    /// </summary>
    private static readonly TimeSpan[] Unbelieved = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>So much later than the others is a mail tried again after whose refusal a server was taken to be at fault.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMinutes(1);

    /// <summary>The most lines of a mail's history that are looked at: more than three days of tries leave.</summary>
    private const int MostHistory = 500;

    /// <summary>Where reports about a mail go.</summary>
    public MailboxAddress EnvelopeOf(OutgoingMail mail) => sender.Envelope(mail);

    /// <summary>The relay, asked about an earlier attempt, has it.</summary>
    public static Outcome Found(OutgoingMail mail) =>
        new(mail, MailStatus.Accepted) { Answer = "The relay had accepted an earlier attempt.", Event = MailEventKind.FoundAccepted };

    /// <summary>Writes a mail. One that cannot be written is tried a few times and then given up; it holds up no other.</summary>
    public async Task<(MimeMessage? Message, string? Subject, Outcome? Outcome)> TryWriteAsync(
        OutgoingMail mail,
        Func<Task<(MimeMessage?, string?, SuppressedBecause?)>> write,
        CancellationToken cancel
    )
    {
        try
        {
            var (message, subject, because) = await write();
            return (message, subject, because is { } cause ? Outcome.NotSent(mail, cause) : null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return (null, null, await UnwritableAsync(mail, e, cancel));
        }
    }

    /// <summary>What follows from a failure to hand a mail in; null when it was not tried.</summary>
    public async Task<Outcome?> OfAsync(OutgoingMail mail, Exception failure, CancellationToken cancel) =>
        failure switch
        {
            MailNotTriedException => null,
            MailInDoubtException => InDoubt(mail, failure),
            MailServerAwayException away => OfRelay(mail, null, away.Message, away.NeedsDesk),
            MailRefusedException refused => await OfAnswerAsync(mail, refused, cancel),
            // The server was not even asked: this mail, or its address, cannot be put on the wire.
            NotSupportedException or FormatException or ParseException or ArgumentException => await UnwritableAsync(mail, failure, cancel),
            _ => Unanswered(await LaterAsync(mail, answers.Classify(mail.Provider, 0, null, null), failure.Message, null, cancel), failure),
        };

    /// <summary>Not at once: a server that is slow to answer would get it again and again. A few tries, then nobody can say.</summary>
    private Outcome InDoubt(OutgoingMail mail, Exception failure) =>
        Unanswered(
            mail.Doubts >= MostDoubts
                ? new(mail, MailStatus.Failed)
                {
                    Answer = failure.Message,
                    Event = MailEventKind.InDoubt,
                    InDoubt = true,
                }
                : new(mail, MailStatus.Deferred)
                {
                    Answer = failure.Message,
                    Event = MailEventKind.InDoubt,
                    InDoubt = true,
                    NotBefore = time.GetUtcNow() + (mail.Doubts == 0 ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1)),
                },
            failure
        );

    /// <summary>
    /// Where a server answers nobody, all wait: each further mail would be one more of which nobody can say whether it went out.
    /// </summary>
    private Outcome Unanswered(Outcome outcome, Exception failure)
    {
        var relay = relays.Of(outcome.Provider);
        if (!relay.IsForAll("no answer", outcome.Mail.ToAddress))
            return outcome;
        relay.Failed(failure, needsDesk: true);
        return outcome with { Answer = relay.Prefix + outcome.Answer, TellDesk = true, Relay = relay, PauseProviderUntil = relay.RetryAt };
    }

    private async Task<Outcome> OfAnswerAsync(OutgoingMail mail, MailRefusedException refused, CancellationToken cancel)
    {
        var (code, text) = (refused.Code, refused.Text);
        var answer = answers.Classify(mail.Provider, code, null, text);
        var relay = relays.Of(mail.Provider);
        if (await IsOfRelayAsync(mail, refused, answer, relay, cancel))
        {
            // How a session was refused the connection itself has noted.
            if (refused.Stage != SmtpStage.Session)
                relay.Failed(refused, code >= 500);
            return OfRelay(mail, code, text, code >= 500, refused.Stage >= SmtpStage.Recipient);
        }
        var isForGood = code >= 500 && answer.Scope != BackOffScope.Group && answer.Steps.Count == 0;
        var whose = answer.Scope == BackOffScope.Person ? RecipientProviders.DomainOf(mail.ToAddress) : mail.ToAddress;
        if (isForGood && relay.IsForAll($"{code} {answer.Row}", whose))
        {
            relay.Failed(refused, needsDesk: true);
            return OfRelay(mail, code, text, tellDesk: true, isBehind: true);
        }
        if (refused.Stage >= SmtpStage.Recipient)
            relay.Worked();
        if (isForGood && IsAboutNobody(answer) && await UnbelievedAsync(mail, relay, cancel) is { } wait)
            return new(mail, MailStatus.Deferred)
            {
                Answer = text,
                Code = code,
                Event = MailEventKind.Deferred,
                TellDesk = answer.TellDesk,
                NotBefore = time.GetUtcNow() + wait,
            };
        if (answer.Scope == BackOffScope.Group && answer.RetryAfter(await PausesAsync(mail, cancel) + 1) is { } pause)
        {
            var until = time.GetUtcNow() + pause;
            return await LaterAsync(mail, answer, text, code, cancel) with { PauseProviderUntil = until, NotBefore = until };
        }
        if (answer.Steps.Count > 0)
            return await LaterAsync(mail, answer, text, code, cancel);
        // "No such user" of some servers is believed the second time only; an earlier one to this address is on record.
        var suppresses = answer.Suppresses(
            answer.Class == SmtpReplyClass.HardBounceAfterTwo && await WasRefusedBeforeAsync(mail, cancel) ? 2 : 1
        );
        return new(mail, MailStatus.Failed)
        {
            Answer = text,
            Code = code,
            Event = MailEventKind.Refused,
            TellDesk = answer.TellDesk,
            Suppress =
                !suppresses ? null
                : answer.Class == SmtpReplyClass.RefusedByRecipient ? SuppressionCause.RefusedByRecipient
                : SuppressionCause.HardBounce,
        };
    }

    /// <summary>
    /// Whether an answer is about us and not about the mail: any refusal before a recipient was named, a login that is asked for, and
    /// "relay access denied". The last may also be about one recipient's domain: it is when the server has done its work for others since
    /// it said so of this mail before.
    /// </summary>
    private async Task<bool> IsOfRelayAsync(
        OutgoingMail mail,
        MailRefusedException refused,
        SmtpReply answer,
        Relay relay,
        CancellationToken cancel
    )
    {
        // A provider whose own server this is speaks for itself.
        if (answer.Scope == BackOffScope.Group)
            return false;
        if (refused.Stage < SmtpStage.Recipient || refused.Code is >= 530 and < 540)
            return true;
        return answer.Scope == BackOffScope.Relay
            && !(
                relay.WorkedAt is { } worked
                && (await HistoryAsync(mail, cancel)).Any(line => line.Kind == MailEventKind.RelayFault && line.At < worked)
            );
    }

    /// <summary>Refused, and neither for its recipient nor for what it says: it may be our doing as well as the mail's.</summary>
    private static bool IsAboutNobody(SmtpReply answer) =>
        answer.Class is SmtpReplyClass.Failed or SmtpReplyClass.ReputationRefused or SmtpReplyClass.NotAuthenticated;

    /// <summary>How long a mail waits whose refusal is not believed yet; null when it is.</summary>
    private async Task<TimeSpan?> UnbelievedAsync(OutgoingMail mail, Relay relay, CancellationToken cancel)
    {
        var before = (await HistoryAsync(mail, cancel))
            .Where(line => line.Kind is MailEventKind.Deferred or MailEventKind.RelayFault)
            .ToList();
        return before.Count < Unbelieved.Length && !(before.Count > 0 && relay.TookAt > before.Min(line => line.At))
            ? Unbelieved[before.Count]
            : null;
    }

    /// <summary>
    /// The mail waits with all others that go by that server; behind them, where it may be the mail's own fault after all.
    /// </summary>
    private Outcome OfRelay(OutgoingMail mail, int? code, string said, bool tellDesk, bool isBehind = false)
    {
        var relay = relays.Of(mail.Provider);
        return new(mail, MailStatus.Deferred)
        {
            Answer = relay.Prefix + said,
            Code = code,
            Event = MailEventKind.RelayFault,
            TellDesk = tellDesk,
            Relay = relay,
            PauseProviderUntil = relay.RetryAt,
            NotBefore = relay.RetryAt + (isBehind ? Behind : TimeSpan.Zero),
        };
    }

    /// <summary>A mail that cannot be read, written or put on the wire. An outage of the database is none of its own faults.</summary>
    private async Task<Outcome> UnwritableAsync(OutgoingMail mail, Exception failure, CancellationToken cancel)
    {
        var said = $"Not written: {failure.GetType().Name}: {failure.Message}";
        if (DatabaseFaults.IsAwayOrBusy(failure))
            return await LaterAsync(mail, answers.Classify(mail.Provider, 0, null, null), said, null, cancel);
        NotWritten(mail.Id, mail.Kind, failure);
        var before = (await HistoryAsync(mail, cancel)).Count(line => line.Kind == MailEventKind.NotWritten);
        if (before < Writings.Length)
            return new(mail, MailStatus.Deferred)
            {
                Answer = said,
                Event = MailEventKind.NotWritten,
                NotBefore = time.GetUtcNow() + Writings[before],
            };
        await parking.ParkAsync(QueueNames.Mails, mail.Id.ToString(), said, cancel);
        return new(mail, MailStatus.Failed) { Answer = said, Event = MailEventKind.NotWritten };
    }

    private async Task<Outcome> LaterAsync(OutgoingMail mail, SmtpReply answer, string said, int? code, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return now - mail.CreatedAt > GiveUpAfter && now - await FirstRefusedAsync(mail, now, cancel) > GiveUpAfter
            ? new(mail, MailStatus.Failed)
            {
                Answer = said,
                Code = code,
                Event = MailEventKind.Refused,
                TellDesk = answer.TellDesk,
            }
            : new(mail, MailStatus.Deferred)
            {
                Answer = said,
                Code = code,
                Event = MailEventKind.Deferred,
                TellDesk = answer.TellDesk,
                NotBefore = now + (answer.RetryAfter(mail.Attempts) ?? TimeSpan.FromMinutes(30)),
            };
    }

    private async Task<DateTimeOffset> FirstRefusedAsync(OutgoingMail mail, DateTimeOffset now, CancellationToken cancel) =>
        (await HistoryAsync(mail, cancel))
            .Where(line => line.Kind is MailEventKind.Deferred or MailEventKind.InDoubt or MailEventKind.Bounced)
            .Select(line => line.At)
            .DefaultIfEmpty(now)
            .Min();

    /// <summary>What has happened to a mail since the desk has had it sent again, which begins everything anew.</summary>
    private async Task<IReadOnlyList<(MailEventKind Kind, DateTimeOffset At)>> HistoryAsync(OutgoingMail mail, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var events = await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .MailEvents.Where(e => e.MailId == mail.Id)
            .OrderByDescending(e => e.Id)
            .Take(MostHistory)
            .Select(e => new { e.Kind, e.At })
            .ToListAsync(cancel);
        return [.. events.TakeWhile(e => e.Kind != MailEventKind.RetriedByDesk).Select(e => (e.Kind, e.At))];
    }

    private async Task<int> PausesAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var aDayAgo = time.GetUtcNow().AddDays(-1);
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .ProviderStates.Where(state => state.Provider == mail.Provider && state.PausedUntil > aDayAgo)
            .Select(state => state.Pauses)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Whether another mail to the same address was refused for good.</summary>
    public static Task<bool> WasRefusedBeforeAsync(MatchmakingDb db, OutgoingMail mail, CancellationToken cancel) =>
        db.Mails.AnyAsync(other => other.Status == MailStatus.Failed && other.ToAddress == mail.ToAddress && other.Id != mail.Id, cancel);

    private async Task<bool> WasRefusedBeforeAsync(OutgoingMail mail, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await WasRefusedBeforeAsync(scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), mail, cancel);
    }

    [LoggerMessage(LogLevel.Error, "Mail {Id} ({Kind}) could not be written; the others go on")]
    private partial void NotWritten(Guid id, string kind, Exception e);
}
