using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261125150237_MailDelivery")]
    public partial class MailDelivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_mails_created_at",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_leased",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_person_id",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_ready",
                table: "mails");

            migrationBuilder.DropPrimaryKey(
                name: "pk_digest_runs",
                table: "digest_runs");

            migrationBuilder.DropIndex(
                name: "ix_alert_items_person_id_opportunity_id",
                table: "alert_items");

            migrationBuilder.DropColumn(
                name: "lease_until",
                table: "mails");

            migrationBuilder.RenameColumn(
                name: "sent_at",
                table: "mails",
                newName: "accepted_at");

            migrationBuilder.RenameColumn(
                name: "lease_id",
                table: "mails",
                newName: "sender_id");

            migrationBuilder.RenameColumn(
                name: "last_error",
                table: "mails",
                newName: "last_answer");

            migrationBuilder.RenameColumn(
                name: "frequency",
                table: "digest_runs",
                newName: "state");

            migrationBuilder.AlterTable(
                name: "mails")
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "alerts_paused_until",
                table: "people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "asked_to_keep_at",
                table: "people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_sign_of_life_at",
                table: "people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "people",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "about",
                table: "mails",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "doubts",
                table: "mails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "message_id",
                table: "mails",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider",
                table: "mails",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "suppressed",
                table: "mails",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "mails",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "created_at",
                table: "digest_runs",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<int>(
                name: "told_version",
                table: "alert_items",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "alert_items",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            MailDeliverySql.KeepWhatWasThere(migrationBuilder);

            migrationBuilder.AddPrimaryKey(
                name: "pk_digest_runs",
                table: "digest_runs",
                columns: new[] { "person_id", "window_end" });

            migrationBuilder.CreateTable(
                name: "alert_consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    how = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_consents_users_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_domains",
                columns: table => new
                {
                    domain = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    looked_up_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_domains", x => x.domain);
                });

            migrationBuilder.CreateTable(
                name: "mail_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<int>(type: "integer", nullable: true),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_figures",
                columns: table => new
                {
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    deferred = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    unsubscribed = table.Column<int>(type: "integer", nullable: false),
                    complained = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_figures", x => new { x.hour, x.provider });
                });

            migrationBuilder.CreateTable(
                name: "mail_providers",
                columns: table => new
                {
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    tokens = table.Column<double>(type: "double precision", nullable: false),
                    refilled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paused_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pauses = table.Column<int>(type: "integer", nullable: false),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    needs_desk = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_providers", x => x.provider);
                });

            migrationBuilder.CreateTable(
                name: "mail_senders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_senders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_stops",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lifted_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_stops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_suppressions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    cause = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lifted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lifted_because = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_suppressions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mailbox_positions",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    validity = table.Column<long>(type: "bigint", nullable: false),
                    last_uid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mailbox_positions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "opportunity_states",
                columns: table => new
                {
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opportunity_states", x => new { x.opportunity_id, x.version });
                    table.ForeignKey(
                        name: "fk_opportunity_states_opportunities_opportunity_id",
                        column: x => x.opportunity_id,
                        principalTable: "opportunities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_failed",
                table: "mails",
                column: "status",
                filter: "status = 'Failed'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_in_hand",
                table: "mails",
                column: "sender_id",
                filter: "status = 'Sending'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_key",
                table: "mails",
                columns: new[] { "person_id", "kind", "about", "version" },
                unique: true,
                filter: "status <> 'Suppressed'")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_mails_ready",
                table: "mails",
                columns: new[] { "provider", "priority", "not_before", "id" },
                filter: "status IN ('Pending', 'Deferred')");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_person_id_opportunity_id_version",
                table: "alert_items",
                columns: new[] { "person_id", "opportunity_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alert_consents_person_id_at",
                table: "alert_consents",
                columns: new[] { "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_events_at",
                table: "mail_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_mail_events_mail_id",
                table: "mail_events",
                column: "mail_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_stops_lifted_at",
                table: "mail_stops",
                column: "lifted_at",
                unique: true,
                filter: "lifted_at IS NULL")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_mail_suppressions_address",
                table: "mail_suppressions",
                column: "address",
                unique: true,
                filter: "lifted_at IS NULL");

            MailDeliverySql.KeepStates(migrationBuilder);
            migrationBuilder.Sql("""
                ALTER TABLE mails DROP CONSTRAINT fk_mails_users_person_id;
                ALTER TABLE alert_items DROP CONSTRAINT fk_alert_items_users_person_id;
                CREATE FUNCTION delete_what_pointed_at_people() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  DELETE FROM alert_items USING gone WHERE alert_items.person_id = gone.id;
                  DELETE FROM mails USING gone WHERE mails.person_id = gone.id;
                  RETURN NULL;
                END $$;
                CREATE TRIGGER people_gone AFTER DELETE ON people REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION delete_what_pointed_at_people();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER people_gone ON people;
                DROP FUNCTION delete_what_pointed_at_people();
                ALTER TABLE mails ADD CONSTRAINT fk_mails_users_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE;
                ALTER TABLE alert_items ADD CONSTRAINT fk_alert_items_users_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE;
                """);
            MailDeliverySql.PutBack(migrationBuilder);

            migrationBuilder.DropTable(
                name: "alert_consents");

            migrationBuilder.DropTable(
                name: "mail_domains");

            migrationBuilder.DropTable(
                name: "mail_events");

            migrationBuilder.DropTable(
                name: "mail_figures");

            migrationBuilder.DropTable(
                name: "mail_providers");

            migrationBuilder.DropTable(
                name: "mail_senders");

            migrationBuilder.DropTable(
                name: "mail_stops");

            migrationBuilder.DropTable(
                name: "mail_suppressions");

            migrationBuilder.DropTable(
                name: "mailbox_positions");

            migrationBuilder.DropTable(
                name: "opportunity_states");

            migrationBuilder.DropIndex(
                name: "ix_mails_failed",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_in_hand",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_key",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_ready",
                table: "mails");

            migrationBuilder.DropPrimaryKey(
                name: "pk_digest_runs",
                table: "digest_runs");

            migrationBuilder.DropIndex(
                name: "ix_alert_items_person_id_opportunity_id_version",
                table: "alert_items");

            migrationBuilder.DropColumn(
                name: "alerts_paused_until",
                table: "people");

            migrationBuilder.DropColumn(
                name: "asked_to_keep_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "last_sign_of_life_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "people");

            migrationBuilder.DropColumn(
                name: "about",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "doubts",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "message_id",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "provider",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "suppressed",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "version",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "created_at",
                table: "digest_runs");

            migrationBuilder.DropColumn(
                name: "told_version",
                table: "alert_items");

            migrationBuilder.DropColumn(
                name: "version",
                table: "alert_items");

            migrationBuilder.RenameColumn(
                name: "sender_id",
                table: "mails",
                newName: "lease_id");

            migrationBuilder.RenameColumn(
                name: "last_answer",
                table: "mails",
                newName: "last_error");

            migrationBuilder.RenameColumn(
                name: "accepted_at",
                table: "mails",
                newName: "sent_at");

            migrationBuilder.RenameColumn(
                name: "state",
                table: "digest_runs",
                newName: "frequency");

            migrationBuilder.AlterTable(
                name: "mails")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lease_until",
                table: "mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_digest_runs",
                table: "digest_runs",
                columns: new[] { "person_id", "frequency", "window_end" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_created_at",
                table: "mails",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_mails_leased",
                table: "mails",
                column: "lease_until",
                filter: "status = 'Sending'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_person_id",
                table: "mails",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_mails_ready",
                table: "mails",
                columns: new[] { "priority", "not_before" },
                filter: "status = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_person_id_opportunity_id",
                table: "alert_items",
                columns: new[] { "person_id", "opportunity_id" },
                unique: true);
        }
    }
}
