using Npgsql;

namespace Matchmaking.Web.Database.PrivatePostgres;

/// <summary>How the server is connected to, and the database in it.</summary>
internal static class ServerConnection
{
    public const string Superuser = "matchmaking";

    public static string Text(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = ServerSettings.Address,
        Port = port,
        Username = Superuser,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        // Should another program have got hold of the port, it is not told the password.
        RequireAuth = "ScramSHA256",
    }.ConnectionString;

    public static async Task EnsureDatabaseAsync(int port, string password, string database, CancellationToken ct)
    {
        // Not pooled: an idle connection to this database would only stand in the way of administration.
        var text = new NpgsqlConnectionStringBuilder(Text(port, password, "postgres")) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = database } },
        };
        if (await exists.ExecuteScalarAsync(ct) is not null)
        {
            return;
        }

        var name = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        // template0, for template1 may have been changed by the developer.
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", connection);
        await create.ExecuteNonQueryAsync(ct);
    }
}
