using Matchmaking.Web.Features.Inbox;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>Organisations with an account whose name is certainly another one's that has none; the subject is both.</summary>
internal static class LookAlikes
{
    /// <summary>A subject may be one organisation: all pairs with it.</summary>
    public static InboxSource Source { get; } =
        new(
            InboxKind.LookAlike,
            """
            SELECT g.id || ':' || k.id AS subject, left(g.name, 300) AS who, left(k.name, 300) AS title_zh, left(k.name, 300) AS title_az,
                left(k.name, 300) AS title_en, '' AS original, g.created_at AS since, NULL::timestamptz AS due_at, false AS is_paused,
                0::smallint AS priority, NULL::uuid AS owner_id
            FROM organisations AS g
            JOIN LATERAL (SELECT DISTINCT n.organisation_id FROM organisation_names AS n
                WHERE n.key = g.name_key AND n.is_certain AND n.organisation_id <> g.id) AS n ON true
            JOIN organisations AS k ON k.id = n.organisation_id
            WHERE g.merged_into_id IS NULL AND g.name_key <> ''
                AND EXISTS (SELECT FROM people AS p WHERE p.organisation_id = g.id AND p.email_confirmed)
                AND NOT EXISTS (SELECT FROM people AS p WHERE p.organisation_id = k.id)
                AND (@subject IS NULL OR g.id = @subject::uuid OR k.id = @subject::uuid)
            """
        )
        {
            Mine = "(split_part(i.subject, ':', 1) = @subject OR split_part(i.subject, ':', 2) = @subject)",
        };
}
