using System.Diagnostics;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Sends the mails of one provider over one connection, one after the other: take some out, read and write them, and for each: still mine
/// and still wanted? hand it in, write down what became of it. While a mail is on its way, the answer to the one before is written down and
/// the one after is written; while a batch is on its way, the next one is taken out.
/// </summary>
public sealed partial class ProviderSender(
    ProviderGroup provider,
    ProviderLimits limits,
    QueueCursor cursor,
    IServiceScopeFactory scopes,
    MailQueue queue,
    MailLedger ledger,
    Outcomes outcomes,
    SendingTroubles troubles,
    Relays relays,
    RecipientProviders recipients,
    SenderLease lease,
    IMailTransport transport,
    Texts texts,
    MailSignal signal,
    ILogger log
) : IAsyncDisposable
{
    /// <summary>
    /// How many are taken out at a time: enough that taking them costs little, few enough that a dead sender holds up few.
    /// </summary>
    private const int Size = 100;

    /// <summary>An older "may be handed in" is asked for again. Where the server takes its time, that costs nothing.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// When a mail takes longer than this, what this sender holds besides it goes back, for others to send: a server may take ten minutes.
    /// </summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(20);

    private readonly IMailConnection _connection = transport.Open(provider, limits);

    /// <summary>Sends until nothing is due, or the provider or the desk says stop.</summary>
    /// <returns>How many mails it has had in hand.</returns>
    public async Task<int> DrainAsync(CancellationToken stopping)
    {
        var count = 0;
        for (var batch = await TakeAsync(stopping); batch is not null; )
        {
            count += batch.Mails.Count;
            Task<MailBatch?>? next = null;
            try
            {
                if (!await SendAsync(batch, () => next ??= TakeAsync(stopping), GiveNextBackAsync, stopping))
                    return count;
                batch = await (next ?? TakeAsync(stopping));
                next = null;
            }
            finally
            {
                await GiveNextBackAsync();
            }

            async Task GiveNextBackAsync()
            {
                if (next is { } taken)
                    await GiveBackAsync(taken);
                next = null;
            }
        }
        return count;
    }

    /// <summary>Takes some out and reads what they will tell. Null when nothing is due.</summary>
    private async Task<MailBatch?> TakeAsync(CancellationToken stopping)
    {
        while (
            !stopping.IsCancellationRequested && await queue.ClaimAsync(provider, limits, Size, cursor, stopping) is { Count: > 0 } mails
        )
        {
            MailBatch? batch = null;
            try
            {
                mails = await KeepOwnAsync(mails, stopping);
                if (mails.Count == 0)
                    continue;
                batch = new(mails, await FindAcceptedAsync(mails, stopping), scopes, queue, outcomes, texts);
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
        return null;
    }

    /// <summary>
    /// Finds out who receives mail for domains that nobody has asked about before the first mail to them is handed in, and moves what is
    /// not for this provider. Where DNS does not answer within three seconds, the mails stay here.
    /// </summary>
    private async Task<IReadOnlyList<OutgoingMail>> KeepOwnAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken stopping)
    {
        if (provider != ProviderGroup.Others)
            return mails;
        var unknown = mails
            .Select(mail => RecipientProviders.DomainOf(mail.ToAddress))
            .Distinct()
            .Where(domain => !recipients.IsKnown(domain))
            .ToList();
        if (unknown.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DomainLookups>().LookUpAsync(unknown, stopping);
        }
        var others = mails.GroupBy(mail => recipients.Of(mail.ToAddress)).Where(group => group.Key != provider).ToList();
        foreach (var group in others)
        {
            await queue.MoveAsync([.. group], provider, group.Key, stopping);
            signal.Wake();
        }
        return others.Count == 0 ? mails : [.. mails.Where(mail => recipients.Of(mail.ToAddress) == provider)];
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
    /// <param name="slow">Called when the rest of it has been given back, because a mail takes long.</param>
    /// <param name="stopping">Finishes the mail that is being handed in; the others go back.</param>
    /// <returns>False when the provider says that nothing more should come for now.</returns>
    private async Task<bool> SendAsync(MailBatch batch, Action half, Func<Task> slow, CancellationToken stopping)
    {
        var mails = batch.Mails;
        var begun = 0;
        var isGivenBack = false;
        Outcome? last = null;
        var lost = new List<OutgoingMail>();
        var written = batch.WriteAsync(0, stopping);
        var (may, asked) = (ledger.WriteAsync(null, mails[0]), Stopwatch.GetTimestamp());
        try
        {
            while (begun < mails.Count && !isGivenBack && !stopping.IsCancellationRequested)
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
                {
                    lost.Add(mail);
                    continue;
                }
                if (batch.IsAccepted(mail))
                    last = Outcomes.Found(mail);
                else if (notSent is not null)
                    last = notSent;
                else
                {
                    var handing = HandInAsync(mail, message!, subject!);
                    if (!await IsDoneWithinAsync(handing, Slow))
                    {
                        isGivenBack = true;
                        await queue.ReleaseAsync([.. mails.Skip(begun)], [.. mails.Skip(begun)]);
                        signal.Wake();
                        await slow();
                    }
                    last = await handing;
                }
                if (last is null)
                    lost.Add(mail);
                if (last is null or { PauseProviderUntil: not null })
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
            // What has been given back may be in another one's hands by now.
            await (
                isGivenBack ? queue.ReleaseAsync([.. mails.Take(begun)], lost) : queue.ReleaseAsync(mails, [.. mails.Skip(begun), .. lost])
            );
        }
    }

    private static async Task<bool> IsDoneWithinAsync(Task task, TimeSpan time)
    {
        if (task.IsCompleted)
            return true;
        using var done = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(time, done.Token));
        await done.CancelAsync();
        return first == task;
    }

    /// <summary>
    /// Not stopped in the middle: a mail that is being handed in is finished, and its outcome known. Null when it was not tried.
    /// </summary>
    private async Task<Outcome?> HandInAsync(OutgoingMail mail, MimeMessage message, string subject)
    {
        try
        {
            var answer = await _connection.SendAsync(
                message,
                outcomes.EnvelopeOf(mail),
                message.To.Mailboxes.First(),
                CancellationToken.None
            );
            var relay = relays.Of(provider);
            if (relay.TakeNews())
                await troubles.RelayWorksAsync(relay, CancellationToken.None);
            return Outcome.Accepted(mail, subject, answer);
        }
        catch (Exception e)
        {
            if (await outcomes.OfAsync(mail, e, CancellationToken.None) is not { } outcome)
                return null;
            NotAccepted(
                mail.Id,
                mail.Kind,
                provider,
                mail.Attempts,
                outcome.Status,
                Tokens.Without(outcome.Answer ?? CleanText.Line(e.Message, 400))
            );
            await troubles.AfterAsync(outcome, e, CancellationToken.None);
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
