using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261130134143_SiteNeeds")]
    public partial class SiteNeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "needs_hectares",
                table: "opportunities",
                type: "numeric(18,2)",
                precision: 18,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "needs_megawatts",
                table: "opportunities",
                type: "numeric(18,2)",
                precision: 18,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "needs_rail",
                table: "opportunities",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // The list is filtered by them in memory, so that a change of these is one that copies must hear of.
            MatchingLockSql.SeeOpportunities(migrationBuilder, withSearch: true, withNeeds: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            MatchingLockSql.SeeOpportunities(migrationBuilder, withSearch: true);

            migrationBuilder.DropColumn(
                name: "needs_hectares",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "needs_megawatts",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "needs_rail",
                table: "opportunities");
        }
    }
}
