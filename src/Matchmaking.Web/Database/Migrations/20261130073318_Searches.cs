using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261130073318_Searches")]
    public partial class Searches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "missed_searches",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    words = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    nothing = table.Column<int>(type: "integer", nullable: false),
                    corrected = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_missed_searches", x => new { x.day, x.words });
                });

            migrationBuilder.CreateTable(
                name: "recent_searches",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recent_searches", x => new { x.person_id, x.key });
                    table.ForeignKey(
                        name: "fk_recent_searches_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recent_searches_at",
                table: "recent_searches",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "missed_searches");

            migrationBuilder.DropTable(
                name: "recent_searches");
        }
    }
}
