using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Features.Matches.Indexes;

/// <summary>
/// The order of all changes that matching sees: of published opportunities and of mandates outside the archive, in the columns that are
/// read. Triggers, so that no writer can forget it, make such a change hold one lock until it commits and give it the next number under
/// that lock. So numbers become visible in their own order: whoever has read everything up to a number has missed nothing below it.
/// Without the lock, a transaction that took a number early and committed late would be skipped by all who had already read past it.
/// A trigger takes the lock when its row is already locked, so whoever changes several rows, or one that a run may change, takes it
/// first (<see cref="LockSql"/>); the product always does.
/// </summary>
public static class ChangeOrder
{
    /// <summary>The channel on which a commit hints that there is something to read.</summary>
    public const string Channel = "matching_changes";

    /// <summary>
    /// Takes the lock, which the transaction then holds to its end. Taking it twice does no harm. A run looks up rows by their keys, and
    /// what it looks up is in memory: with the server's usual price of a random page, a thousand keys would be sought by reading the whole table.
    /// Nor does it wait for helpers to start.
    /// </summary>
    public const string LockSql = "SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0; SELECT lock_matching()";

    private static readonly string[] Tables = ["mandates", "opportunities"];

    internal static void IsNumberedByTheDatabase(this PropertyBuilder<long> number)
    {
        number.HasDefaultValue(0L).ValueGeneratedOnAddOrUpdate();
        number.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        number.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }

    /// <summary>For the migration that adds the columns: the lock, the numbers and the hint.</summary>
    internal static void CreateTriggers(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE SEQUENCE matching_change_numbers;
            CREATE TABLE matching_deletions (change_number bigint PRIMARY KEY, table_name text NOT NULL, id uuid NOT NULL);
            CREATE FUNCTION lock_matching() RETURNS void LANGUAGE sql AS
              $$ SELECT pg_advisory_xact_lock(hashtext('matchmaking.match-run')) $$;
            CREATE FUNCTION lock_matching_first() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM lock_matching(); RETURN NULL; END $$;
            CREATE FUNCTION number_matching_change() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN NEW.change_number := nextval('matching_change_numbers'); RETURN NEW; END $$;
            CREATE FUNCTION remember_matching_deletion() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO matching_deletions VALUES (nextval('matching_change_numbers'), TG_TABLE_NAME, OLD.id); RETURN NULL; END $$;
            CREATE FUNCTION hint_matching_change() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_notify('matching_changes', TG_TABLE_NAME); RETURN NULL; END $$;
            """);
        foreach (var table in Tables)
            migration.Sql($"""
                CREATE TRIGGER {table}_lock_first BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION lock_matching_first();
                CREATE TRIGGER {table}_number BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION number_matching_change();
                CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION remember_matching_deletion();
                CREATE TRIGGER {table}_hint AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION hint_matching_change();
                UPDATE {table} SET change_number = 0;
                """);
    }

    /// <summary>Undoes <see cref="CreateTriggers"/>.</summary>
    internal static void DropTriggers(MigrationBuilder migration)
    {
        foreach (var table in Tables)
            migration.Sql($"""
                DROP TRIGGER {table}_lock_first ON {table};
                DROP TRIGGER {table}_number ON {table};
                DROP TRIGGER {table}_deleted ON {table};
                DROP TRIGGER {table}_hint ON {table};
                """);
        migration.Sql("""
            DROP FUNCTION hint_matching_change(), remember_matching_deletion(), number_matching_change(), lock_matching_first(), lock_matching();
            DROP SEQUENCE matching_change_numbers;
            DROP TABLE matching_deletions;
            """);
    }
}
