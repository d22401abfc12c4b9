using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129215846_IncomingLetters")]
    public partial class IncomingLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "refused_files",
                table: "enquiry_messages",
                type: "text[]",
                nullable: false);

            migrationBuilder.CreateTable(
                name: "incoming_letters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mail_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(60000)", maxLength: 60000, nullable: false),
                    folded = table.Column<string>(type: "character varying(60000)", maxLength: 60000, nullable: true),
                    doubt = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    files = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incoming_letters", x => x.id);
                    table.ForeignKey(
                        name: "fk_incoming_letters_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_incoming_letters_people_by_id",
                        column: x => x.by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "incoming_letter_contents",
                columns: table => new
                {
                    letter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incoming_letter_contents", x => x.letter_id);
                    table.ForeignKey(
                        name: "fk_incoming_letter_contents_incoming_letter_letter_id",
                        column: x => x.letter_id,
                        principalTable: "incoming_letters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incoming_letters_by_id",
                table: "incoming_letters",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_incoming_letters_enquiry_id",
                table: "incoming_letters",
                column: "enquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_incoming_letters_mail_key",
                table: "incoming_letters",
                column: "mail_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incoming_letters_received_at",
                table: "incoming_letters",
                column: "received_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incoming_letter_contents");

            migrationBuilder.DropTable(
                name: "incoming_letters");

            migrationBuilder.DropColumn(
                name: "refused_files",
                table: "enquiry_messages");
        }
    }
}
