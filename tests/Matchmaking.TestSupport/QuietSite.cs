using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Matchmaking.TestSupport;

/// <summary>
/// A site of which nothing runs by itself: no loop, no job, and no ear for what other nodes change. What the database counts is
/// then the work of the request alone, and a copy in memory is as late as it can be.
/// </summary>
public class QuietSite : Site
{
    // A question that the server answers with helpers is a commit of each of them.
    // A session that goes back to the pool is reset by a statement of its own, which the database counts as a
    // commit. One session, to ask it.
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new(
                "ConnectionStrings:Matchmaking",
                Database + ";No Reset On Close=true;Maximum Pool Size=1;Options=-c max_parallel_workers_per_gather=0"
            ),
        ];

    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, NoJobs>();
    }

    /// <summary>How many transactions this database has committed so far. The question itself is one of them.</summary>
    public async Task<long> CommitsAsync()
    {
        // A session hands in its counts when it likes; the only one there is does it now.
        await InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("SELECT pg_stat_force_next_flush()"));
        // Asked from beside it, so that nothing else is added.
        var address = new NpgsqlConnectionStringBuilder(Database);
        var name = address.Database!;
        address.Database = "postgres";
        await using var beside = new NpgsqlConnection(address.ConnectionString);
        await beside.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = $1", beside)
        {
            Parameters = { new() { Value = name } },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The wake-up signal comes after the commit and is a hint only; its own commits are the job server's.</summary>
    public sealed class NoJobs : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
