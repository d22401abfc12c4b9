using System.Diagnostics;
using System.Globalization;
using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// This process as a sender of mails: a row that it keeps fresh. All mails in its hands are leased by that one row, so a batch costs no
/// renewals, and another process can tell within seconds that they are nobody's any more. Times here are those of the database and of
/// the machine's steady clock: neither a wrong nor a moved clock of a machine matters.
/// </summary>
public sealed partial class SenderLease(DatabaseAddress database, ILogger<SenderLease> log) : BackgroundService
{
    /// <summary>A sender that was not seen for so long is dead, and its mails are given to others.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    /// <summary>How often it is renewed.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1.5);

    private long _renewed = Stopwatch.GetTimestamp() - (long)(Length.TotalSeconds * Stopwatch.Frequency);
    private long _unbroken = Stopwatch.GetTimestamp() - (long)(Length.TotalSeconds * Stopwatch.Frequency);
    private bool _held;

    /// <summary>
    /// Stands in every row that this process has in hand. New with each start: what an earlier process had in hand is not ours.
    /// </summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>
    /// Whether a mail may be begun: nobody else can have been given it yet, with time left to hand one in. False after the process was
    /// frozen or cut off from the database.
    /// </summary>
    public bool IsFresh => Stopwatch.GetElapsedTime(Interlocked.Read(ref _renewed)) < Length / 2;

    /// <summary>
    /// Whether this process may call others dead: not for a whole lease after it was cut off from the database, since the others may have
    /// been too, and everybody gets the time to come back first. Whether the database itself was away it says
    /// itself (<see cref="MailQueue"/>).
    /// </summary>
    public bool MayRecover => IsFresh && Stopwatch.GetElapsedTime(Interlocked.Read(ref _unbroken)) > Length;

    /// <summary>Renews the lease, or takes it when there is none.</summary>
    public async Task RenewAsync(CancellationToken cancel)
    {
        var asked = Stopwatch.GetTimestamp();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO mail_senders (id, seen_at, name) VALUES ($1, clock_timestamp(), $2)
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """,
            connection
        );
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(
            new() { Value = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}") }
        );
        await command.ExecuteNonQueryAsync(cancel);
        // A beat that came late is a gap: somebody may have called us dead, and we may have missed what others did.
        if (_held && Stopwatch.GetElapsedTime(Interlocked.Read(ref _renewed), asked) > Length / 2)
            Interlocked.Exchange(ref _unbroken, asked);
        _held = true;
        Interlocked.Exchange(ref _renewed, asked);
    }

    /// <summary>Takes the lease before anything is sent.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RenewAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Gives the lease up, so that whatever still stands under this name is taken over at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("DELETE FROM mail_senders WHERE id = $1", connection);
            command.Parameters.Add(new() { Value = Id });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            NotGivenUp(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Beat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await RenewAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                NotRenewed(e);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of this sender could not be renewed; it begins no mail until it is")]
    private partial void NotRenewed(Exception e);

    [LoggerMessage(LogLevel.Warning, "The lease of this sender could not be given up; it ends by itself")]
    private partial void NotGivenUp(Exception e);
}
