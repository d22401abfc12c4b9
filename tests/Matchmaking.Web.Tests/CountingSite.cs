using System.Collections.Concurrent;
using System.Data.Common;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.Web.Tests;

/// <summary>A site that counts the SQL statements of its pages.</summary>
public sealed class CountingSite : Site
{
    private readonly Counter _counter = new();

    protected override void Change(IServiceCollection services)
    {
        // Loops and jobs run beside the pages: their statements would be counted with them.
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
        services.ConfigureDbContext<MatchmakingDb>(options => options.AddInterceptors(_counter));
    }

    /// <summary>The statements that opening a page takes, once everything is warm.</summary>
    public async Task<IReadOnlyList<string>> StatementsOfAsync(Visitor visitor, string path)
    {
        Assert.Equal(200, (int)(await visitor.OpenAsync(path)).Status);
        _counter.Statements.Clear();
        await visitor.OpenAsync(path);
        return [.. _counter.Statements];
    }

    /// <summary>The statements that something takes. Nobody else may use the site meanwhile.</summary>
    public async Task<IReadOnlyList<string>> StatementsAsync(Func<Task> what)
    {
        _counter.Statements.Clear();
        await what();
        return [.. _counter.Statements];
    }

    private sealed class Counter : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Statements { get; } = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Statements.Enqueue(command.CommandText);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Statements.Enqueue(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
