using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261125140850_MoreSectors")]
    public partial class MoreSectors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "more_sectors",
                table: "opportunities",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<List<string>>(
                name: "sector_codes",
                table: "opportunities",
                type: "text[]",
                nullable: false,
                computedColumnSql: "array_remove(ARRAY[sector, subsector]::text[] || more_sectors, NULL)",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_opportunities_sector_codes",
                table: "opportunities",
                column: "sector_codes")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_opportunities_sector_codes",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "sector_codes",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "more_sectors",
                table: "opportunities");
        }
    }
}
