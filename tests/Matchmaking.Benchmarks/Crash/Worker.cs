using System.Globalization;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// A node in a process of its own, made to be killed. It sends mails and runs the product's jobs, and publishes opportunities and closes
/// windows as <see cref="WorkTable"/> says. It ends with the harness.
/// </summary>
internal static class Worker
{
    /// <summary>The exit code of a worker that was started while the database was away.</summary>
    public const int NoDatabase = 75;

    /// <summary>The line at which a process that stands by takes over from one that died.</summary>
    public const string Go = "go";

    /// <summary>The line after something was done, and the one after it was done a second time.</summary>
    public const string Done = "done",
        Again = "done again";

    /// <summary>For how long what is done is not marked: long enough to die in.</summary>
    private static readonly TimeSpan Unmarked = TimeSpan.FromMilliseconds(30);

    /// <summary>Stands by until it is told to go, then runs until its standard input ends.</summary>
    /// <param name="args">Connection string, port of the mail server, file of the clock, <c>product</c> or <c>naive</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (database, port, clock, naive) = (
            args[0],
            int.Parse(args[1], CultureInfo.InvariantCulture),
            new SharedClock(args[2]),
            args[3] == "naive"
        );
        using var node = Node.Build(database, port, connections: 2, clock, naive ? Naive.Configure : null);
        WarmUp(node);
        if (Console.In.ReadLine() != Go)
            return 0;
        _ = Task.Run(() =>
        {
            Console.In.ReadToEnd();
            Environment.Exit(0);
        });
        await StartAsync(node);
        Say("ready " + (naive ? Guid.Empty : node.Services.GetRequiredService<SenderLease>().Id));
        await WorkTable.WorkAsync(database, work => DoAsync(node.Services, work, naive));
        return 0;
    }

    /// <summary>
    /// What costs most of a start and needs no database: done while the one before still lives, or 200 kills would
    /// mean waiting for 200 compilations.
    /// </summary>
    private static void WarmUp(IHost node)
    {
        _ = node.Services.GetServices<IHostedService>().ToList();
        using var scope = node.Services.CreateScope();
        _ = scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.Where(o => o.Id == Guid.Empty).ToQueryString();
    }

    /// <summary>The database may be away at this moment: then this ends, and whoever watches over processes starts it again.</summary>
    private static async Task StartAsync(IHost node)
    {
        try
        {
            await node.Services.GetRequiredService<LinkTokens>().LoadAsync(CancellationToken.None);
            await node.StartAsync();
        }
        catch (Exception e) when (WorkTable.IsOutage(e))
        {
            await Console.Error.WriteLineAsync("Not started, the database is away: " + e.Message);
            Environment.Exit(NoDatabase);
        }
    }

    /// <summary>Any of it may be done a second time, after a kill between its commit and the mark in the table.</summary>
    private static async Task DoAsync(IServiceProvider services, Work work, bool naive)
    {
        await using var scope = services.CreateAsyncScope();
        Say(work.Kind);
        var isAgain = false;
        if (work.Kind == Work.Close)
            await scope.ServiceProvider.GetRequiredService<Digests>().CloseWindowsAsync(CancellationToken.None);
        else if (Work.IsOfEnquiries(work.Kind))
            isAgain = await EnquiryWork.DoAsync(scope.ServiceProvider, work);
        else if (naive)
            await Naive.PublishAsync(scope.ServiceProvider, work.Subject!.Value);
        else
            await PublishAsync(scope.ServiceProvider, work.Subject!.Value);
        Say(isAgain ? Again : Done);
        await Task.Delay(Unmarked);
    }

    private static async Task PublishAsync(IServiceProvider services, Guid id)
    {
        var opportunity = await services.GetRequiredService<MatchmakingDb>().Opportunities.SingleAsync(o => o.Id == id);
        opportunity.Status = PublicationStatus.Published;
        opportunity.PublishedAt ??= services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<MatchRun>().SaveAsync(opportunity, CancellationToken.None);
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
