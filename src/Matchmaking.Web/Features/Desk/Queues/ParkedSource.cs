using Matchmaking.Web.Features.Inbox;

namespace Matchmaking.Web.Features.Desk.Queues;

/// <summary>What queues have set aside and nobody has looked at, and mails that could not be sent.</summary>
internal static class ParkedSource
{
    /// <summary>How the subjects of the two begin.</summary>
    public const string Item = "item:",
        Mail = "mail:";

    public static InboxSource Source { get; } =
        new(
            InboxKind.Parked,
            $"""
            SELECT subject, who, title AS title_zh, title AS title_az, title AS title_en, left(original, 300) AS original, since,
                NULL::timestamptz AS due_at, false AS is_paused, 0::smallint AS priority, NULL::uuid AS owner_id
            FROM (
                SELECT '{Item}' || id AS subject, queue AS who, left(item, 300) AS title, reason AS original, at AS since
                FROM parked_items WHERE seen_at IS NULL
                UNION ALL
                SELECT '{Mail}' || id, to_address, left(coalesce(subject, kind), 300), coalesce(last_reply, ''), created_at
                FROM mails WHERE status = 'Failed'
            ) AS parked
            WHERE @subject IS NULL OR subject = @subject
            """
        );
}
