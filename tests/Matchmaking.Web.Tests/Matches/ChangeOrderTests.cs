using Matchmaking.Web.Features.Opportunities;
using Npgsql;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>Which changes take the lock of matching and a number under it.</summary>
public sealed class ChangeOrderTests(QuietSite site) : IClassFixture<QuietSite>
{
    [Theory]
    [InlineData(
        "opportunities",
        "status = 'Draft'",
        "return_reason contact_id sources slug search_words "
            + "submitted_by_id promoter_organisation_id is_sample confirmed_on confirmed_by created_at updated_at"
    )]
    [InlineData("mandates", "archived_at = now()", "name created_at updated_at")]
    public async Task A_change_is_numbered_exactly_where_matching_or_the_public_list_reads_the_row_and_the_column(
        string table,
        string hidden,
        string unread
    )
    {
        var (mandate, opportunity) = (await site.AddMandateAsync(await site.People.InvestorAsync()), await site.PublishAsync());
        // Another value for what points to a person or an organisation.
        await site.People.InvestorAsync();
        var id = table == "mandates" ? mandate.Id : opportunity.Id;
        await using var owner = await BeginAsync("SELECT 1");
        var columns = (await ColumnsAsync(owner, table)).Where(column => column.Name is not ("id" or "change_number")).ToList();

        var numbered = new List<string>();
        foreach (var column in columns)
            if (await IsNumberedAsync(owner, table, id, $"{column.Name} = {OtherValue(table, column)}"))
                numbered.Add(column.Name);
        Assert.Equal(columns.Select(column => column.Name).Except(unread.Split(' ')).Order(), numbered.Order());

        Assert.True(await IsNumberedAsync(owner, table, id, hidden));
        await ExecuteAsync(owner, $"UPDATE {table} SET {hidden} WHERE id = '{id}'");
        foreach (var column in columns.Where(column => column.Name is not ("status" or "archived_at")))
            Assert.False(await IsNumberedAsync(owner, table, id, $"{column.Name} = {OtherValue(table, column)}"), column.Name);
    }

    [Theory]
    [InlineData("opportunities")]
    [InlineData("mandates")]
    public async Task What_is_deleted_is_remembered_where_copies_may_have_it(string table)
    {
        var investor = await site.People.InvestorAsync();
        var (seen, unseen) =
            table == "mandates"
                ? ((await site.AddMandateAsync(investor)).Id, (await site.AddMandateAsync(investor, m => m.ArchivedAt = m.CreatedAt)).Id)
                : (
                    (await site.PublishAsync()).Id,
                    (await site.PublishAsync(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null))).Id
                );
        await using var owner = await BeginAsync($"DELETE FROM {table} WHERE id IN ('{seen}', '{unseen}')");

        Assert.Equal(
            seen,
            await ScalarAsync(owner, $"SELECT id FROM matching_deletions WHERE table_name = '{table}' AND id IN ('{seen}', '{unseen}')")
        );
    }

    private static string OtherValue(string table, (string Name, string Type) column) =>
        (column.Name, column.Type) switch
        {
            ("status", _) => "'Withdrawn'",
            ("availability", _) => "'OnHold'",
            ("frequency", _) => "'Weekly'",
            ("currency", _) => "'AZN'",
            ("owner_id" or "contact_id", _) => $"(SELECT id FROM people WHERE id IS DISTINCT FROM {table}.{column.Name} LIMIT 1)",
            (_, "uuid") => $"(SELECT id FROM organisations WHERE id IS DISTINCT FROM {table}.{column.Name} LIMIT 1)",
            (_, "ARRAY") => $"{column.Name} || '{{1}}'",
            (_, "boolean") => $"NOT {column.Name}",
            (_, "timestamp with time zone") => $"coalesce({column.Name}, now()) + interval '1 day'",
            (_, "date") => $"coalesce({column.Name}, current_date) + 1",
            (_, "integer" or "numeric") => $"coalesce({column.Name}, 0) + 1",
            _ => $"coalesce({column.Name}, '') || 'x'",
        };

    private static async Task<List<(string Name, string Type)>> ColumnsAsync(NpgsqlConnection owner, string table)
    {
        await using var command = new NpgsqlCommand(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'",
            owner
        );
        command.Parameters.Add(new() { Value = table });
        await using var row = await command.ExecuteReaderAsync();
        var columns = new List<(string, string)>();
        while (await row.ReadAsync())
            columns.Add((row.GetString(0), row.GetString(1)));
        return columns;
    }

    /// <summary>Whether a change of one row gives it a number; the change is taken back.</summary>
    private static async Task<bool> IsNumberedAsync(NpgsqlConnection owner, string table, Guid id, string change)
    {
        var number = $"SELECT change_number FROM {table} WHERE id = '{id}'";
        var before = await ScalarAsync(owner, number);
        await ExecuteAsync(owner, $"SAVEPOINT change; UPDATE {table} SET {change} WHERE id = '{id}'");
        var after = await ScalarAsync(owner, number);
        await ExecuteAsync(owner, "ROLLBACK TO change");
        return !Equals(before, after);
    }

    /// <summary>A transaction of the owner that has done this; it is taken back.</summary>
    private async Task<NpgsqlConnection> BeginAsync(string statement)
    {
        var session = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database));
        await session.OpenAsync();
        await ExecuteAsync(session, "BEGIN; " + statement);
        return session;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string statements)
    {
        await using var command = new NpgsqlCommand(statements, session);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection session, string question)
    {
        await using var command = new NpgsqlCommand(question, session);
        return await command.ExecuteScalarAsync();
    }
}
