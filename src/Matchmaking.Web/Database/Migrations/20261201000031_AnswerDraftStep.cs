using System;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261201000031_AnswerDraftStep")]
    public partial class AnswerDraftStep : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "next_step",
                table: "answer_drafts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "next_step_on",
                table: "answer_drafts",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "via",
                table: "answer_drafts",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "next_step",
                table: "answer_drafts");

            migrationBuilder.DropColumn(
                name: "next_step_on",
                table: "answer_drafts");

            migrationBuilder.DropColumn(
                name: "via",
                table: "answer_drafts");
        }
    }
}
