using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129173925_PlainNames")]
    public partial class PlainNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "revealed_off_at",
                table: "organisations",
                newName: "personalisation_off_at");

            migrationBuilder.RenameColumn(
                name: "last_answer",
                table: "mails",
                newName: "last_reply");

            migrationBuilder.AddColumn<string>(
                name: "display_name",
                table: "people",
                type: "text",
                nullable: false,
                computedColumnSql: "coalesce(nullif(full_name, ''), email, '')",
                stored: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "display_name",
                table: "people");

            migrationBuilder.RenameColumn(
                name: "personalisation_off_at",
                table: "organisations",
                newName: "revealed_off_at");

            migrationBuilder.RenameColumn(
                name: "last_reply",
                table: "mails",
                newName: "last_answer");
        }
    }
}
