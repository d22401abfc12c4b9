using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Database.Migrations;

/// <summary>What the migration that brings <c>opportunity_feedback</c> moves by hand, before the columns of <c>matches</c> are dropped.</summary>
internal static class FeedbackSql
{
    /// <summary>
    /// What was said of matches becomes what the organisation says of the opportunity: of several answers the last. Who said it was not
    /// kept, so it is the owner of the mandate. So far nothing is revealed, so every score is a declared one.
    /// </summary>
    public static void MoveOutOfMatches(MigrationBuilder migration) => migration.Sql("""
        INSERT INTO opportunity_feedback
          (organisation_id, opportunity_id, person_id, answer, because, material_version, at,
           sector, places, amount_from, amount_to, currency, technical_stage, legal_stage)
        SELECT DISTINCT ON (mandate.organisation_id, o.id)
          mandate.organisation_id, o.id, mandate.owner_id, said.feedback, NULL, o.material_version, coalesce(said.feedback_at, said.created_at),
          coalesce(o.subsector, o.sector), o.places, o.amount_from, o.amount_to, o.currency, o.technical_stage, o.legal_stage
        FROM matches said
        JOIN mandates mandate ON mandate.id = said.mandate_id
        JOIN opportunities o ON o.id = said.opportunity_id
        WHERE said.feedback IS NOT NULL
        ORDER BY mandate.organisation_id, o.id, said.feedback_at DESC NULLS LAST, said.mandate_id;

        UPDATE matches SET declared_score = score;
        """);
}
