using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129184655_ImportReversal")]
    public partial class ImportReversal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "import_id",
                table: "organisations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "deal_imports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by_id",
                table: "deal_imports",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisations_import_id",
                table: "organisations",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_deal_imports_undone_by_id",
                table: "deal_imports",
                column: "undone_by_id");

            migrationBuilder.AddForeignKey(
                name: "fk_deal_imports_people_undone_by_id",
                table: "deal_imports",
                column: "undone_by_id",
                principalTable: "people",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_organisations_deal_imports_import_id",
                table: "organisations",
                column: "import_id",
                principalTable: "deal_imports",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_deal_imports_people_undone_by_id",
                table: "deal_imports");

            migrationBuilder.DropForeignKey(
                name: "fk_organisations_deal_imports_import_id",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "ix_organisations_import_id",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "ix_deal_imports_undone_by_id",
                table: "deal_imports");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "deal_imports");

            migrationBuilder.DropColumn(
                name: "undone_by_id",
                table: "deal_imports");
        }
    }
}
