using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>Listings that wait for somebody of the desk.</summary>
internal static class ListingSources
{
    /// <summary>Within how many of the agency's working days a submission is looked at.</summary>
    private const int ReviewDays = 5;

    /// <summary>How a listing is called in each language: by the next best where a title is missing.</summary>
    private const string Titles = """
        left(coalesce(nullif(o.title_zh, ''), nullif(o.title_en, ''), o.title_az), 300) AS title_zh,
        left(coalesce(nullif(o.title_az, ''), nullif(o.title_en, ''), o.title_zh), 300) AS title_az,
        left(coalesce(nullif(o.title_en, ''), nullif(o.title_az, ''), o.title_zh), 300) AS title_en
        """;

    /// <summary>Sent in by an organisation: nobody's until somebody takes it.</summary>
    public static InboxSource Submissions { get; } =
        new(
            InboxKind.Submission,
            $"""
            SELECT o.id::text AS subject, coalesce(g.name, '') AS who, {Titles}, '' AS original,
                coalesce((SELECT max(e.at) FROM opportunity_events AS e WHERE e.opportunity_id = o.id AND e.kind = 'Submitted'),
                o.updated_at)
                    AS since,
                NULL::timestamptz AS due_at, false AS is_paused, 1::smallint AS priority, NULL::uuid AS owner_id
            FROM opportunities AS o LEFT JOIN organisations AS g ON g.id = o.submitted_by_id
            WHERE o.status = 'Submitted' AND (@subject IS NULL OR o.id = @subject::uuid)
            """
        )
        {
            WorkingDays = ReviewDays,
        };

    /// <summary>Public and open, until a day within the next two weeks: due when that day ends for the agency.</summary>
    public static InboxSource Expiring { get; } =
        Of(
            InboxKind.Expiring,
            "(o.valid_until - 14)::timestamp",
            "(o.valid_until + time '18:00') AT TIME ZONE 'Asia/Baku'",
            "o.valid_until BETWEEN @today AND @today + 14"
        );

    /// <summary>Public and still called open, although its last day is over.</summary>
    public static InboxSource Expired { get; } =
        Of(InboxKind.Expired, "(o.valid_until + 1)::timestamp", "NULL::timestamptz", "o.valid_until < @today");

    /// <summary>What a save may have changed of the inbox; asked before it.</summary>
    public static IReadOnlyList<(InboxKind Kind, string Subject)> ChangedBy(EntityEntry<Opportunity> entry)
    {
        var (now, subject) = (entry.Entity, entry.Entity.Id.ToString());
        var (was, until) = entry.State
            is Microsoft.EntityFrameworkCore.EntityState.Detached
                or Microsoft.EntityFrameworkCore.EntityState.Added
            ? (now.Status, now.ValidUntil)
            : (entry.Property(o => o.Status).OriginalValue, entry.Property(o => o.ValidUntil).OriginalValue);
        var changed = new List<(InboxKind, string)>();
        if (now.Status == PublicationStatus.Submitted || was == PublicationStatus.Submitted)
            changed.Add((InboxKind.Submission, subject));
        if (
            (now.Status == PublicationStatus.Published || was == PublicationStatus.Published)
            && (now.ValidUntil is not null || until is not null)
        )
            changed.AddRange([(InboxKind.Expiring, subject), (InboxKind.Expired, subject)]);
        return changed;
    }

    private static InboxSource Of(InboxKind kind, string since, string due, string when) =>
        new(
            kind,
            $"""
            SELECT o.id::text AS subject, left(coalesce(g.name, nullif(o.promoter_en, ''), ''), 300) AS who, {Titles}, '' AS original,
                {since} AT TIME ZONE 'Asia/Baku' AS since, {due} AS due_at, false AS is_paused, 1::smallint AS priority,
                o.contact_id AS owner_id
            FROM opportunities AS o LEFT JOIN organisations AS g ON g.id = o.submitted_by_id
            WHERE o.status = 'Published' AND o.availability = 'Open' AND {when} AND (@subject IS NULL OR o.id = @subject::uuid)
            """
        );
}
