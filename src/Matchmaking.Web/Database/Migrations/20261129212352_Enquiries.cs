using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Web.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(MatchmakingDb))]
    [Migration("20261129212352_Enquiries")]
    public partial class Enquiries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence<int>(
                name: "enquiry_numbers");

            migrationBuilder.AddColumn<string>(
                name: "inbox_mail",
                table: "people",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "AtOnce");

            migrationBuilder.AddColumn<bool>(
                name: "is_head",
                table: "people",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    deputy_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                    table.ForeignKey(
                        name: "fk_absences_users_deputy_id",
                        column: x => x.deputy_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_absences_users_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "answer_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    name_az = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name_en = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    text_az = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    text_en = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    text_zh = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "enquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "nextval('enquiry_numbers')"),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sector = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    place = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    mandate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    we_chat = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    intent = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    question = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    amount_from = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    amount_to = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    priority = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    covered_for_id = table.Column<Guid>(type: "uuid", nullable: true),
                    next_step = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    next_step_on = table.Column<DateOnly>(type: "date", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    call_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiries", x => x.id);
                    table.ForeignKey(
                        name: "fk_enquiries_mandates_mandate_id",
                        column: x => x.mandate_id,
                        principalTable: "mandates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_enquiries_opportunities_opportunity_id",
                        column: x => x.opportunity_id,
                        principalTable: "opportunities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enquiries_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enquiries_people_covered_for_id",
                        column: x => x.covered_for_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_enquiries_people_entered_by_id",
                        column: x => x.entered_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_enquiries_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enquiries_users_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    guest = table.Column<string>(type: "jsonb", nullable: false),
                    draft = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    who = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    title_zh = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    title_az = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    title_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    original = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    snoozed_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    snooze_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_inbox_items_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "owner_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sector = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    is_contract = table.Column<bool>(type: "boolean", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owner_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_owner_rules_users_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "answer_drafts",
                columns: table => new
                {
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_drafts", x => new { x.enquiry_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_answer_drafts_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_answer_drafts_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "answer_promises",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    work = table.Column<TimeSpan>(type: "interval", nullable: false),
                    promised_for = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    escalations = table.Column<int>(type: "integer", nullable: false),
                    call_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_promises", x => x.id);
                    table.ForeignKey(
                        name: "fk_answer_promises_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    moment = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_enquiry_events_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_enquiry_events_people_by_id",
                        column: x => x.by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_enquiry_events_people_owner_id",
                        column: x => x.owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    via = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    folded = table.Column<string>(type: "character varying(60000)", maxLength: 60000, nullable: true),
                    translation = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    translation_language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    translated_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_template = table.Column<bool>(type: "boolean", nullable: false),
                    mail_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_messages", x => x.id);
                    table.ForeignKey(
                        name: "fk_enquiry_messages_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_enquiry_messages_users_author_id",
                        column: x => x.author_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_enquiry_messages_users_translated_by_id",
                        column: x => x.translated_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_pauses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_pauses", x => x.id);
                    table.ForeignKey(
                        name: "fk_enquiry_pauses_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_watchers",
                columns: table => new
                {
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_watchers", x => new { x.enquiry_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_enquiry_watchers_enquiries_enquiry_id",
                        column: x => x.enquiry_id,
                        principalTable: "enquiries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_enquiry_watchers_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    scanned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_enquiry_files_enquiry_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "enquiry_messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_file_contents",
                columns: table => new
                {
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_file_contents", x => x.file_id);
                    table.ForeignKey(
                        name: "fk_enquiry_file_contents_enquiry_files_file_id",
                        column: x => x.file_id,
                        principalTable: "enquiry_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absences_deputy_id",
                table: "absences",
                column: "deputy_id");

            migrationBuilder.CreateIndex(
                name: "ix_absences_person_id_until",
                table: "absences",
                columns: new[] { "person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_answer_drafts_person_id",
                table: "answer_drafts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_answer_promises_enquiry_id",
                table: "answer_promises",
                column: "enquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_answer_promises_started_at",
                table: "answer_promises",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_call_at",
                table: "enquiries",
                column: "call_at",
                filter: "call_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_covered_for_id",
                table: "enquiries",
                column: "covered_for_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_entered_by_id",
                table: "enquiries",
                column: "entered_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_mandate_id",
                table: "enquiries",
                column: "mandate_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_number",
                table: "enquiries",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_opportunity_id",
                table: "enquiries",
                column: "opportunity_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_organisation_id_updated_at",
                table: "enquiries",
                columns: new[] { "organisation_id", "updated_at" });

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_owner_id",
                table: "enquiries",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_person_id",
                table: "enquiries",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_received_at",
                table: "enquiries",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_updated_at_id",
                table: "enquiries",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_events_by_id",
                table: "enquiry_events",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_events_enquiry_id",
                table: "enquiry_events",
                column: "enquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_events_owner_id",
                table: "enquiry_events",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_files_message_id",
                table: "enquiry_files",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_messages_author_id",
                table: "enquiry_messages",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_messages_enquiry_id_at",
                table: "enquiry_messages",
                columns: new[] { "enquiry_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_messages_enquiry_id_mail_key",
                table: "enquiry_messages",
                columns: new[] { "enquiry_id", "mail_key" },
                unique: true,
                filter: "mail_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_messages_translated_by_id",
                table: "enquiry_messages",
                column: "translated_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_pauses_enquiry_id",
                table: "enquiry_pauses",
                column: "enquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_requests_created_at",
                table: "enquiry_requests",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_enquiry_watchers_person_id",
                table: "enquiry_watchers",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_kind_subject",
                table: "inbox_items",
                columns: new[] { "kind", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_items_owner_id",
                table: "inbox_items",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_owner_rules_person_id",
                table: "owner_rules",
                column: "person_id");
            // Where answers begin until the desk writes its own.
            migrationBuilder.Sql(
                """
                INSERT INTO answer_templates (id, name_zh, name_az, name_en, text_zh, text_az, text_en) VALUES
                ('01990000-0000-7000-8000-000000000001', '首次答复：我来负责', 'İlk cavab: mən məsulam', 'First answer: it is mine', E'{{investor}}，您好：\n\n我是 {{officer}}，负责您的咨询 {{number}}（{{listing}}）。\n\n{{您已经知道的一点}}\n\n我会在 {{due}} 之前给您完整答复。\n\n{{officer}}', E'Salam, {{investor}}.\n\nMən {{officer}}, {{number}} nömrəli müraciətinizə ({{listing}}) cavabdehəm.\n\n{{artıq bildiyiniz bir məqam}}\n\nTam cavabı {{due}} tarixinədək yazacağam.\n\n{{officer}}', E'Dear {{investor}},\n\nI am {{officer}} and see to your enquiry {{number}} ({{listing}}).\n\n{{one thing that you know already}}\n\nYou will have a full answer by {{due}}.\n\n{{officer}}'),
                ('01990000-0000-7000-8000-000000000002', '土地与水电气：已知情况', 'Torpaq və kommunal şərait', 'Land and utilities: what is known', E'{{investor}}，您好：\n\n关于{{listing}}的用地：{{土地面积、权属和租金}}。\n\n供电、供水和供气：{{接入点与容量}}。\n\n尚未公布的内容：{{尚不清楚的问题，以及何时答复}}。\n\n{{officer}}', E'Salam, {{investor}}.\n\n{{listing}} üçün torpaq: {{sahə, mülkiyyət, icarə}}.\n\nElektrik, su və qaz: {{qoşulma nöqtəsi və güc}}.\n\nHələ məlum olmayan: {{nə və nə vaxt cavab verəcəyik}}.\n\n{{officer}}', E'Dear {{investor}},\n\nLand for {{listing}}: {{area, title and rent}}.\n\nPower, water and gas: {{point of connection and capacity}}.\n\nNot known yet: {{what, and when we answer it}}.\n\n{{officer}}'),
                ('01990000-0000-7000-8000-000000000003', '需要您补充信息', 'Sizdən məlumat lazımdır', 'We need to know more', E'{{investor}}，您好：\n\n为便于向项目方确认，请告诉我们：{{需要的信息}}。\n\n收到后我们继续办理。\n\n{{officer}}', E'Salam, {{investor}}.\n\nLayihə sahibindən dəqiqləşdirmək üçün yazın: {{lazım olan məlumat}}.\n\nCavabdan sonra davam edirik.\n\n{{officer}}', E'Dear {{investor}},\n\nTo ask the promoter we need to know: {{what is needed}}.\n\nOnce we have it we go on.\n\n{{officer}}'),
                ('01990000-0000-7000-8000-000000000004', '优惠政策', 'Güzəştlər', 'Incentives', E'{{investor}}，您好：\n\n在该地点投资适用：{{政策、年限和条件}}。\n\n依据：{{法规与日期}}。以主管部门的书面答复为准。\n\n{{officer}}', E'Salam, {{investor}}.\n\nBu yerdə tətbiq olunur: {{güzəşt, müddət və şərtlər}}.\n\nƏsas: {{qanun və tarix}}. Səlahiyyətli orqanın yazılı cavabı əsasdır.\n\n{{officer}}', E'Dear {{investor}},\n\nWhat applies there: {{incentive, years and conditions}}.\n\nBased on: {{act and date}}. The written word of the competent authority decides.\n\n{{officer}}'),
                ('01990000-0000-7000-8000-000000000005', '约定会面时间', 'Görüş vaxtı', 'A time to meet', E'{{investor}}，您好：\n\n我们可以在以下时间进行视频会议（北京时间）：{{三个时间}}。请选择一个，或提出您方便的时间。\n\n{{officer}}', E'Salam, {{investor}}.\n\nVideogörüş üçün bu vaxtlar mümkündür (Pekin vaxtı): {{üç vaxt}}. Birini seçin və ya özünüz təklif edin.\n\n{{officer}}', E'Dear {{investor}},\n\nWe can meet by video at these times (Beijing): {{three times}}. Choose one, or name another.\n\n{{officer}}'),
                ('01990000-0000-7000-8000-000000000006', '暂不继续：原因', 'Davam etmirik: səbəb', 'We do not go on: why', E'{{investor}}，您好：\n\n感谢您的咨询。目前我们无法继续，原因是：{{原因}}。\n\n您可以关注：{{其他机会}}。\n\n{{officer}}', E'Salam, {{investor}}.\n\nMüraciətiniz üçün təşəkkür edirik. Hazırda davam edə bilmirik: {{səbəb}}.\n\nBaxa bilərsiniz: {{digər imkan}}.\n\n{{officer}}', E'Dear {{investor}},\n\nThank you for asking. We cannot go on with it now, because {{reason}}.\n\nYou may want to look at: {{another opportunity}}.\n\n{{officer}}')
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "answer_drafts");

            migrationBuilder.DropTable(
                name: "answer_promises");

            migrationBuilder.DropTable(
                name: "answer_templates");

            migrationBuilder.DropTable(
                name: "enquiry_events");

            migrationBuilder.DropTable(
                name: "enquiry_file_contents");

            migrationBuilder.DropTable(
                name: "enquiry_pauses");

            migrationBuilder.DropTable(
                name: "enquiry_requests");

            migrationBuilder.DropTable(
                name: "enquiry_watchers");

            migrationBuilder.DropTable(
                name: "inbox_items");

            migrationBuilder.DropTable(
                name: "owner_rules");

            migrationBuilder.DropTable(
                name: "enquiry_files");

            migrationBuilder.DropTable(
                name: "enquiry_messages");

            migrationBuilder.DropTable(
                name: "enquiries");

            migrationBuilder.DropColumn(
                name: "inbox_mail",
                table: "people");

            migrationBuilder.DropColumn(
                name: "is_head",
                table: "people");

            migrationBuilder.DropSequence(
                name: "enquiry_numbers");
        }
    }
}
