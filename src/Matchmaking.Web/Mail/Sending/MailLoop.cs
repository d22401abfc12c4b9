using System.Collections.Concurrent;
using System.Diagnostics;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// The loop that sends what stands in the table of mails, one a node. It looks every second, and at once after a wake-up signal, so a
/// lost signal only delays; for each provider that has something due it lets its senders run, so that one that is slow or
/// says "later" holds up nobody else.
/// </summary>
public sealed partial class MailLoop(
    IServiceScopeFactory scopes,
    MailQueue queue,
    MailLedger ledger,
    Outcomes outcomes,
    SendingTroubles troubles,
    Relays relays,
    RecipientProviders recipients,
    SenderLease lease,
    IMailTransport transport,
    ProviderRegister book,
    Texts texts,
    MailSignal signal,
    TimeProvider time,
    ILogger<MailLoop> log
) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tidy = TimeSpan.FromSeconds(10),
        Silent = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<ProviderGroup, Lazy<ProviderSender[]>> _senders = new();
    private readonly ConcurrentDictionary<ProviderSender, Task<int>> _draining = new();

    /// <summary>What stands first in each queue that has something due, and since when it does.</summary>
    private readonly ConcurrentDictionary<ProviderGroup, (Guid Mail, DateTimeOffset Since)> _fronts = new();
    private long _tidied = Stopwatch.GetTimestamp();
    private long _looked;

    /// <summary>
    /// Since when mails that are due have not moved, although sending is neither stopped nor paused; null while all is well. Seconds are
    /// usual. Where a provider is sent few mails an hour, as long as two of them take does not count.
    /// </summary>
    public DateTimeOffset? NotMovedSince
    {
        get
        {
            var now = time.GetUtcNow();
            var stuck = _fronts
                .Where(front => now - front.Value.Since > Usual(front.Key))
                .Select(front => (DateTimeOffset?)front.Value.Since)
                .Min();
            // The loop itself: it hangs, or cannot look at the table.
            var looked = new DateTimeOffset(Interlocked.Read(ref _looked), TimeSpan.Zero);
            return looked.Ticks > 0 && now - looked > Silent && !(stuck < looked) ? looked : stuck;
        }
    }

    private TimeSpan Usual(ProviderGroup provider) =>
        book.Limits(provider).MessagesPerHour is { } perHour ? TimeSpan.FromHours(2.0 / perHour) : TimeSpan.Zero;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lease.MayRecover)
                    await queue.RecoverAsync(stoppingToken);
                if (Stopwatch.GetElapsedTime(_tidied) > Tidy)
                {
                    await queue.ReleaseForgottenAsync(stoppingToken);
                    await queue.EndParkedAsync(stoppingToken);
                    _tidied = Stopwatch.GetTimestamp();
                }
                if (lease.IsFresh)
                    await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away. The rows are safe in it; look again after the rest.
                LookFailed(e);
            }
            await signal.WaitAsync(Rest, stoppingToken);
        }
        await Task.WhenAll(_draining.Values);
        foreach (var sender in _senders.Values.SelectMany(senders => senders.Value))
            await sender.DisposeAsync();
    }

    /// <summary>Sends until nothing is due.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await LookAsync(cancel) && (await Task.WhenAll(_draining.Values)).Sum() > 0) { }
    }

    /// <summary>Starts what there is to send. False when nothing is due.</summary>
    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        var due = await queue.DueAsync(stopping);
        NoteFronts(due);
        lock (_draining)
            foreach (var (provider, _) in due)
            // Each for itself: one whose server does not answer must not keep the others of its provider from what is due meanwhile.
            foreach (var sender in _senders.GetOrAdd(provider, _ => new(() => NewSenders(provider))).Value)
                if (!_draining.TryGetValue(sender, out var running) || running.IsCompleted)
                    _draining[sender] = DrainAsync(provider, sender, stopping);
        return due.Count > 0;
    }

    private void NoteFronts(IReadOnlyList<(ProviderGroup Provider, Guid First)> due)
    {
        var now = time.GetUtcNow();
        foreach (var provider in _fronts.Keys.Except(due.Select(one => one.Provider)))
            _fronts.TryRemove(provider, out _);
        foreach (var (provider, first) in due)
            _fronts.AddOrUpdate(provider, _ => (first, now), (_, front) => front.Mail == first ? front : (first, now));
        Interlocked.Exchange(ref _looked, now.UtcTicks);
    }

    private Task<int> DrainAsync(ProviderGroup provider, ProviderSender sender, CancellationToken stopping) =>
        Task.Run(
            async () =>
            {
                try
                {
                    return await sender.DrainAsync(stopping);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return 0;
                }
                catch (Exception e)
                {
                    DrainFailed(provider, e);
                    return 0;
                }
            },
            CancellationToken.None
        );

    /// <summary>
    /// One for each connection that the provider likes. One cursor for all of them, so that none reads what another has taken.
    /// </summary>
    private ProviderSender[] NewSenders(ProviderGroup provider)
    {
        var (limits, cursor) = (book.Limits(provider), new QueueCursor());
        return
        [
            .. Enumerable
                .Range(0, limits.Connections)
                .Select(_ => new ProviderSender(
                    provider,
                    limits,
                    cursor,
                    scopes,
                    queue,
                    ledger,
                    outcomes,
                    troubles,
                    relays,
                    recipients,
                    lease,
                    transport,
                    texts,
                    signal,
                    log
                )),
        ];
    }

    [LoggerMessage(LogLevel.Error, "The table of mails could not be looked at; trying again")]
    private partial void LookFailed(Exception e);

    [LoggerMessage(LogLevel.Error, "The mails to {Provider} could not be drained; trying again")]
    private partial void DrainFailed(ProviderGroup provider, Exception e);
}

/// <summary>Wakes <see cref="MailLoop"/>. A hint, never a record.</summary>
public sealed class MailSignal
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Something was committed.</summary>
    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already signalled; once is enough.
        }
    }

    /// <summary>Waits for a wake-up signal or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan rest, CancellationToken cancel)
    {
        try
        {
            await _signal.WaitAsync(rest, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping: the loop sees it too.
        }
    }
}
