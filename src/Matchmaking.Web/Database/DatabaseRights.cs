using Npgsql;

namespace Matchmaking.Web.Database;

/// <summary>
/// What the application's role may do, and nothing beside it: it uses the schemas and their sequences, changes no table, and has rights to
/// the rows of each table. What was granted earlier and is not listed here is taken back by the next set-up.
/// </summary>
public static class DatabaseRights
{
    /// <summary>To a table that is not listed. Never TRUNCATE, REFERENCES or TRIGGER.</summary>
    public const string Usual = "SELECT, INSERT, UPDATE, DELETE";

    private const string Read = "SELECT",
        Append = "SELECT, INSERT",
        Change = "SELECT, UPDATE",
        Keep = "SELECT, INSERT, UPDATE",
        AppendAndRemove = "SELECT, INSERT, DELETE";

    /// <summary>The tables to which the application has fewer rights than <see cref="Usual"/>, by <c>schema.table</c>.</summary>
    public static IReadOnlyDictionary<string, string> Fewer { get; } =
        new Dictionary<string, string>
        {
            // Written by the set-up alone.
            ["public.__EFMigrationsHistory"] = Read,
            ["public.roles"] = Read,
            ["public.link_keys"] = Read,
            ["public.mail_providers"] = Change,
            ["public.track_record_version"] = Change,
            [JobTables.Schema + ".schema"] = Read,
            // Tables of ASP.NET Core Identity that the product does not use; Identity looks into them.
            ["public.role_claims"] = Read,
            ["public.person_claims"] = Read,
            ["public.person_logins"] = Read,
            ["public.person_tokens"] = Read,
            // Records of what was: nobody rewrites them. They go with the person or the listing, by the foreign key.
            ["public.alert_consents"] = Append,
            ["public.opportunity_events"] = Append,
            ["public.enquiry_events"] = Append,
            ["public.opportunity_versions"] = Append,
            ["public.data_protection_keys"] = Append,
            ["public.matching_deletions"] = Append,
            ["public.progress_events"] = Append,
            ["public.starter_rows"] = Append,
            ["public.mail_events"] = AppendAndRemove,
            ["public.spent_stamps"] = AppendAndRemove,
            ["public.sessions"] = AppendAndRemove,
            ["public.person_roles"] = AppendAndRemove,
            // Archived, lifted, split or outdated, never removed.
            ["public.mandates"] = Keep,
            ["public.opportunities"] = Keep,
            ["public.opportunity_states"] = Keep,
            ["public.organisation_merges"] = Keep,
            ["public.mail_domains"] = Keep,
            ["public.mail_stops"] = Keep,
            ["public.mail_suppressions"] = Keep,
            ["public.mailbox_positions"] = Keep,
            ["public.queue_runs"] = Keep,
            ["public.answer_months"] = Keep,
        };

    private const string SchemasSql = $"'public', '{JobTables.Schema}'";

    /// <summary>
    /// Grants the application's role what is listed and revokes everything else, all at once: a running application notices nothing.
    /// </summary>
    /// <param name="owner">An open session of the owner.</param>
    /// <param name="role">The application's role; another one than the owner.</param>
    /// <param name="cancel">Ends it early, with nothing changed.</param>
    internal static async Task GrantAsync(NpgsqlConnection owner, string role, CancellationToken cancel)
    {
        using var quote = new NpgsqlCommandBuilder();
        var (to, database) = (quote.QuoteIdentifier(role), quote.QuoteIdentifier(owner.Database));
        List<string> statements =
        [
            $"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
            $"REVOKE ALL ON DATABASE {database} FROM {to}",
            $"GRANT CONNECT ON DATABASE {database} TO {to}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            $"REVOKE ALL ON SCHEMA public, {JobTables.Schema} FROM {to}",
            $"GRANT USAGE ON SCHEMA public, {JobTables.Schema} TO {to}",
        ];
        await using var transaction = await owner.BeginTransactionAsync(cancel);
        foreach (var (schema, name, isSequence) in await ReadRelationsAsync(owner, cancel))
        {
            var (kind, full) = (isSequence ? "SEQUENCE" : "TABLE", $"{quote.QuoteIdentifier(schema)}.{quote.QuoteIdentifier(name)}");
            statements.Add($"REVOKE ALL ON {kind} {full} FROM PUBLIC, {to}");
            var rights = isSequence ? "USAGE, SELECT" : Fewer.GetValueOrDefault($"{schema}.{name}", Usual);
            statements.Add($"GRANT {rights} ON {kind} {full} TO {to}");
        }
        await using var command = new NpgsqlCommand(string.Join(";\n", statements), owner, transaction);
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>
    /// What the application's role may do beyond that, by its own attributes or by roles it is a member of, each in a few words.
    /// </summary>
    /// <param name="owner">An open session of the owner.</param>
    /// <param name="role">The application's role.</param>
    internal static async Task<IReadOnlyList<string>> FindExcessAsync(NpgsqlConnection owner, string role, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT unnest(array_remove(ARRAY[
                CASE WHEN rolsuper THEN 'is a superuser' END,
                CASE WHEN rolcreatedb THEN 'may create databases' END,
                CASE WHEN rolcreaterole THEN 'may create roles' END,
                CASE WHEN pg_has_role(rolname, current_user, 'MEMBER') THEN 'is a member of the owner''s role' END,
                CASE WHEN has_database_privilege(rolname, current_database(), 'CREATE') THEN 'may create schemas' END,
                CASE WHEN has_database_privilege(rolname, current_database(), 'TEMPORARY') THEN 'may create temporary tables' END,
                CASE WHEN has_schema_privilege(rolname, 'public', 'CREATE') THEN 'may create tables' END,
                CASE WHEN EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text IN ({SchemasSql})
                    AND has_table_privilege(rolname, oid, 'TRUNCATE')) THEN 'may empty tables' END], NULL))
            FROM pg_roles WHERE rolname = $1
            """,
            owner
        )
        {
            Parameters = { new() { Value = role } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<string> found = [];
        while (await row.ReadAsync(cancel))
            found.Add(row.GetString(0));
        return found;
    }

    private static async Task<List<(string Schema, string Name, bool IsSequence)>> ReadRelationsAsync(
        NpgsqlConnection owner,
        CancellationToken cancel
    )
    {
        // What belongs to somebody else (an extension, say) is not ours to grant.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT relnamespace::regnamespace::text, relname, relkind = 'S' FROM pg_class
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND relnamespace::regnamespace::text IN ({SchemasSql})
                AND pg_has_role(relowner, 'USAGE')
            ORDER BY 1, 2
            """,
            owner
        );
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(string, string, bool)> found = [];
        while (await row.ReadAsync(cancel))
            found.Add((row.GetString(0), row.GetString(1), row.GetBoolean(2)));
        return found;
    }
}
