using Hangfire.PostgreSql;
using Npgsql;

namespace Matchmaking.Web.Database;

/// <summary>The tables of the job server. Only the owner of the database makes them.</summary>
internal static class JobTables
{
    /// <summary>Where the job server keeps its tables.</summary>
    public const string Schema = "hangfire";

    /// <summary>Their version that this build works with: the number of the package's last script.</summary>
    public const int Version = 23;

    /// <summary>Makes what is missing of them. Done twice it changes nothing.</summary>
    /// <param name="owner">An open session of the owner.</param>
    public static void Install(NpgsqlConnection owner) => PostgreSqlObjectsInstaller.Install(owner, Schema);

    /// <summary>Whether they are there, as this build needs them, for the role of the session.</summary>
    /// <param name="connection">An open session.</param>
    public static async Task<bool> AreThereAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand($"SELECT version FROM {Schema}.schema", connection);
            return await command.ExecuteScalarAsync(cancel) is int version && version >= Version;
        }
        catch (PostgresException e) when (AreMissing(e))
        {
            return false;
        }
    }

    /// <summary>Whether an error says that they were dropped, or made anew without rights for the application.</summary>
    public static bool AreMissing(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege;
}
