using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261130003559_PromoterOrganisation")]
    public partial class PromoterOrganisation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "confirmed_by",
                table: "opportunities",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "confirmed_on",
                table: "opportunities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "promoter_organisation_id",
                table: "opportunities",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_opportunities_promoter_organisation_id",
                table: "opportunities",
                column: "promoter_organisation_id");

            migrationBuilder.AddForeignKey(
                name: "fk_opportunities_organisations_promoter_organisation_id",
                table: "opportunities",
                column: "promoter_organisation_id",
                principalTable: "organisations",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_opportunities_organisations_promoter_organisation_id",
                table: "opportunities");

            migrationBuilder.DropIndex(
                name: "ix_opportunities_promoter_organisation_id",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "confirmed_by",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "confirmed_on",
                table: "opportunities");

            migrationBuilder.DropColumn(
                name: "promoter_organisation_id",
                table: "opportunities");
        }
    }
}
