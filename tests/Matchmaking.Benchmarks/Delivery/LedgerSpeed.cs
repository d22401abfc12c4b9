using System.Diagnostics;
using Hangfire;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Mail.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>Queue and ledger without the sending, and the way of one Hangfire job a mail on the same database.</summary>
internal static class LedgerSpeed
{
    /// <summary>Claims in batches and completes each mail by an entry of its own, as so many senders at once would.</summary>
    /// <returns>How long each claim took, in milliseconds.</returns>
    public static async Task<List<double>> DrainAsync(IServiceProvider node, int senders)
    {
        var (queue, ledger, limits) = (
            node.GetRequiredService<MailQueue>(),
            node.GetRequiredService<MailLedger>(),
            node.GetRequiredService<ProviderRegister>().Limits(ProviderGroup.Others)
        );
        var (cursor, claims) = (new QueueCursor(), new List<double>());
        await Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (true)
                        {
                            var began = Stopwatch.GetTimestamp();
                            var mails = await queue.ClaimAsync(ProviderGroup.Others, limits, 100, cursor, CancellationToken.None);
                            lock (claims)
                                claims.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                            if (mails.Count == 0)
                                return;
                            Outcome? last = null;
                            foreach (var mail in mails)
                            {
                                await ledger.WriteAsync(last, mail);
                                last = Outcome.Accepted(mail, "A mail of one line", "2.0.0 Ok");
                            }
                            await ledger.WriteAsync(last, null);
                            await queue.ReleaseAsync(mails, []);
                        }
                    })
                )
        );
        return claims;
    }

    /// <summary>A node whose loops do not run; its lease does.</summary>
    public static async Task<IHost> QuietNodeAsync(string database, Action<IServiceCollection>? change = null)
    {
        var node = Node.Build(
            database,
            smtpPort: 1,
            connections: 8,
            TimeProvider.System,
            services =>
            {
                services.RemoveAll<IHostedService>();
                services.AddHostedService(provider => provider.GetRequiredService<SenderLease>());
                services.AddScoped<IMailTemplate, PlainMail>();
                services.AddSingleton<InstantTransport>();
                services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<InstantTransport>());
                change?.Invoke(services);
            }
        );
        await node.Services.GetRequiredService<LinkTokens>().LoadAsync(CancellationToken.None);
        await node.StartAsync();
        return node;
    }

    /// <summary>Enqueues and processes jobs that do nothing.</summary>
    public static async Task HangfireAsync(string database, int jobs)
    {
        NoJob.Done = 0;
        using var node = await QuietNodeAsync(
            database,
            services =>
                services.AddHangfireServer(server =>
                {
                    server.WorkerCount = 8;
                    server.Queues = ["default"];
                })
        );
        var client = node.Services.GetRequiredService<IBackgroundJobClient>();
        for (var i = 0; i < jobs; i++)
            client.Enqueue<NoJob>(job => job.Run());
        while (Volatile.Read(ref NoJob.Done) < jobs)
            await Task.Delay(5);
        await node.StopAsync();
    }

    /// <summary>Percentiles of claims under a condition.</summary>
    public static async Task<Timings> ClaimsAsync(IServiceProvider node, NpgsqlConnection connection, int rows)
    {
        await Rows.AddAsync(connection, rows, "Pending");
        return Timings.Of(await DrainAsync(node, senders: 1));
    }
}

/// <summary>Does nothing.</summary>
public sealed class NoJob
{
    internal static int Done;

    public void Run() => Interlocked.Increment(ref Done);
}
