using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261124020526_FeedbackAndTrackRecords")]
    public partial class FeedbackAndTrackRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "organisations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_key",
                table: "organisations",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "organisations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revealed_off_at",
                table: "organisations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "weights_reset_at",
                table: "organisations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "material_version",
                table: "opportunities",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "declared_score",
                table: "matches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "deal_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: true),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deals_added = table.Column<int>(type: "integer", nullable: false),
                    organisations_added = table.Column<int>(type: "integer", nullable: false),
                    rows_refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_imports", x => x.id);
                    table.ForeignKey(
                        name: "fk_deal_imports_people_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "opportunity_feedback",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    because = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    material_version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sector = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    places = table.Column<List<string>>(type: "text[]", nullable: false),
                    amount_from = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    amount_to = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    technical_stage = table.Column<int>(type: "integer", nullable: true),
                    legal_stage = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opportunity_feedback", x => new { x.organisation_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_opportunity_feedback_opportunities_opportunity_id",
                        column: x => x.opportunity_id,
                        principalTable: "opportunities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_opportunity_feedback_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_opportunity_feedback_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "organisation_merges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: false),
                    moved = table.Column<string>(type: "jsonb", nullable: false),
                    merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    merged_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    split_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    split_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_merges", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_merges_organisations_source_id",
                        column: x => x.source_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_organisation_merges_organisations_target_id",
                        column: x => x.target_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_organisation_merges_people_merged_by_id",
                        column: x => x.merged_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_organisation_merges_people_split_by_id",
                        column: x => x.split_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "organisation_names",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    whole = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    is_certain = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_names", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_names_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    deal_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    investor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    investor_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: true),
                    sector = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    subsector = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    sector_words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subsector_words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    country_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    country = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    amount_usd_millions = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    deal_type = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    deal_type_words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    share_percent = table.Column<decimal>(type: "numeric(6,3)", precision: 6, scale: 3, nullable: true),
                    target = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    title = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    source = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    origin = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                    entered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    import_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deals", x => x.id);
                    table.ForeignKey(
                        name: "fk_deals_deal_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "deal_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_deals_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_people_entered_by_id",
                        column: x => x.entered_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_merged_into_id",
                table: "organisations",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_name_id",
                table: "organisations",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_name_key",
                table: "organisations",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_parent_id",
                table: "organisations",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_deal_imports_uploaded_by_id",
                table: "deal_imports",
                column: "uploaded_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_deals_deal_key_investor_key",
                table: "deals",
                columns: new[] { "deal_key", "investor_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deals_entered_by_id",
                table: "deals",
                column: "entered_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_deals_import_id",
                table: "deals",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_deals_organisation_id_year",
                table: "deals",
                columns: new[] { "organisation_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_feedback_opportunity_id",
                table: "opportunity_feedback",
                column: "opportunity_id");

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_feedback_person_id",
                table: "opportunity_feedback",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_merges_merged_by_id",
                table: "organisation_merges",
                column: "merged_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_merges_source_id",
                table: "organisation_merges",
                column: "source_id",
                unique: true,
                filter: "split_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_merges_split_by_id",
                table: "organisation_merges",
                column: "split_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_merges_target_id",
                table: "organisation_merges",
                column: "target_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_names_key",
                table: "organisation_names",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_names_organisation_id",
                table: "organisation_names",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_names_whole",
                table: "organisation_names",
                column: "whole",
                unique: true,
                filter: "is_certain");

            migrationBuilder.AddForeignKey(
                name: "fk_organisations_organisations_merged_into_id",
                table: "organisations",
                column: "merged_into_id",
                principalTable: "organisations",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_organisations_organisations_parent_id",
                table: "organisations",
                column: "parent_id",
                principalTable: "organisations",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql("ALTER TABLE matches ALTER COLUMN reasons TYPE text");
            migrationBuilder.Sql("""
                CREATE TABLE track_record_version (number bigint NOT NULL);
                INSERT INTO track_record_version VALUES (0);
                CREATE FUNCTION raise_track_record_version() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN UPDATE track_record_version SET number = number + 1; RETURN NULL; END $$;
                CREATE TRIGGER deals_changed AFTER INSERT OR UPDATE OR DELETE ON deals FOR EACH STATEMENT EXECUTE FUNCTION raise_track_record_version();
                CREATE TRIGGER organisations_family_changed AFTER UPDATE OF parent_id, merged_into_id ON organisations FOR EACH STATEMENT EXECUTE FUNCTION raise_track_record_version();
                """);
            FeedbackSql.MoveOutOfMatches(migrationBuilder);
            migrationBuilder.DropColumn(
                name: "feedback",
                table: "matches");

            migrationBuilder.DropColumn(
                name: "feedback_at",
                table: "matches");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER deals_changed ON deals;
                DROP TRIGGER organisations_family_changed ON organisations;
                DROP FUNCTION raise_track_record_version();
                DROP TABLE track_record_version;
                """);
            migrationBuilder.Sql("ALTER TABLE matches ALTER COLUMN reasons TYPE jsonb USING reasons::jsonb");

            migrationBuilder.DropForeignKey(
                name: "fk_organisations_organisations_merged_into_id",
                table: "organisations");

            migrationBuilder.DropForeignKey(
                name: "fk_organisations_organisations_parent_id",
                table: "organisations");

            migrationBuilder.DropTable(
                name: "deals");

            migrationBuilder.DropTable(
                name: "opportunity_feedback");

            migrationBuilder.DropTable(
                name: "organisation_merges");

            migrationBuilder.DropTable(
                name: "organisation_names");

            migrationBuilder.DropTable(
                name: "deal_imports");

            migrationBuilder.DropIndex(
                name: "ix_organisations_merged_into_id",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "ix_organisations_name_id",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "ix_organisations_name_key",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "ix_organisations_parent_id",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "name_key",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "revealed_off_at",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "weights_reset_at",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "material_version",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "declared_score",
                table: "matches");

            migrationBuilder.AddColumn<string>(
                name: "feedback",
                table: "matches",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "feedback_at",
                table: "matches",
                type: "timestamp with time zone",
                nullable: true);
        }
    }
}
