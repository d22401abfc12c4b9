using System.Diagnostics;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Sends the mails of one provider over one connection, one after the other: take some out, read and write them, and for each: still mine and
/// still wanted? hand it in, write down what became of it. While a mail is on its way, the answer to the one before is written down and the
/// one after is written; while a batch is on its way, the next one is taken out.
/// </summary>
public sealed partial class ProviderSender(
    ProviderGroup provider, ProviderLimits limits, QueueCursor cursor, IServiceScopeFactory scopes, MailQueue queue, MailLedger ledger, Outcomes outcomes,
    SenderLease lease, IMailTransport transport, Texts texts, ILogger log) : IAsyncDisposable
{
    /// <summary>How many are taken out at a time: enough that taking them costs little, few enough that a dead sender holds up few.</summary>
    private const int Size = 100;

    /// <summary>An older "may be handed in" is asked for again. Where the server takes its time, that costs nothing.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(20);

    private readonly IMailConnection _connection = transport.Open(provider, limits);

    /// <summary>Sends until nothing is due, or the provider or the desk says stop.</summary>
    /// <returns>How many mails it has had in hand.</returns>
    public async Task<int> DrainAsync(CancellationToken stopping)
    {
        var count = 0;
        for (var batch = await TakeAsync(stopping); batch is not null;)
        {
            count += batch.Mails.Count;
            Task<MailBatch?>? next = null;
            try
            {
                if (!await SendAsync(batch, () => next ??= TakeAsync(stopping), stopping))
                    return count;
                batch = await (next ?? TakeAsync(stopping));
                next = null;
            }
            finally
            {
                if (next is not null)
                    await GiveBackAsync(next);
            }
        }
        return count;
    }

    /// <summary>Takes some out and reads what they will tell. Null when nothing is due.</summary>
    private async Task<MailBatch?> TakeAsync(CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || await queue.ClaimAsync(provider, limits, Size, cursor, stopping) is not { Count: > 0 } mails)
            return null;
        MailBatch? batch = null;
        try
        {
            batch = new(mails, await FindAcceptedAsync(mails, stopping), scopes, outcomes, texts);
            await batch.ReadAsync(0, stopping);
            return batch;
        }
        catch
        {
            if (batch is not null)
                await batch.DisposeAsync();
            await queue.ReleaseAsync(mails, mails);
            throw;
        }
    }

    /// <summary>A batch that was taken out and is not to be sent now.</summary>
    private async Task GiveBackAsync(Task<MailBatch?> taken)
    {
        await ((Task)taken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (taken is not { IsCompletedSuccessfully: true, Result: { } batch })
            return;
        await batch.DisposeAsync();
        await queue.ReleaseAsync(batch.Mails, batch.Mails);
    }

    /// <summary>Sends a batch.</summary>
    /// <param name="batch">Disposed of here.</param>
    /// <param name="half">Called when half of it is done.</param>
    /// <param name="stopping">Finishes the mail that is being handed in; the others go back.</param>
    /// <returns>False when the provider says that nothing more should come for now.</returns>
    private async Task<bool> SendAsync(MailBatch batch, Action half, CancellationToken stopping)
    {
        var mails = batch.Mails;
        var begun = 0;
        Outcome? last = null;
        var lost = new List<OutgoingMail>();
        var written = batch.WriteAsync(0, stopping);
        var (may, asked) = (ledger.WriteAsync(null, mails[0]), Stopwatch.GetTimestamp());
        try
        {
            while (begun < mails.Count && !stopping.IsCancellationRequested)
            {
                var mail = mails[begun];
                var (message, subject, notSent) = await written;
                var mine = await may && (Stopwatch.GetElapsedTime(asked) < Fresh || await ledger.WriteAsync(null, mail)) && lease.IsFresh;
                if (begun++ == mails.Count / 2)
                    half();
                var next = begun < mails.Count ? mails[begun] : null;
                (may, asked) = (ledger.WriteAsync(last, next), Stopwatch.GetTimestamp());
                last = null;
                var number = begun;
                if (next is not null)
                    written = Task.Run(() => batch.WriteAsync(number, stopping), CancellationToken.None);
                if (!mine)
                    lost.Add(mail);
                else
                    last = batch.IsAccepted(mail) ? Outcomes.Found(mail) : notSent ?? await HandInAsync(mail, message!, subject!);
                if (last?.PauseProviderUntil is not null)
                    return false;
            }
            return !stopping.IsCancellationRequested;
        }
        finally
        {
            await may;
            await ledger.WriteAsync(last, null);
            await ((Task)written).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await batch.DisposeAsync();
            await queue.ReleaseAsync(mails, [.. mails.Skip(begun), .. lost]);
        }
    }

    /// <summary>Not stopped in the middle: a mail that is being handed in is finished, and its outcome known.</summary>
    private async Task<Outcome> HandInAsync(OutgoingMail mail, MimeMessage message, string subject)
    {
        try
        {
            var answer = await _connection.SendAsync(message, outcomes.EnvelopeOf(mail), message.To.Mailboxes.First(), CancellationToken.None);
            return Outcome.Accepted(mail, subject, answer);
        }
        catch (Exception e)
        {
            var outcome = await outcomes.OfAsync(mail, e, CancellationToken.None);
            NotAccepted(mail.Id, mail.Kind, provider, mail.Attempts, outcome.Status, e.Message);
            return outcome;
        }
    }

    /// <summary>Which of those that somebody has tried before the relay has after all.</summary>
    private async Task<IReadOnlySet<string>> FindAcceptedAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel)
    {
        var again = mails.Where(mail => mail.Attempts > 1).Select(mail => mail.MessageId!).ToList();
        return again.Count == 0 ? new HashSet<string>() : await transport.AcceptedAsync(again, cancel) ?? new HashSet<string>();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [LoggerMessage(LogLevel.Warning, "Mail {Id} ({Kind}) to {Provider} was not accepted at attempt {Attempt} and is {Status}: {Said}")]
    private partial void NotAccepted(Guid id, string kind, ProviderGroup provider, int attempt, MailStatus status, string said);
}
