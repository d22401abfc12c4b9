using Matchmaking.Web.Features.Inbox;

namespace Matchmaking.Web.Features.Matches.Feedback;

/// <summary>Answers of organisations that somebody of the desk should act on; their subject is the organisation and the listing.</summary>
internal static class FeedbackSources
{
    private const string Said = """
        SELECT f.organisation_id || ':' || f.opportunity_id AS subject, left(coalesce(p.display_name || ' · ', '') || g.name, 300) AS who,
            left(coalesce(nullif(o.title_zh, ''), o.title_en), 300) AS title_zh,
            left(coalesce(nullif(o.title_az, ''), o.title_en), 300) AS title_az,
            left(coalesce(nullif(o.title_en, ''), o.title_zh), 300) AS title_en, lower(coalesce(f.because, '')) AS original, f.at AS since,
            NULL::timestamptz AS due_at, false AS is_paused, 1::smallint AS priority, o.contact_id AS owner_id
        FROM opportunity_feedback AS f
        JOIN organisations AS g ON g.id = f.organisation_id
        JOIN opportunities AS o ON o.id = f.opportunity_id
        LEFT JOIN people AS p ON p.id = f.person_id
        WHERE (@subject IS NULL OR f.organisation_id = split_part(@subject, ':', 1)::uuid
                AND f.opportunity_id = split_part(@subject, ':', 2)::uuid)
            AND o.status = 'Published'
        """;

    /// <summary>
    /// It fits, and the organisation has not asked since: somebody should call, within a working day. Older than a quarter is over.
    /// </summary>
    public static InboxSource Fits { get; } =
        new(
            InboxKind.Fit,
            Said
                + """

                    AND f.answer = 'Fits' AND f.at > @now - interval '90 days'
                    AND NOT EXISTS (SELECT FROM enquiries AS e
                        WHERE e.organisation_id = f.organisation_id AND e.opportunity_id = f.opportunity_id AND e.received_at >= f.at)
                """
        )
        {
            WorkingDays = 1,
        };

    /// <summary>A good match was turned down within the last month: worth a look, promised to nobody.</summary>
    public static InboxSource Refusals { get; } =
        new(
            InboxKind.Refusal,
            Said
                + """

                    AND f.answer = 'DoesNotFit' AND f.at > @now - interval '30 days' AND f.material_version >= o.material_version
                    AND EXISTS (SELECT FROM matches AS m JOIN mandates AS d ON d.id = m.mandate_id
                        WHERE m.opportunity_id = f.opportunity_id AND d.organisation_id = f.organisation_id AND m.declared_score >= 80)
                """
        );
}
