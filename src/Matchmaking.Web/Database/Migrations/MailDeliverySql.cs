using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Database.Migrations;

/// <summary>What the migration <see cref="MailDelivery"/> does to rows that are there already.</summary>
internal static class MailDeliverySql
{
    /// <summary>
    /// Each old mail is about itself, in the words of today. Windows of digests are forgotten: what they told stands with the alert items, so
    /// nothing is told twice.
    /// </summary>
    public static void KeepWhatWasThere(MigrationBuilder migration) => migration.Sql("""
        UPDATE mails SET about = replace(id::text, '-', ''), provider = 'Others', sender_id = NULL,
            suppressed = CASE WHEN status = 'Cancelled' THEN 'NothingToTell' END,
            status = CASE status WHEN 'Sent' THEN 'Accepted' WHEN 'Cancelled' THEN 'Suppressed' WHEN 'Sending' THEN 'Pending' ELSE status END;
        DELETE FROM digest_runs;
        """);

    /// <summary>The facts that readers know today are what a later change is told against.</summary>
    public static void KeepStates(MigrationBuilder migration) => migration.Sql("""
        INSERT INTO opportunity_states (opportunity_id, version, facts)
        SELECT id, material_version, jsonb_build_object('Sectors', ARRAY[coalesce(subsector, sector)]::text[] || more_sectors, 'Places', places, 'DealTypes', deal_types,
            'TechnicalStage', technical_stage, 'LegalStage', legal_stage, 'AmountFrom', amount_from, 'AmountTo', amount_to, 'Currency', currency, 'ValidUntil', valid_until)
        FROM opportunities WHERE published_at IS NOT NULL;
        """);

    /// <summary>The way back, in the words of then.</summary>
    public static void PutBack(MigrationBuilder migration) => migration.Sql("""
        UPDATE mails SET sender_id = NULL,
            status = CASE status WHEN 'Accepted' THEN 'Sent' WHEN 'Suppressed' THEN 'Cancelled' WHEN 'Deferred' THEN 'Pending' WHEN 'Sending' THEN 'Pending' ELSE status END;
        DELETE FROM digest_runs;
        DELETE FROM alert_items WHERE EXISTS (SELECT FROM alert_items AS later
            WHERE later.person_id = alert_items.person_id AND later.opportunity_id = alert_items.opportunity_id AND later.version > alert_items.version);
        """);
}
