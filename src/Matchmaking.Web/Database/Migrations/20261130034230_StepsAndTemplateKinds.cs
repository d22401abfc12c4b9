using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261130034230_StepsAndTemplateKinds")]
    public partial class StepsAndTemplateKinds : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "intent",
                table: "inbox_items",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_resting",
                table: "inbox_items",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "step",
                table: "inbox_items",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "next_step",
                table: "enquiry_events",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "next_step_on",
                table: "enquiry_events",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "answer_templates",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Answer");
            // Until now a template that names the time of the answer was taken for news of it.
            migrationBuilder.Sql(
                """
                UPDATE answer_templates SET kind = 'News' WHERE position('{{due}}' IN text_zh || text_az || text_en) > 0;
                UPDATE answer_templates SET kind = 'Question' WHERE id = '01990000-0000-7000-8000-000000000003' AND kind <> 'News';
                """
            );

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

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_email",
                table: "enquiries",
                column: "email");
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

            migrationBuilder.DropIndex(
                name: "ix_enquiries_email",
                table: "enquiries");

            migrationBuilder.DropColumn(
                name: "intent",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "is_resting",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "step",
                table: "inbox_items");

            migrationBuilder.DropColumn(
                name: "next_step",
                table: "enquiry_events");

            migrationBuilder.DropColumn(
                name: "next_step_on",
                table: "enquiry_events");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "answer_templates");

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
    }
}
