using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Mail.Sending;

/// <content>What it has to give up, and what it says to whoever reads the log.</content>
public sealed partial class MailLedger
{
    /// <summary>
    /// Sets an outcome aside that cannot be written. Its row stays as it is, in this sender's hands; nobody takes it for a mail that was
    /// not sent (<see cref="MailQueue.RecoverAsync"/>).
    /// </summary>
    private async Task GiveUpAsync(Outcome outcome, Exception refused)
    {
        GivenUp(outcome.Mail.Id, outcome.Status, refused);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                var said = $"{outcome.Status}: {refused.GetType().Name}: {refused.Message}";
                await parking.ParkAsync(QueueNames.Ledger, outcome.Mail.Id.ToString(), said, CancellationToken.None);
                return;
            }
            catch (Exception e) when (WaitingCures(e))
            {
                NotWritten(1, e);
                await Task.Delay(pause);
            }
            catch (Exception e)
            {
                NotParked(outcome.Mail.Id, e);
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What became of {Count} mails could not be written down; trying again until it is")]
    private partial void NotWritten(int count, Exception e);

    [LoggerMessage(LogLevel.Error, "What became of {Count} mails could not be written down together; writing it one by one")]
    private partial void NotTogether(int count, Exception e);

    [LoggerMessage(LogLevel.Error, "Whether {Count} mails may be handed in could not be asked; they are not begun")]
    private partial void NotAsked(int count, Exception e);

    [LoggerMessage(
        LogLevel.Error,
        "What became of mail {Id} is written down without its texts, as {Status} alone: the database refuses them"
    )]
    private partial void WithoutTexts(Guid id, MailStatus status, Exception e);

    [LoggerMessage(
        LogLevel.Critical,
        "That mail {Id} is {Status} cannot be written down: the database refuses it. It is parked, and not sent again"
    )]
    private partial void GivenUp(Guid id, MailStatus status, Exception e);

    [LoggerMessage(LogLevel.Critical, "Mail {Id} could not be parked either; after a restart it may be sent again, with one Message-ID")]
    private partial void NotParked(Guid id, Exception e);

    [LoggerMessage(
        LogLevel.Warning,
        "Mail {Id} was accepted at attempt {Attempt}, but this sender had been called dead or its row is gone; it may be sent twice, "
            + "with one Message-ID"
    )]
    private partial void AcceptedTooLate(Guid id, int attempt);

    [LoggerMessage(LogLevel.Warning, "A session of the ledger could not be closed")]
    private partial void NotClosed(Exception e);

    [LoggerMessage(LogLevel.Error, "Outcomes of mails were written down, but could not be counted")]
    private partial void NotCounted(Exception e);

    [LoggerMessage(LogLevel.Warning, "The database may have lost what was just written to it; writing it again")]
    private partial void NotFlushed(Exception e);

    [LoggerMessage(
        LogLevel.Warning,
        "After a break of the database what became of {Count} mails was written down again; of {Asked} it was not sure"
    )]
    private partial void WrittenAgain(int count, int asked);
}
