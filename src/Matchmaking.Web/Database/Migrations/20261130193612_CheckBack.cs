using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261130193612_CheckBack")]
    public partial class CheckBack : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner_and_kind",
                table: "inbox_items");

            migrationBuilder.RenameColumn(
                name: "is_resting",
                table: "inbox_items",
                newName: "is_check_back");

            // What was answered or asked back and had no next step was seen by nobody again: now it has a day. The calendar is not known
            // here; seven and fourteen days are five and ten working ones in a week without holidays.
            migrationBuilder.Sql(
                """
                UPDATE enquiries SET next_step_on = (now() AT TIME ZONE 'Asia/Baku')::date + CASE WHEN paused_at IS NULL THEN 7 ELSE 14 END
                WHERE due_at IS NULL AND next_step_on IS NULL AND state NOT IN ('Signed', 'Declined', 'Expired', 'Withdrawn');
                """
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_of_owner",
                table: "inbox_items",
                columns: new[] { "owner_id", "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL")
                .Annotation("Npgsql:IndexInclude", new[] { "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_of_owner_and_kind",
                table: "inbox_items",
                columns: new[] { "owner_id", "kind", "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner_and_kind",
                table: "inbox_items");

            migrationBuilder.RenameColumn(
                name: "is_check_back",
                table: "inbox_items",
                newName: "is_resting");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_of_owner",
                table: "inbox_items",
                columns: new[] { "owner_id", "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL AND NOT is_resting")
                .Annotation("Npgsql:IndexInclude", new[] { "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_of_owner_and_kind",
                table: "inbox_items",
                columns: new[] { "owner_id", "kind", "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL AND NOT is_resting");
        }
    }
}
