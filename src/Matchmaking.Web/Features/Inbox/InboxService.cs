using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>What waits of a kind, said by the feature whose it is.</summary>
/// <param name="Kind">Which kind; one source a kind.</param>
/// <param name="Sql">
/// A SELECT with the columns subject, who, title_zh, title_az, title_en, original, since, due_at, is_paused, priority and owner_id of
/// all that
/// waits. <c>{0}</c> stands where its rows are cut to one subject: a text, or NULL for all. An owner of its own decides; NULL keeps the
/// item's.
/// </param>
public sealed record InboxSource(InboxKind Kind, string Sql);

/// <summary>Keeps the inbox as its sources say.</summary>
public sealed class InboxService(MatchmakingDb db, IEnumerable<InboxSource> sources)
{
    /// <summary>
    /// Brings the items of a kind up to date; in the transaction of the caller, so that a change and its item are one. Doing it twice
    /// changes
    /// nothing more.
    /// </summary>
    /// <param name="kind">Which.</param>
    /// <param name="subject">The only one that may have changed; null for all of the kind.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task FollowAsync(InboxKind kind, string? subject, CancellationToken cancel)
    {
        var source = sources.SingleOrDefault(one => one.Kind == kind);
        if (source is null)
            return;
        var name = kind.ToString();
        var waiting = source.Sql.Replace("{0}", "@subject::text", StringComparison.Ordinal);
        await db.Database.ExecuteSqlRawAsync(
            $$"""
            INSERT INTO inbox_items AS i
                (id, kind, subject, who, title_zh, title_az, title_en, original, since, due_at, is_paused, priority, owner_id)
            SELECT gen_random_uuid(), @kind, w.subject, w.who, w.title_zh, w.title_az, w.title_en, w.original, w.since, w.due_at,
                w.is_paused, w.priority, w.owner_id
            FROM ({{waiting}}) AS w
            ON CONFLICT (kind, subject) DO UPDATE SET who = excluded.who, title_zh = excluded.title_zh, title_az = excluded.title_az,
                title_en = excluded.title_en, original = excluded.original, since = excluded.since, due_at = excluded.due_at,
                is_paused = excluded.is_paused, priority = excluded.priority, owner_id = coalesce(excluded.owner_id, i.owner_id)
            WHERE (i.who, i.title_zh, i.title_az, i.title_en, i.original, i.since, i.due_at, i.is_paused, i.priority, i.owner_id)
                IS DISTINCT FROM (excluded.who, excluded.title_zh, excluded.title_az, excluded.title_en, excluded.original, excluded.since,
                    excluded.due_at, excluded.is_paused, excluded.priority, coalesce(excluded.owner_id, i.owner_id))
            """,
            [new Npgsql.NpgsqlParameter("kind", name), Subject()],
            cancel
        );
        await db.Database.ExecuteSqlRawAsync(
            $$"""
            DELETE FROM inbox_items AS i WHERE i.kind = @kind AND (@subject::text IS NULL OR i.subject = @subject::text)
                AND NOT EXISTS (SELECT FROM ({{waiting}}) AS w WHERE w.subject = i.subject)
            """,
            [new Npgsql.NpgsqlParameter("kind", name), Subject()],
            cancel
        );

        Npgsql.NpgsqlParameter Subject() => new("subject", NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)subject ?? DBNull.Value };
    }
}
