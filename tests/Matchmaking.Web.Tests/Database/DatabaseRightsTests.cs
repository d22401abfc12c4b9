using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Tests.Database;

/// <summary>What the role may do as which every test runs the whole site.</summary>
public sealed class DatabaseRightsTests(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private static readonly string[] Every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];

    /// <summary>The rights to the database itself are no part of a copied template.</summary>
    public async ValueTask InitializeAsync() => Assert.Equal(new(null), await SetUpAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("CREATE TABLE stolen (id int)")]
    [InlineData("CREATE TABLE hangfire.stolen (id int)")]
    [InlineData("CREATE TEMP TABLE stolen (id int)")]
    [InlineData("CREATE SCHEMA stolen")]
    [InlineData("CREATE FUNCTION stolen() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE EXTENSION pg_trgm")]
    [InlineData("CREATE ROLE stolen")]
    [InlineData("CREATE DATABASE stolen")]
    [InlineData("CREATE TRIGGER stolen BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION number_matching_change()")]
    [InlineData("ALTER TABLE people ADD COLUMN stolen int")]
    [InlineData("ALTER TABLE mandates DISABLE TRIGGER ALL")]
    [InlineData("ALTER SEQUENCE matching_change_numbers RESTART")]
    [InlineData("SELECT setval('matching_change_numbers', 1)")]
    [InlineData("DROP TABLE alert_consents")]
    [InlineData("DROP SCHEMA hangfire CASCADE")]
    [InlineData("DROP FUNCTION lock_matching() CASCADE")]
    [InlineData("TRUNCATE people CASCADE")]
    [InlineData("TRUNCATE hangfire.job CASCADE")]
    [InlineData("SET ROLE matchmaking")]
    [InlineData("SET session_replication_role = replica")]
    [InlineData("COPY people TO PROGRAM 'cat'")]
    [InlineData("SELECT pg_read_file('postgresql.conf')")]
    public async Task What_is_not_about_rows_is_refused(string statement) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await TryAsync(statement));

    [Theory]
    [InlineData("INSERT INTO roles (id, name) VALUES (gen_random_uuid(), 'emperor')")]
    [InlineData("UPDATE roles SET normalized_name = 'ADMINISTRATOR' WHERE normalized_name = 'INVESTOR'")]
    [InlineData("INSERT INTO link_keys (number, secret, created_at) VALUES (2, 'known', now())")]
    [InlineData("UPDATE link_keys SET secret = 'known'")]
    [InlineData("DELETE FROM data_protection_keys")]
    [InlineData("UPDATE alert_consents SET given = true")]
    [InlineData("DELETE FROM alert_consents")]
    [InlineData("UPDATE mail_events SET at = now()")]
    [InlineData("DELETE FROM mail_suppressions")]
    [InlineData("DELETE FROM opportunities")]
    [InlineData("DELETE FROM mandates")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\"")]
    public async Task Records_and_keys_cannot_be_rewritten(string statement) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await TryAsync(statement));

    [Fact]
    public async Task Each_table_may_be_used_as_the_list_says_and_every_other_one_as_usual()
    {
        var tables = await TablesAsync();
        foreach (var (table, held) in tables)
            Assert.Equal((table, DatabaseRights.Fewer.GetValueOrDefault(table, DatabaseRights.Usual)), (table, string.Join(", ", held)));
        Assert.Empty(DatabaseRights.Fewer.Keys.Except(tables.Select(table => table.Name)));
    }

    [Fact]
    public async Task What_the_list_leaves_out_is_refused()
    {
        foreach (var (table, rights) in DatabaseRights.Fewer)
        {
            var (quoted, column) = ('"' + table.Replace(".", "\".\"", StringComparison.Ordinal) + '"', await ColumnAsync(table));
            foreach (
                var (right, statement) in new[]
                {
                    ("INSERT", $"INSERT INTO {quoted} SELECT * FROM {quoted} WHERE false"),
                    ("DELETE", $"DELETE FROM {quoted} WHERE false"),
                    ("UPDATE", $"UPDATE {quoted} SET \"{column}\" = \"{column}\" WHERE false"),
                }
            )
                if (!rights.Contains(right, StringComparison.Ordinal))
                    Assert.Equal((statement, PostgresErrorCodes.InsufficientPrivilege), (statement, await TryAsync(statement)));
        }
    }

    [Fact]
    public async Task What_was_granted_earlier_and_is_not_listed_is_taken_back()
    {
        string[] statements =
        [
            "DELETE FROM roles WHERE false",
            "UPDATE roles SET name = name WHERE false",
            "TRUNCATE spent_stamps",
            "CREATE TABLE earlier (id int)",
            "SELECT setval('matching_change_numbers', 1000000)",
        ];
        await using (var owner = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database)))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            var role = new NpgsqlConnectionStringBuilder(site.Database).Username;
            await using var grant = new NpgsqlCommand(
                $"""
                GRANT DELETE ON roles TO PUBLIC; GRANT UPDATE (name) ON roles TO {role}; GRANT TRUNCATE ON spent_stamps TO {role};
                GRANT CREATE ON SCHEMA public TO PUBLIC; GRANT ALL ON SEQUENCE matching_change_numbers TO {role}
                """,
                owner
            );
            await grant.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        foreach (var statement in statements)
            Assert.Null(await TryAsync(statement));

        Assert.Equal(new(null), await SetUpAsync());

        foreach (var statement in statements)
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await TryAsync(statement));
    }

    private async Task<DatabaseSetup.Outcome> SetUpAsync() =>
        await DatabaseSetup.RunAsync(await TestDatabases.OwnerOfAsync(site.Database), site.Database, TestContext.Current.CancellationToken);

    /// <summary>Runs a statement as the application, and undoes it. The state of its error; null when there was none.</summary>
    private async Task<string?> TryAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(site.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // CREATE DATABASE stands in no transaction.
        await using var transaction = statement.StartsWith("CREATE DATABASE", StringComparison.Ordinal)
            ? null
            : await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        try
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private async Task<List<(string Name, string[] Held)>> TablesAsync()
    {
        await using var connection = new NpgsqlConnection(site.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT relnamespace::regnamespace::text || '.' || relname,
                ARRAY(SELECT privilege FROM unnest($1) WITH ORDINALITY AS known(privilege, n)
                    WHERE has_table_privilege(pg_class.oid, privilege) ORDER BY n)
            FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text IN ('public', 'hangfire')
            """,
            connection
        )
        {
            Parameters = { new() { Value = Every } },
        };
        await using var row = await command.ExecuteReaderAsync();
        List<(string, string[])> found = [];
        while (await row.ReadAsync())
            found.Add((row.GetString(0), row.GetFieldValue<string[]>(1)));
        return found;
    }

    private async Task<string> ColumnAsync(string table)
    {
        await using var connection = new NpgsqlConnection(site.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = '' ORDER BY attnum DESC
                LIMIT 1
            """,
            connection
        )
        {
            Parameters = { new() { Value = '"' + table.Replace(".", "\".\"", StringComparison.Ordinal) + '"' } },
        };
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
