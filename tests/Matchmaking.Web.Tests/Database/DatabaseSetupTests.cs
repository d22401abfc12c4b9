using System.Diagnostics;
using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Tests.Database;

/// <summary>Preparing a database as its owner, and what the application says of one that was not prepared.</summary>
public sealed class DatabaseSetupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_without_the_owners_role_says_what_to_run_and_the_command_does_it_as_often_as_one_likes()
    {
        var database = await TestDatabases.NewEmptyAsync();
        var (code, _, error) = await RunAsync(database, null);
        Assert.Equal(1, code);
        Assert.Matches(
            $@"^Refusing to start: the database lacks \d+ migrations, the first of them \w+\. Run: {DatabaseSetup.Command}\s$",
            error
        );

        // As the compose file does it: of the application's role only the name is known.
        var nameOnly = new NpgsqlConnectionStringBuilder(database) { Password = null }.ConnectionString;
        var owner = await TestDatabases.OwnerOfAsync(database);
        var (done, said, complaint) = await RunAsync(nameOnly, owner, "admin", "migrate");
        Assert.Equal((0, "The database is prepared.", ""), (done, said.Trim(), complaint));

        // Once more, without a process of its own, which takes a test's longest time.
        Assert.Equal(new(null), await DatabaseSetup.RunAsync(owner, nameOnly, Cancel));
        Assert.Null(await DatabaseSetup.ComplainAsync(database, Cancel));
        await TestDatabases.DropAsync(database);
    }

    [Fact]
    public async Task Two_at_once_wait_for_one_another()
    {
        var database = await TestDatabases.NewEmptyAsync();
        var owner = await TestDatabases.OwnerOfAsync(database);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => DatabaseSetup.RunAsync(owner, database, Cancel), Cancel))
        );

        Assert.All(outcomes, outcome => Assert.Equal(new(null), outcome));
        Assert.Null(await DatabaseSetup.ComplainAsync(database, Cancel));
        Assert.Equal((3L, 1L), (await CountAsync(owner, "roles"), await CountAsync(owner, "link_keys")));
        await TestDatabases.DropAsync(database);
    }

    [Fact]
    public async Task One_role_for_both_works_and_is_told_when_a_migration_the_tables_of_the_job_server_or_rights_are_missing()
    {
        var database = await TestDatabases.NewEmptyAsync();
        var owner = await TestDatabases.OwnerOfAsync(database);
        Assert.Equal(new(null), await DatabaseSetup.RunAsync(owner, owner, Cancel));
        Assert.Null(await DatabaseSetup.ComplainAsync(owner, Cancel));
        // Nobody has given another role its rights.
        Assert.Contains("has not been given its rights", await DatabaseSetup.ComplainAsync(database, Cancel), StringComparison.Ordinal);

        await ExecuteAsync(owner, "UPDATE hangfire.schema SET version = version - 1");
        Assert.Contains("tables of the job server", await DatabaseSetup.ComplainAsync(owner, Cancel), StringComparison.Ordinal);
        Assert.Equal(new(null), await DatabaseSetup.RunAsync(owner, owner, Cancel));
        Assert.Equal(JobTables.Version, (int)(await ScalarAsync(owner, "SELECT version FROM hangfire.schema"))!);

        await ExecuteAsync(owner, "DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id LIKE '%_Queues'");
        var complaint = await DatabaseSetup.ComplainAsync(owner, Cancel);
        Assert.Contains("lacks 1 migrations, the first of them 20261129011614_Queues", complaint, StringComparison.Ordinal);
        await TestDatabases.DropAsync(owner);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_one_that_may_too_much_are_named()
    {
        var database = await TestDatabases.NewAsync();
        var owner = await TestDatabases.OwnerOfAsync(database);
        string As(string role) => new NpgsqlConnectionStringBuilder(database) { Username = role }.ConnectionString;

        Assert.EndsWith(
            "does not exist. As an administrator of PostgreSQL: CREATE ROLE \"no \"\"body\" LOGIN PASSWORD '…';",
            (await DatabaseSetup.RunAsync(owner, As("no \"body"), Cancel)).Refusal,
            StringComparison.Ordinal
        );

        await ExecuteAsync(owner, "CREATE ROLE mighty SUPERUSER LOGIN PASSWORD 'x'");
        try
        {
            var warning = (await DatabaseSetup.RunAsync(owner, As("mighty"), Cancel)).Warning;
            Assert.StartsWith("The application's role mighty is a superuser,", warning, StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync(owner, "DROP OWNED BY mighty; DROP ROLE mighty");
            await TestDatabases.DropAsync(database);
        }
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_in_one_line()
    {
        const string nowhere = "Host=127.0.0.1;Port=1;Username=";
        var (code, output, error) = await RunAsync(nowhere + "app", nowhere + "owner", "admin", "migrate");
        Assert.Equal((1, ""), (code, output));
        Assert.Matches(@"^The database cannot be prepared by its owner: [^\n]+\n$", error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string database, string? owner, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__Matchmaking"] = database;
        if (owner is not null)
            start.Environment["ConnectionStrings__Owner"] = owner;
        // What the command does not need.
        if (arguments.Length == 0)
            foreach (
                var (name, value) in new[]
                {
                    ("Mail__Smtp__Host", "localhost"),
                    ("Mail__Sender__Address", "desk@example.org"),
                    ("Site__BaseUrl", "https://invest.example.org/"),
                }
            )
                start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output, await error);
    }

    private static async Task<long> CountAsync(string database, string table) =>
        (long)(await ScalarAsync(database, "SELECT count(*) FROM " + table))!;

    private static Task ExecuteAsync(string database, string statement) => ScalarAsync(database, statement);

    private static async Task<object?> ScalarAsync(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
