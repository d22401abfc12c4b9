using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// The database sessions of the sending loops. They run a handful of statements over and over, so those are prepared; nothing is set in a
/// session that would have to be reset.
/// </summary>
public sealed class MailDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _prepared,
        _ledger;

    /// <param name="address">Where the database is.</param>
    public MailDatabase(DatabaseAddress address)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            ApplicationName = "mail queue",
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        _prepared = NpgsqlDataSource.Create(settings);
        // Planned once, and always along the keys: to plan these statements takes longer than to run them, and what a plan was made for
        // when the tables were small must not be read from end to end later.
        const string Planning =
            "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";
        settings.Options = $"{settings.Options} {Planning} -c synchronous_commit=off".TrimStart();
        (settings.ApplicationName, settings.Pooling) = ("mail ledger", false);
        _ledger = NpgsqlDataSource.Create(settings);
    }

    /// <summary>A session whose commits are on disk when they return.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel) => _prepared.OpenConnectionAsync(cancel);

    /// <summary>
    /// A session of one's own whose commits everybody sees when they return, but which are lost if the server itself crashes within about
    /// half a second before another session has committed something.
    /// </summary>
    public ValueTask<NpgsqlConnection> OpenLazyAsync(CancellationToken cancel) => _ledger.OpenConnectionAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _prepared.DisposeAsync();
        await _ledger.DisposeAsync();
    }
}
