using MailKit.Net.Smtp;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Mail;

/// <summary>
/// The loop that sends what stands in the table of mails. It looks every five seconds, and at once after a nudge, so a lost nudge
/// only delays. A row is claimed in one short transaction and sent outside of any.
/// </summary>
public sealed partial class MailLoop(IServiceScopeFactory scopes, MailSignal signal, TimeProvider time, ILogger<MailLoop> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private const int Batch = 20;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away. The rows are safe in it; look again after the rest.
                DrainFailed(e);
            }
            await signal.WaitAsync(Rest, time, stoppingToken);
        }
    }

    /// <summary>Sends until nothing is due.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        List<OutgoingMail> claimed;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            var queue = scope.ServiceProvider.GetRequiredService<MailQueue>();
            claimed = await queue.ClaimAsync(Batch, cancel);
            var begun = 0;
            try
            {
                while (begun < claimed.Count && !cancel.IsCancellationRequested)
                {
                    await using var one = scopes.CreateAsyncScope();
                    await SendAsync(claimed[begun++], one.ServiceProvider, cancel);
                }
            }
            finally
            {
                if (begun < claimed.Count)
                    await queue.ReleaseAsync(claimed[begun..], CancellationToken.None);
            }
        }
        while (claimed.Count == Batch && !cancel.IsCancellationRequested);
    }

    private async Task SendAsync(OutgoingMail mail, IServiceProvider services, CancellationToken cancel)
    {
        var queue = services.GetRequiredService<MailQueue>();
        try
        {
            if (!await queue.BeginAsync(mail, cancel))
                return;
            var template = services.GetServices<IMailTemplate>().Single(t => t.Kind == mail.Kind);
            var text = new Text(services.GetRequiredService<Texts>(), mail.Language);
            if (await template.WriteAsync(mail, text, cancel) is not { } content)
            {
                await queue.CancelledAsync(mail, cancel);
                return;
            }
            var message = services.GetRequiredService<MailMessages>().Make(mail, content);
            await services.GetRequiredService<IMailTransport>().SendAsync(message, cancel);
            // Accepted: this must be written down even while the application is stopping, or the mail would go out twice.
            await queue.SentAsync(mail, content.Subject, CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            var final = e is SmtpCommandException { StatusCode: var code } && (int)code is >= 500 and < 600;
            SendFailed(mail.Id, mail.Kind, mail.Attempts, final, e);
            await queue.FailedAsync(mail, Short(e), final, cancel);
        }
    }

    private static string Short(Exception e) => e.Message.Length > 900 ? e.Message[..900] : e.Message;

    [LoggerMessage(LogLevel.Error, "The table of mails could not be drained; trying again")]
    private partial void DrainFailed(Exception e);

    [LoggerMessage(LogLevel.Warning, "Mail {Id} ({Kind}) was not accepted at attempt {Attempt}; final: {Final}")]
    private partial void SendFailed(Guid id, string kind, int attempt, bool final, Exception e);
}

/// <summary>Wakes <see cref="MailLoop"/>. A hint, never a record.</summary>
public sealed class MailSignal
{
    private readonly SemaphoreSlim _nudged = new(0, 1);

    /// <summary>Something was committed.</summary>
    public void Nudge()
    {
        try
        {
            _nudged.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already nudged; once is enough.
        }
    }

    /// <summary>Waits for a nudge or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan rest, TimeProvider time, CancellationToken cancel)
    {
        using var timer = time.CreateTimer(_ => Nudge(), null, rest, Timeout.InfiniteTimeSpan);
        try
        {
            await _nudged.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping: the loop sees it too.
        }
    }
}
