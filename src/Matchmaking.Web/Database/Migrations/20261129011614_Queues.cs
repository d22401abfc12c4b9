using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129011614_Queues")]
    public partial class Queues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "parked_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    queue = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    item = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seen_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "queue_runs",
                columns: table => new
                {
                    queue = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_queue_runs", x => x.queue);
                });

            migrationBuilder.CreateTable(
                name: "spent_stamps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spent_stamps", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_parked_items_queue_item",
                table: "parked_items",
                columns: new[] { "queue", "item" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parked_items_unseen",
                table: "parked_items",
                column: "seen_at",
                filter: "seen_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_spent_stamps_expires_at",
                table: "spent_stamps",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "parked_items");

            migrationBuilder.DropTable(
                name: "queue_runs");

            migrationBuilder.DropTable(
                name: "spent_stamps");
        }
    }
}
