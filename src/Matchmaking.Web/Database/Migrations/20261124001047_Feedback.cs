using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    public partial class Feedback : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_feedback_opportunity_id",
                table: "opportunity_feedback",
                column: "opportunity_id");

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_feedback_person_id",
                table: "opportunity_feedback",
                column: "person_id");

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
            migrationBuilder.DropTable(
                name: "opportunity_feedback");

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
