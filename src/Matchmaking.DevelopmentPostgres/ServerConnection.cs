using Npgsql;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>How the server is connected to, and the database in it.</summary>
internal static class ServerConnection
{
    /// <summary>Owns the cluster and its databases.</summary>
    public const string Superuser = "matchmaking";

    /// <summary>The role of the application: it may sign in and nothing else until it is granted something.</summary>
    public const string Application = "matchmaking_app";

    public static string Text(int port, string password, string database, string role = Superuser) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = ServerSettings.Address,
            Port = port,
            Username = role,
            Password = password,
            Database = database,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            // Should another program have got hold of the port, it is not told the password.
            RequireAuth = "ScramSHA256",
        }.ConnectionString;

    /// <summary>Makes the application's role and the database where they are missing; the password is that of the superuser.</summary>
    public static async Task EnsureDatabaseAsync(int port, string password, string database, CancellationToken ct)
    {
        // Not pooled: an idle connection to this database would only stand in the way of administration.
        var text = new NpgsqlConnectionStringBuilder(Text(port, password, "postgres")) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync(ct);
        if (!await ExistsAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", Application, ct))
        {
            // The password is hexadecimal; a statement of this kind takes no parameters.
            await using var create = new NpgsqlCommand($"CREATE ROLE {Application} LOGIN PASSWORD '{password}'", connection);
            await create.ExecuteNonQueryAsync(ct);
        }

        if (!await ExistsAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", database, ct))
        {
            var name = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            // template0, for template1 may have been changed by the developer.
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string question, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(ct) is not null;
    }
}
