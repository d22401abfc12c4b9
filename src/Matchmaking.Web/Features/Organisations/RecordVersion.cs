using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>
/// One row that says whether track records are still what they were: every statement that changes a deal, or the family of an
/// organisation, raises its number in its own transaction, so that the new number is seen exactly when the change is.
/// </summary>
internal static class RecordVersion
{
    public const string Sql = "SELECT number AS \"Value\" FROM track_record_version";

    internal static void Create(MigrationBuilder migration) => migration.Sql("""
        CREATE TABLE track_record_version (number bigint NOT NULL);
        INSERT INTO track_record_version VALUES (0);
        CREATE FUNCTION raise_track_record_version() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN UPDATE track_record_version SET number = number + 1; RETURN NULL; END $$;
        CREATE TRIGGER deals_changed AFTER INSERT OR UPDATE OR DELETE ON deals FOR EACH STATEMENT EXECUTE FUNCTION raise_track_record_version();
        CREATE TRIGGER organisations_family_changed AFTER UPDATE OF parent_id, merged_into_id ON organisations FOR EACH STATEMENT EXECUTE FUNCTION raise_track_record_version();
        """);

    internal static void Drop(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER deals_changed ON deals;
        DROP TRIGGER organisations_family_changed ON organisations;
        DROP FUNCTION raise_track_record_version();
        DROP TABLE track_record_version;
        """);
}
