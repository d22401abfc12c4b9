using System;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261201024640_AnswerDraftSentForm")]
    public partial class AnswerDraftSentForm : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "sent_form",
                table: "answer_drafts",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sent_form",
                table: "answer_drafts");
        }
    }
}
