using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Incoming.Letters;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Replies;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// What follows from a report: a mailbox that does not exist gets no more alerts, one that is full gets its mail again later, a complaint
/// ends them. All of a report is its writer's, who may be anybody, but our signature on a return address: that only we and whoever has the
/// mail can know. What does not carry it changes nothing, whichever mail it names. Handling a report twice changes nothing more.
/// </summary>
public sealed partial class IncomingMailHandling(
    MatchmakingDb db,
    ReportReader reader,
    SuppressionRegister suppressions,
    IUnsubscriptions alerts,
    IIncomingLetters letters,
    LetterReader letterReader,
    LinkTokens links,
    IDeskNotices notices,
    TimeProvider time,
    ILogger<IncomingMailHandling> log
)
{
    private const int LongestAnswer = 900;

    /// <summary>Reads a message and acts on it.</summary>
    /// <returns>False for a message that somebody should read.</returns>
    public async Task<bool> HandleAsync(MimeMessage message, CancellationToken cancel)
    {
        var subject = reader.MailOf(message) is { } id
            ? await db.Mails.Where(m => m.Id == id).Select(m => m.Subject).SingleOrDefaultAsync(cancel)
            : null;
        var report = reader.Read(message, subject);
        if (report is not ForPerson)
            return await HandleAsync(report, cancel);
        await letters.TakeAsync(letterReader.Read(message), cancel);
        return true;
    }

    /// <summary>Acts on a report.</summary>
    /// <returns>False for a message that somebody should read.</returns>
    public async Task<bool> HandleAsync(IncomingReport report, CancellationToken cancel)
    {
        switch (report)
        {
            case DeliveryFailure failure:
                return await FailedAsync(failure, cancel);
            case Complaint complaint:
                return await ComplainedAsync(complaint, cancel);
            case UnsubscribeRequest request:
                if (links.Read(LinkPurpose.Unsubscribe, request.Token) is not { } person)
                {
                    // Somebody wants no more alerts, and only a person can find out who.
                    TokenUnknown();
                    return false;
                }
                await alerts.StopAsync(person, "mail", cancel);
                return true;
            case DeliveryDelay or AutomaticReply or Canary:
                return true;
            default:
                return false;
        }
    }

    private async Task<bool> FailedAsync(DeliveryFailure failure, CancellationToken cancel)
    {
        // A mail of ours has one recipient; of the others that a report may name nothing follows.
        var mail = await FindAsync(failure.Original, cancel);
        if (
            mail is null
            || failure.Recipients.FirstOrDefault(other => other.Address is null || Same(other.Address, mail.ToAddress)) is not { } recipient
        )
            return Unknown(failure.Original, failure.Recipients.FirstOrDefault()?.Diagnostic);
        if (!failure.Original.IsProven)
            return Unproven(mail);
        var (answer, now) = (recipient.Answer, time.GetUtcNow());
        var said = CleanText.Line(Tokens.Without($"{recipient.Status} {recipient.Diagnostic}"), LongestAnswer);
        // The server has said in the meantime that it gave the mail up, so handing it in again is no second copy.
        var again =
            answer.RetryAfter(mail.Attempts) is { } wait && now - mail.CreatedAt < Outcomes.GiveUpAfter
                ? now + wait
                : (DateTimeOffset?)null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isNews = await db.Mails.Where(m => m.Id == mail.Id).BounceAsync(again, said, now, cancel) > 0;
        if (isNews)
        {
            db.MailEvents.Add(
                new()
                {
                    MailId = mail.Id,
                    Kind = MailEventKind.Bounced,
                    At = now,
                    Attempt = mail.Attempts,
                    Code = recipient.Code == 0 ? null : recipient.Code,
                    Text = said,
                }
            );
            await db.SaveChangesAsync(cancel);
            await MailFigures.AddAsync(db, mail.Provider, nameof(ProviderHour.Refused), now, cancel);
            if (answer.TellDesk)
                await notices.AddAsync("refused", mail.Provider.ToString(), said, cancel);
        }
        await transaction.CommitAsync(cancel);
        var earlier = answer.Class == SmtpReplyClass.HardBounceAfterTwo && await Outcomes.WasRefusedBeforeAsync(db, mail, cancel);
        if (answer.Suppresses(earlier ? 2 : 1))
        {
            var cause =
                answer.Class == SmtpReplyClass.RefusedByRecipient ? SuppressionCause.ReportedRefusal : SuppressionCause.ReportedBounce;
            await suppressions.AddAsync(mail.ToAddress, cause, said, null, cancel);
        }
        return true;
    }

    private async Task<bool> ComplainedAsync(Complaint complaint, CancellationToken cancel)
    {
        if (await FindAsync(complaint.Original, cancel) is not { } mail)
            return Unknown(complaint.Original, "complaint");
        if (!complaint.Original.IsProven)
            return Unproven(mail);
        var now = time.GetUtcNow();
        if (await db.MailEvents.AnyAsync(e => e.MailId == mail.Id && e.Kind == MailEventKind.Complained, cancel))
            return true;
        await suppressions.AddAsync(mail.ToAddress, SuppressionCause.Complaint, complaint.Type, null, cancel);
        if (mail.PersonId is { } person)
            await alerts.StopAsync(person, "complaint", cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.MailEvents.Add(
            new()
            {
                MailId = mail.Id,
                Kind = MailEventKind.Complained,
                At = now,
                Attempt = mail.Attempts,
                Text = complaint.Type,
            }
        );
        await db.SaveChangesAsync(cancel);
        await MailFigures.AddAsync(db, mail.Provider, nameof(ProviderHour.Complained), now, cancel);
        await notices.AddAsync("complaint", mail.ToAddress, complaint.Type, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Others' mails, sent with an address of ours as their sender, come back to us too: nobody need read those.</summary>
    private bool Unknown(OriginalMail original, string? said)
    {
        ReportUnknown(original.MessageId ?? "", Tokens.Without(said ?? ""));
        return true;
    }

    /// <summary>It may be true, of a server that leaves out where it found the mail; somebody has to look.</summary>
    private bool Unproven(OutgoingMail mail)
    {
        ReportUnproven(mail.Id);
        return false;
    }

    private async Task<OutgoingMail?> FindAsync(OriginalMail original, CancellationToken cancel) =>
        original.MailId is { } id ? await db.Mails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Warning, "A report about a mail that nobody here knows: <{MessageId}> {Said}")]
    private partial void ReportUnknown(string messageId, string said);

    [LoggerMessage(
        LogLevel.Warning,
        "A report about mail {Id} does not carry its return address; it changes nothing and is left for a person"
    )]
    private partial void ReportUnproven(Guid id);

    [LoggerMessage(LogLevel.Warning, "An unsubscription by mail carries a token that is none of ours, and is left for a person")]
    private partial void TokenUnknown();
}
