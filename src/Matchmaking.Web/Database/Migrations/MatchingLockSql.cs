using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Database.Migrations;

/// <summary>
/// What the migration <see cref="MatchingLock"/> does: the triggers that lock and number changes fire for a row, and only where the
/// change is one that matching or the public list sees.
/// </summary>
internal static class MatchingLockSql
{
    private static readonly string[] OpportunityColumns =
    [
        "status", "availability", "valid_until", "published_at", "material_version", "sector", "subsector", "more_sectors", "places", "deal_types",
        "amount_from", "amount_to", "currency", "technical_stage", "legal_stage", "title_zh", "title_az", "title_en",
        "summary_zh", "summary_az", "summary_en", "description_zh", "description_az", "description_en",
    ];

    private static readonly string[] SearchColumns = ["promoter_zh", "promoter_az", "promoter_en", "zone"];

    private static readonly string[] NeedColumns = ["needs_megawatts", "needs_hectares", "needs_rail"];

    private static readonly string[] MandateColumns =
    [
        "archived_at", "organisation_id", "owner_id", "sectors", "places", "deal_types", "ticket_from", "ticket_to", "currency",
        "technical_stages", "legal_stages", "excluded_words", "frequency", "paused_at",
    ];

    public static void Create(MigrationBuilder migration)
    {
        DropTriggers(migration, "lock_first", "number", "deleted", "hint");
        migration.Sql("""
            DROP FUNCTION hint_matching_change(), lock_matching_first();
            CREATE OR REPLACE FUNCTION number_matching_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM lock_matching(), pg_notify('matching_changes', TG_TABLE_NAME);
              NEW.change_number := nextval('matching_change_numbers');
              RETURN NEW;
            END $$;
            CREATE OR REPLACE FUNCTION remember_matching_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM lock_matching(), pg_notify('matching_changes', TG_TABLE_NAME);
              INSERT INTO matching_deletions VALUES (nextval('matching_change_numbers'), TG_TABLE_NAME, OLD.id);
              RETURN NULL;
            END $$;
            """);
        CreateTriggers(migration, "opportunities", row => $"{row}.status = 'Published'", OpportunityColumns);
        CreateTriggers(migration, "mandates", row => $"{row}.archived_at IS NULL", MandateColumns);
    }

    /// <summary>Makes the triggers of listings anew, with or without the columns that only the search and only the filters read.</summary>
    public static void SeeOpportunities(MigrationBuilder migration, bool withSearch, bool withNeeds = false)
    {
        foreach (var trigger in new[] { "added", "changed", "removed" })
            migration.Sql($"DROP TRIGGER opportunities_{trigger} ON opportunities;");
        CreateTriggers(
            migration,
            "opportunities",
            row => $"{row}.status = 'Published'",
            [.. OpportunityColumns, .. withSearch ? SearchColumns : [], .. withNeeds ? NeedColumns : []]
        );
    }

    private static void CreateTriggers(MigrationBuilder migration, string table, Func<string, string> isMatched, string[] columns)
    {
        var change = string.Join(" OR ", columns.Select(column => $"OLD.{column} IS DISTINCT FROM NEW.{column}"));
        migration.Sql($"""
            CREATE TRIGGER {table}_added BEFORE INSERT ON {table} FOR EACH ROW
              WHEN ({isMatched("NEW")}) EXECUTE FUNCTION number_matching_change();
            CREATE TRIGGER {table}_changed BEFORE UPDATE ON {table} FOR EACH ROW
              WHEN (({isMatched("OLD")} OR {isMatched("NEW")}) AND ({change})) EXECUTE FUNCTION number_matching_change();
            CREATE TRIGGER {table}_removed AFTER DELETE ON {table} FOR EACH ROW
              WHEN ({isMatched("OLD")}) EXECUTE FUNCTION remember_matching_deletion();
            """);
    }

    /// <summary>The way back: every statement locks, every row is numbered.</summary>
    public static void Drop(MigrationBuilder migration)
    {
        DropTriggers(migration, "added", "changed", "removed");
        migration.Sql("""
            CREATE FUNCTION lock_matching_first() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM lock_matching(); RETURN NULL; END $$;
            CREATE OR REPLACE FUNCTION number_matching_change() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN NEW.change_number := nextval('matching_change_numbers'); RETURN NEW; END $$;
            CREATE OR REPLACE FUNCTION remember_matching_deletion() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO matching_deletions VALUES (nextval('matching_change_numbers'), TG_TABLE_NAME, OLD.id); RETURN NULL; END $$;
            CREATE FUNCTION hint_matching_change() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_notify('matching_changes', TG_TABLE_NAME); RETURN NULL; END $$;
            """);
        foreach (var table in new[] { "mandates", "opportunities" })
            migration.Sql($"""
                CREATE TRIGGER {table}_lock_first BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION lock_matching_first();
                CREATE TRIGGER {table}_number BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION number_matching_change();
                CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION remember_matching_deletion();
                CREATE TRIGGER {table}_hint AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION hint_matching_change();
                """);
    }

    private static void DropTriggers(MigrationBuilder migration, params string[] names)
    {
        foreach (var table in new[] { "mandates", "opportunities" })
            foreach (var name in names)
                migration.Sql($"DROP TRIGGER {table}_{name} ON {table};");
    }
}
