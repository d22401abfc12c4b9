using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261124002451_MatchingChanges")]
    public partial class MatchingChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_matches_mandate_id_score",
                table: "matches");

            migrationBuilder.AddColumn<long>(
                name: "change_number",
                table: "opportunities",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "change_number",
                table: "mandates",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "ix_opportunities_change_number",
                table: "opportunities",
                column: "change_number");

            migrationBuilder.CreateIndex(
                name: "ix_mandates_change_number",
                table: "mandates",
                column: "change_number");

            migrationBuilder.Sql("""
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
            migrationBuilder.Sql("""
                CREATE TRIGGER mandates_lock_first BEFORE INSERT OR UPDATE OR DELETE ON mandates FOR EACH STATEMENT EXECUTE FUNCTION lock_matching_first();
                CREATE TRIGGER mandates_number BEFORE INSERT OR UPDATE ON mandates FOR EACH ROW EXECUTE FUNCTION number_matching_change();
                CREATE TRIGGER mandates_deleted AFTER DELETE ON mandates FOR EACH ROW EXECUTE FUNCTION remember_matching_deletion();
                CREATE TRIGGER mandates_hint AFTER INSERT OR UPDATE OR DELETE ON mandates FOR EACH STATEMENT EXECUTE FUNCTION hint_matching_change();
                UPDATE mandates SET change_number = 0;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER opportunities_lock_first BEFORE INSERT OR UPDATE OR DELETE ON opportunities FOR EACH STATEMENT EXECUTE FUNCTION lock_matching_first();
                CREATE TRIGGER opportunities_number BEFORE INSERT OR UPDATE ON opportunities FOR EACH ROW EXECUTE FUNCTION number_matching_change();
                CREATE TRIGGER opportunities_deleted AFTER DELETE ON opportunities FOR EACH ROW EXECUTE FUNCTION remember_matching_deletion();
                CREATE TRIGGER opportunities_hint AFTER INSERT OR UPDATE OR DELETE ON opportunities FOR EACH STATEMENT EXECUTE FUNCTION hint_matching_change();
                UPDATE opportunities SET change_number = 0;
                """);
            migrationBuilder.Sql("""
                ALTER TABLE matches DROP CONSTRAINT fk_matches_mandates_mandate_id;
                ALTER TABLE matches DROP CONSTRAINT fk_matches_opportunities_opportunity_id;
                ALTER TABLE alert_items DROP CONSTRAINT fk_alert_items_mandates_mandate_id;
                ALTER TABLE alert_items DROP CONSTRAINT fk_alert_items_opportunities_opportunity_id;
                ALTER TABLE alert_items DROP CONSTRAINT fk_alert_items_mails_mail_id;
                """);
            migrationBuilder.Sql("""
                CREATE FUNCTION delete_what_pointed_at_mandates() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  DELETE FROM matches USING gone WHERE matches.mandate_id = gone.id;
                  DELETE FROM alert_items USING gone WHERE alert_items.mandate_id = gone.id;
                  RETURN NULL;
                END $$;
                CREATE TRIGGER mandates_gone AFTER DELETE ON mandates REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION delete_what_pointed_at_mandates();
                """);
            migrationBuilder.Sql("""
                CREATE FUNCTION delete_what_pointed_at_opportunities() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  DELETE FROM matches USING gone WHERE matches.opportunity_id = gone.id;
                  DELETE FROM alert_items USING gone WHERE alert_items.opportunity_id = gone.id;
                  RETURN NULL;
                END $$;
                CREATE TRIGGER opportunities_gone AFTER DELETE ON opportunities REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION delete_what_pointed_at_opportunities();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER mandates_gone ON mandates; DROP FUNCTION delete_what_pointed_at_mandates();
                DROP TRIGGER opportunities_gone ON opportunities; DROP FUNCTION delete_what_pointed_at_opportunities();
                """);
            migrationBuilder.Sql("""
                ALTER TABLE matches ADD CONSTRAINT fk_matches_mandates_mandate_id FOREIGN KEY (mandate_id) REFERENCES mandates (id) ON DELETE CASCADE;
                ALTER TABLE matches ADD CONSTRAINT fk_matches_opportunities_opportunity_id FOREIGN KEY (opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE;
                ALTER TABLE alert_items ADD CONSTRAINT fk_alert_items_mandates_mandate_id FOREIGN KEY (mandate_id) REFERENCES mandates (id) ON DELETE CASCADE;
                ALTER TABLE alert_items ADD CONSTRAINT fk_alert_items_opportunities_opportunity_id FOREIGN KEY (opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE;
                ALTER TABLE alert_items ADD CONSTRAINT fk_alert_items_mails_mail_id FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE SET NULL;
                """);
            migrationBuilder.Sql("""
                DROP TRIGGER mandates_lock_first ON mandates;
                DROP TRIGGER mandates_number ON mandates;
                DROP TRIGGER mandates_deleted ON mandates;
                DROP TRIGGER mandates_hint ON mandates;
                """);
            migrationBuilder.Sql("""
                DROP TRIGGER opportunities_lock_first ON opportunities;
                DROP TRIGGER opportunities_number ON opportunities;
                DROP TRIGGER opportunities_deleted ON opportunities;
                DROP TRIGGER opportunities_hint ON opportunities;
                """);
            migrationBuilder.Sql("""
                DROP FUNCTION hint_matching_change(), remember_matching_deletion(), number_matching_change(), lock_matching_first(), lock_matching();
                DROP SEQUENCE matching_change_numbers;
                DROP TABLE matching_deletions;
                """);

            migrationBuilder.DropIndex(
                name: "ix_opportunities_change_number",
                table: "opportunities");

            migrationBuilder.DropIndex(
                name: "ix_mandates_change_number",
                table: "mandates");

            migrationBuilder.DropColumn(
                name: "change_number",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "change_number",
                table: "mandates");

            migrationBuilder.CreateIndex(
                name: "ix_matches_mandate_id_score",
                table: "matches",
                columns: new[] { "mandate_id", "score" });
        }
    }
}
