using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Answers;
using Matchmaking.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>What follows from an attempt: from the server's answer, by the table of answers, or from what went wrong on the way.</summary>
public sealed partial class Outcomes(AnswerTable answers, SenderAddress sender, IServiceScopeFactory scopes, TimeProvider time, ILogger<Outcomes> log)
{
    /// <summary>After this long a mail that was never accepted is given up: nobody wants an alert of last week.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>How often a mail of unknown fate is handed in again.</summary>
    private const int MostDoubts = 2;

    /// <summary>Where reports about a mail go.</summary>
    public MailboxAddress EnvelopeOf(OutgoingMail mail) => sender.Envelope(mail);

    /// <summary>The relay, asked about an earlier attempt, has it.</summary>
    public static Outcome Found(OutgoingMail mail) => new(mail, MailStatus.Accepted) { Answer = "The relay had accepted an earlier attempt.", Event = MailEventKind.FoundAccepted };

    /// <summary>Writes a mail. What cannot be written (a fault of ours, or the database is away) is tried again like what was not accepted.</summary>
    public async Task<(MimeMessage? Message, string? Subject, Outcome? Outcome)> TryWriteAsync(OutgoingMail mail, Func<Task<(MimeMessage?, string?, SuppressedBecause?)>> write)
    {
        try
        {
            var (message, subject, because) = await write();
            return (message, subject, because is { } cause ? Outcome.NotSent(mail, cause) : null);
        }
        catch (Exception e)
        {
            NotWritten(mail.Id, mail.Kind, e);
            return (null, null, Later(mail, answers.Classify(mail.Provider, 0, null, null), "Not written: " + e.Message, null));
        }
    }

    /// <summary>What follows from a failure to hand a mail in.</summary>
    public async Task<Outcome> OfAsync(OutgoingMail mail, Exception failure, CancellationToken cancel)
    {
        if (failure is MailInDoubtException)
            // Not at once: a server that is slow to answer would get it again and again. A few tries, then nobody can say.
            return mail.Doubts >= MostDoubts
                ? new(mail, MailStatus.Failed) { Answer = failure.Message, Event = MailEventKind.InDoubt, InDoubt = true }
                : new(mail, MailStatus.Deferred)
                {
                    Answer = failure.Message, Event = MailEventKind.InDoubt, InDoubt = true,
                    NotBefore = time.GetUtcNow() + (mail.Doubts == 0 ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1)),
                };
        if (failure is not MailRefusedException refused)
            return Later(mail, answers.Classify(mail.Provider, 0, null, null), failure.Message, null);
        return await OfAnswerAsync(mail, refused.Code, refused.Text, cancel);
    }

    private async Task<Outcome> OfAnswerAsync(OutgoingMail mail, int code, string text, CancellationToken cancel)
    {
        var answer = answers.Classify(mail.Provider, code, null, text);
        if (answer.Scope == BackOffScope.Group && answer.RetryAfter(await PausesAsync(mail, cancel) + 1) is { } pause)
            return Later(mail, answer, text, code) with { PauseProviderUntil = time.GetUtcNow() + pause, NotBefore = time.GetUtcNow() + pause };
        if (answer.Steps.Count > 0)
            return Later(mail, answer, text, code);
        // "No such user" of some servers is believed the second time only; an earlier one to this address is on record.
        var suppresses = answer.Suppresses(answer.Class == AnswerClass.HardBounceAfterTwo && await WasRefusedBeforeAsync(mail, cancel) ? 2 : 1);
        return new(mail, MailStatus.Failed)
        {
            Answer = text, Code = code, Event = MailEventKind.Refused, TellDesk = answer.TellDesk,
            Suppress = !suppresses ? null : answer.Class == AnswerClass.RefusedByRecipient ? SuppressionCause.RefusedByRecipient : SuppressionCause.HardBounce,
        };
    }

    private Outcome Later(OutgoingMail mail, Answer answer, string said, int? code)
    {
        var now = time.GetUtcNow();
        return now - mail.CreatedAt > GiveUpAfter
            ? new(mail, MailStatus.Failed) { Answer = said, Code = code, Event = MailEventKind.Refused, TellDesk = answer.TellDesk }
            : new(mail, MailStatus.Deferred)
            {
                Answer = said, Code = code, Event = MailEventKind.Deferred, TellDesk = answer.TellDesk,
                NotBefore = now + (answer.RetryAfter(mail.Attempts) ?? TimeSpan.FromMinutes(30)),
            };
    }

    private async Task<int> PausesAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var aDayAgo = time.GetUtcNow().AddDays(-1);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().ProviderStates
            .Where(state => state.Provider == mail.Provider && state.PausedUntil > aDayAgo).Select(state => state.Pauses).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Whether another mail to the same address was refused for good.</summary>
    public static Task<bool> WasRefusedBeforeAsync(MatchmakingDb db, OutgoingMail mail, CancellationToken cancel) =>
        db.Mails.AnyAsync(other => other.Status == MailStatus.Failed && other.ToAddress == mail.ToAddress && other.Id != mail.Id, cancel);

    private async Task<bool> WasRefusedBeforeAsync(OutgoingMail mail, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await WasRefusedBeforeAsync(scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), mail, cancel);
    }

    [LoggerMessage(LogLevel.Error, "Mail {Id} ({Kind}) could not be written")]
    private partial void NotWritten(Guid id, string kind, Exception e);
}
