using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Database;

/// <summary>
/// The one place that changes tables and rights, as the role that owns the database: migrations, the tables of the job server, the rows
/// that nobody else writes, and what the application's role may do. Done twice it changes nothing, and two at once wait for one another.
/// </summary>
public static class DatabaseSetup
{
    /// <summary>What to run where something is missing.</summary>
    public const string Command = "dotnet Matchmaking.Web.dll admin migrate";

    /// <summary>How it went.</summary>
    /// <param name="Refusal">Why nothing could be done; null when it was.</param>
    /// <param name="Warning">What should be otherwise, although it was done; null when nothing.</param>
    public sealed record Outcome(string? Refusal, string? Warning = null);

    /// <summary>Brings the database to what this build needs.</summary>
    /// <param name="owner">Connection string of the owner.</param>
    /// <param name="application">
    /// That of the application; only its role is looked at. Where it is the owner's, no rights are granted.
    /// </param>
    public static async Task<Outcome> RunAsync(string owner, string application, CancellationToken cancel)
    {
        // No session of the owner outlives this.
        var unpooled = new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString;
        await using var session = new NpgsqlConnection(unpooled);
        try
        {
            await session.OpenAsync(cancel);
            var self = (string)(await ScalarAsync(session, "SELECT current_user::text", null, cancel))!;
            var role = new NpgsqlConnectionStringBuilder(application).Username ?? self;
            if (await ScalarAsync(session, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancel) is null)
                return new(
                    "The application's role does not exist. As an administrator of PostgreSQL: "
                        + $"CREATE ROLE {Quoted(role)} LOGIN PASSWORD '…';"
                );
            // Ends with the session.
            await ScalarAsync(session, "SELECT pg_advisory_lock(hashtext('matchmaking.setup'))", null, cancel);
            await using (var db = Open(unpooled))
                await db.Database.MigrateAsync(cancel);
            JobTables.Install(session);
            if (!await JobTables.AreThereAsync(session, cancel))
                return new("The tables of the job server could not be made; the owner's role needs CREATE on the database.");
            await SeedAsync(session, cancel);
            if (role == self)
                return new(null);
            await DatabaseRights.GrantAsync(session, role, cancel);
            var excess = await DatabaseRights.FindExcessAsync(session, role, cancel);
            return new(null, excess.Count == 0 ? null : $"The application's role {role} {string.Join(", ", excess)}, which it should not.");
        }
        catch (NpgsqlException e)
            when (session.State != System.Data.ConnectionState.Open
                || e is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
            )
        {
            return new("The database cannot be prepared by its owner: " + e.Message);
        }
    }

    /// <summary>What keeps the application from starting, in one line; null when nothing does. Changes nothing.</summary>
    /// <param name="application">Connection string of the application.</param>
    public static async Task<string?> ComplainAsync(string application, CancellationToken cancel)
    {
        await using var db = Open(application);
        // One session is enough, also where the pool has no second one.
        var session = (NpgsqlConnection)db.Database.GetDbConnection();
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
            return pending.Count > 0
                    ? $"Refusing to start: the database lacks {pending.Count} migrations, the first of them {pending[0]}. Run: {Command}"
                : await JobTables.AreThereAsync(session, cancel) ? null
                : $"Refusing to start: the tables of the job server are missing, outdated or closed to the application. Run: {Command}";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return $"Refusing to start: the application's role has not been given its rights ({e.MessageText}). Run: {Command}";
        }
        catch (NpgsqlException e) when (session.State != System.Data.ConnectionState.Open)
        {
            return "Refusing to start: the database cannot be reached: " + e.Message;
        }
    }

    private static async Task SeedAsync(NpgsqlConnection owner, CancellationToken cancel)
    {
        // A full bucket for each provider; one that is there keeps what it knows.
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO mail_providers (provider, tokens, refilled_at, pauses, needs_desk)
            SELECT provider, 1, 'epoch', 0, false FROM unnest($1) AS known(provider) ON CONFLICT DO NOTHING
            """,
            owner
        )
        {
            Parameters = { new() { Value = MatchmakingDb.ProviderNames } },
        };
        await command.ExecuteNonQueryAsync(cancel);
        await using var roles = new NpgsqlCommand(
            """
            INSERT INTO roles (id, name, normalized_name) SELECT gen_random_uuid(), name, upper(name) FROM unnest($1) AS known(name)
            ON CONFLICT (normalized_name) DO NOTHING
            """,
            owner
        )
        {
            Parameters = { new() { Value = Role.All.ToArray() } },
        };
        await roles.ExecuteNonQueryAsync(cancel);
        // The key that signs links in mails; later ones are added by hand.
        await using var key = new NpgsqlCommand(
            """
            INSERT INTO link_keys (number, secret, created_at) SELECT 1, $1, now() WHERE NOT EXISTS (SELECT FROM link_keys)
            """,
            owner
        )
        {
            Parameters = { new() { Value = RandomNumberGenerator.GetBytes(32) } },
        };
        await key.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The tables as whoever the connection string names, outside of a running application.</summary>
    public static MatchmakingDb Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<MatchmakingDb>();
        DatabaseServices.Configure(options, connectionString);
        return new(options.Options);
    }

    private static string Quoted(string name)
    {
        using var quote = new NpgsqlCommandBuilder();
        return quote.QuoteIdentifier(name);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection session, string question, string? parameter, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, session) { CommandTimeout = 0 };
        if (parameter is not null)
            command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync(cancel);
    }
}
