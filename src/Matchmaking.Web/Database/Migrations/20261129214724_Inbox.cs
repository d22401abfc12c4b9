using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129214724_Inbox")]
    public partial class Inbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "appeared_at",
                table: "inbox_items",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "done_at",
                table: "inbox_items",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "words",
                table: "inbox_items",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "due_order",
                table: "inbox_items",
                type: "timestamp with time zone",
                nullable: false,
                computedColumnSql: "coalesce(due_at, '9999-01-01 00:00:00+00'::timestamp with time zone)",
                stored: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_waiting",
                table: "inbox_items",
                type: "boolean",
                nullable: false,
                computedColumnSql: "is_paused OR snoozed_until IS NOT NULL",
                stored: true);

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search_vector",
                table: "inbox_items",
                type: "tsvector",
                nullable: false,
                computedColumnSql: "to_tsvector('simple'::regconfig, coalesce(words, ''))",
                stored: true);

            migrationBuilder.CreateTable(
                name: "inbox_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    chosen = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_inbox_changes_users_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_all",
                table: "inbox_items",
                columns: new[] { "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL")
                .Annotation("Npgsql:IndexInclude", new[] { "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_appeared_at",
                table: "inbox_items",
                column: "appeared_at",
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_of_kind",
                table: "inbox_items",
                columns: new[] { "kind", "is_waiting", "due_order", "id" },
                filter: "done_at IS NULL");

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

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_search_vector",
                table: "inbox_items",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_snoozed_until",
                table: "inbox_items",
                column: "snoozed_until",
                filter: "snoozed_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_without_words",
                table: "inbox_items",
                column: "id",
                filter: "words IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_changes_at",
                table: "inbox_changes",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_changes_person_id_id",
                table: "inbox_changes",
                columns: new[] { "person_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbox_changes");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_all",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_appeared_at",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_kind",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_of_owner_and_kind",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_search_vector",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_snoozed_until",
                table: "inbox_items");

            migrationBuilder.DropIndex(
                name: "ix_inbox_items_without_words",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "due_order",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "is_waiting",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "search_vector",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "appeared_at",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "done_at",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "words",
                table: "inbox_items");
        }
    }
}
