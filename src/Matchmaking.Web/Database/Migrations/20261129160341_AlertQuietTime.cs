using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129160341_AlertQuietTime")]
    public partial class AlertQuietTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_alert_items_frequency_person_id_created_at",
                table: "alert_items");

            migrationBuilder.AddColumn<bool>(
                name: "is_silent",
                table: "alert_items",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "not_before",
                table: "alert_items",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_frequency_person_id_created_at",
                table: "alert_items",
                columns: new[] { "frequency", "person_id", "created_at" },
                filter: "mail_id IS NULL AND NOT is_silent");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_alert_items_frequency_person_id_created_at",
                table: "alert_items");

            migrationBuilder.DropColumn(
                name: "is_silent",
                table: "alert_items");

            migrationBuilder.DropColumn(
                name: "not_before",
                table: "alert_items");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_frequency_person_id_created_at",
                table: "alert_items",
                columns: new[] { "frequency", "person_id", "created_at" },
                filter: "mail_id IS NULL");
        }
    }
}
