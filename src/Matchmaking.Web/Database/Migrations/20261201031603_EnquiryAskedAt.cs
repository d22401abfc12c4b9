using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    public partial class EnquiryAskedAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "asked_at",
                table: "enquiries",
                type: "timestamp with time zone",
                nullable: true);
            migrationBuilder.Sql(
                """
                UPDATE enquiries AS e SET asked_at = coalesce(
                    (SELECT max(m.at) FROM enquiry_messages AS m
                     WHERE m.enquiry_id = e.id AND m.kind = 'Question' AND NOT m.is_template AND m.at > e.paused_at),
                    e.paused_at)
                WHERE e.paused_at IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "asked_at",
                table: "enquiries");
        }
    }
}
