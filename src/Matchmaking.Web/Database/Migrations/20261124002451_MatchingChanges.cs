using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Indexes;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
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

            ChangeOrder.CreateTriggers(migrationBuilder);
            RunIntegrity.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            RunIntegrity.Drop(migrationBuilder);
            ChangeOrder.DropTriggers(migrationBuilder);

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
