using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Matches and alert items point at mandates and opportunities without foreign keys. A run writes them by the thousand, from rows that it
/// has read in the same transaction under the lock, so a check of each reference finds nothing and takes half the time of writing
/// them. The other direction is kept by triggers: who deletes a mandate or an opportunity deletes what points at it, once a statement.
/// An alert item keeps the id of its mail when the mail's row is gone: it was told of all the same. Mails and items point at people the same way.
/// </summary>
internal static class RunIntegrity
{
    private static readonly (string Table, string Parent, string Column, string OnDelete)[] Checks =
    [
        ("matches", "mandates", "mandate_id", "CASCADE"),
        ("matches", "opportunities", "opportunity_id", "CASCADE"),
        ("alert_items", "mandates", "mandate_id", "CASCADE"),
        ("alert_items", "opportunities", "opportunity_id", "CASCADE"),
        ("alert_items", "mails", "mail_id", "SET NULL"),
    ];

    private static readonly (string Table, string Column)[] Parents = [("mandates", "mandate_id"), ("opportunities", "opportunity_id")];

    /// <summary>For the migration that gave up the checks.</summary>
    internal static void Create(MigrationBuilder migration)
    {
        foreach (var (table, parent, column, _) in Checks)
            migration.Sql($"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_{parent}_{column};");
        foreach (var (table, column) in Parents)
            migration.Sql($"""
                CREATE FUNCTION delete_what_pointed_at_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  DELETE FROM matches USING gone WHERE matches.{column} = gone.id;
                  DELETE FROM alert_items USING gone WHERE alert_items.{column} = gone.id;
                  RETURN NULL;
                END $$;
                CREATE TRIGGER {table}_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION delete_what_pointed_at_{table}();
                """);
    }

    /// <summary>
    /// For the migration that gave up the checks of people too: a publication checked each of ten thousand owners twice. Who erases a person
    /// erases what pointed at it, once a statement.
    /// </summary>
    internal static void CreateForPeople(MigrationBuilder migration) => migration.Sql("""
        ALTER TABLE mails DROP CONSTRAINT fk_mails_users_person_id;
        ALTER TABLE alert_items DROP CONSTRAINT fk_alert_items_users_person_id;
        CREATE FUNCTION delete_what_pointed_at_people() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM alert_items USING gone WHERE alert_items.person_id = gone.id;
          DELETE FROM mails USING gone WHERE mails.person_id = gone.id;
          RETURN NULL;
        END $$;
        CREATE TRIGGER people_gone AFTER DELETE ON people REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION delete_what_pointed_at_people();
        """);

    /// <summary>Undoes <see cref="CreateForPeople"/>.</summary>
    internal static void DropForPeople(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER people_gone ON people;
        DROP FUNCTION delete_what_pointed_at_people();
        ALTER TABLE mails ADD CONSTRAINT fk_mails_users_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE;
        ALTER TABLE alert_items ADD CONSTRAINT fk_alert_items_users_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE;
        """);

    /// <summary>Undoes <see cref="Create"/>.</summary>
    internal static void Drop(MigrationBuilder migration)
    {
        foreach (var (table, _) in Parents)
            migration.Sql($"DROP TRIGGER {table}_gone ON {table}; DROP FUNCTION delete_what_pointed_at_{table}();");
        foreach (var (table, parent, column, onDelete) in Checks)
            migration.Sql($"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{parent}_{column} FOREIGN KEY ({column}) REFERENCES {parent} (id) ON DELETE {onDelete};");
    }
}
