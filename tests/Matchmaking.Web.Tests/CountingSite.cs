using System.Collections.Concurrent;
using System.Data.Common;
using Hangfire;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Matchmaking.Web.Tests;

/// <summary>A site that counts the SQL statements of its pages.</summary>
public sealed class CountingSite : Site
{
    private readonly Counter _counter = new();

    /// <summary>A page that is kept takes none.</summary>
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("PageCache:Megabytes", "0")];

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
        return [.. _counter.Statements.Select(statement => statement.Text)];
    }

    /// <summary>How the database runs the statements of a page.</summary>
    public async Task<IReadOnlyList<string>> PlansOfAsync(Visitor visitor, string path)
    {
        await StatementsOfAsync(visitor, path);
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        var (plans, setting) = (new List<string>(), "");
        foreach (var (text, parameters) in _counter.Statements)
        {
            // Has no plan of its own, and holds for the statement that follows it.
            if (text.StartsWith("SET LOCAL", StringComparison.Ordinal))
            {
                setting = text;
                continue;
            }
            await using var transaction = await connection.BeginTransactionAsync();
            if (setting.Length > 0)
                await new NpgsqlCommand(setting, connection).ExecuteNonQueryAsync();
            setting = "";
            await using var explain = new NpgsqlCommand("EXPLAIN " + text, connection);
            foreach (var parameter in parameters)
                explain.Parameters.Add(parameter.Clone());
            await using var reader = await explain.ExecuteReaderAsync();
            var lines = new List<string> { text };
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(0));
            plans.Add(string.Join('\n', lines));
        }
        return plans;
    }

    /// <summary>The statements that something takes. Nobody else may use the site meanwhile.</summary>
    public async Task<IReadOnlyList<string>> StatementsAsync(Func<Task> what)
    {
        _counter.Statements.Clear();
        await what();
        return [.. _counter.Statements.Select(statement => statement.Text)];
    }

    private sealed class Counter : DbCommandInterceptor
    {
        public ConcurrentQueue<(string Text, NpgsqlParameter[] Parameters)> Statements { get; } = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Add(command);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Add(command);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        private void Add(DbCommand command) =>
            Statements.Enqueue(
                (command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())])
            );
    }
}
