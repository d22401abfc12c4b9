using System.Diagnostics;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Sends the mails of one provider over one connection, one after the other: take some out, write them, and for each: still mine and still
/// wanted? hand it in, write down what became of it.
/// </summary>
public sealed partial class ProviderSender(
    ProviderGroup provider, ProviderLimits limits, QueueCursor cursor, IServiceScopeFactory scopes, MailQueue queue, MailLedger ledger, Outcomes outcomes,
    IMailTransport transport, Texts texts, ILogger log) : IAsyncDisposable
{
    /// <summary>How many are taken out at a time: enough that taking them costs little, few enough that a dead sender holds up few.</summary>
    private const int Batch = 50;

    /// <summary>What a mail tells is read for a whole batch; older than this it is read again, so that it is the newest state.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(2);

    private readonly IMailConnection _connection = transport.Open(provider, limits);

    /// <summary>Sends until nothing is due, or the provider or the desk says stop.</summary>
    /// <returns>How many mails it has had in hand.</returns>
    public async Task<int> DrainAsync(CancellationToken stopping)
    {
        for (var count = 0; ;)
        {
            var mails = stopping.IsCancellationRequested ? [] : await queue.ClaimAsync(provider, limits, Batch, cursor, stopping);
            if (mails.Count == 0)
                return count;
            count += mails.Count;
            await SendAsync(mails, stopping);
        }
    }

    private async Task SendAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken stopping)
    {
        var begun = 0;
        Outcome? last = null;
        var lost = new List<OutgoingMail>();
        try
        {
            var accepted = await FindAcceptedAsync(mails, stopping);
            while (begun < mails.Count && !stopping.IsCancellationRequested)
            {
                await using var scope = scopes.CreateAsyncScope();
                var writer = scope.ServiceProvider.GetRequiredService<MailWriter>();
                await writer.PrepareAsync([.. mails.Skip(begun)], stopping);
                var prepared = Stopwatch.GetTimestamp();
                while (begun < mails.Count && !stopping.IsCancellationRequested && Stopwatch.GetElapsedTime(prepared) < Stale)
                {
                    var mail = mails[begun];
                    // While the mail before is being written down, this one is being written.
                    var mine = ledger.WriteAsync(last, mail);
                    last = null;
                    var written = await outcomes.TryWriteAsync(mail, () => writer.WriteAsync(mail, new Text(texts, mail.Language), stopping));
                    begun++;
                    if (!await mine)
                    {
                        lost.Add(mail);
                        continue;
                    }
                    last = accepted.Contains(mail.MessageId!) ? Outcomes.Found(mail) : written.Outcome ?? await HandInAsync(mail, written.Message!, written.Subject!);
                    if (last.PauseProviderUntil is not null)
                        return;
                }
            }
        }
        finally
        {
            await ledger.WriteAsync(last, null);
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
