using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Keeps the inbox as its sources say.</summary>
public sealed class InboxService(MatchmakingDb db, IEnumerable<InboxSource> sources, WorkingCalendars calendars, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>All kinds that somebody says something of.</summary>
    public IEnumerable<InboxSource> Sources => sources;

    /// <summary>
    /// Brings the items of a kind up to date; in the transaction of the caller, so that a change and its item are one. Doing it twice
    /// changes nothing more. Only what is other than before is locked.
    /// </summary>
    /// <param name="kind">Which.</param>
    /// <param name="subject">The only one that may have changed; null for all of the kind.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task FollowAsync(InboxKind kind, string? subject, CancellationToken cancel)
    {
        var source = sources.SingleOrDefault(one => one.Kind == kind);
        if (source is null)
            return;
        await using (var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null)
        {
            // Thousands that were just added are not yet in the database's statistics: it would take them for one, and look at all pairs.
            if (subject is null)
                await db.Database.ExecuteSqlAsync($"SET LOCAL enable_nestloop = off", cancel);
            await AddOrChangeAsync(source, subject, cancel);
            await RemoveAsync(source, subject, cancel);
            if (transaction is not null)
                await transaction.CommitAsync(cancel);
        }
        await CompleteAsync(source, source.Mine == "i.subject = @subject" ? subject : null, cancel);
    }

    private Task RemoveAsync(InboxSource source, string? subject, CancellationToken cancel) =>
        ExecuteAsync(
            $"""
            DELETE FROM inbox_items AS item USING (
                SELECT i.subject FROM inbox_items AS i WHERE i.kind = @kind AND (@subject IS NULL OR {source.Mine})
                EXCEPT SELECT w.subject FROM ({source.Sql}) AS w) AS gone
            WHERE item.kind = @kind AND item.subject = gone.subject
            """,
            source,
            subject,
            cancel
        );

    /// <summary>Something new was heard: what was put off is no longer.</summary>
    public Task WakeAsync(InboxKind kind, string subject, CancellationToken cancel) =>
        db
            .InboxItems.Where(item => item.Kind == kind && item.Subject == subject && item.SnoozedUntil != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.SnoozedUntil, (DateTimeOffset?)null).SetProperty(i => i.SnoozeReason, (string?)null),
                cancel
            );

    /// <summary>What was put off until now wakes, and what belongs to somebody without access is nobody's.</summary>
    public async Task WakeDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db
            .InboxItems.Where(item => item.SnoozedUntil <= now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.SnoozedUntil, (DateTimeOffset?)null).SetProperty(i => i.SnoozeReason, (string?)null),
                cancel
            );
        var gone = await db
            .Users.Where(person => person.LockoutEnd == DateTimeOffset.MaxValue)
            .Select(p => (Guid?)p.Id)
            .ToListAsync(cancel);
        if (gone.Count > 0)
            await db
                .InboxItems.Where(item => item.DoneAt == null && gone.Contains(item.OwnerId) && item.Kind != InboxKind.Enquiry)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.OwnerId, (Guid?)null), cancel);
    }

    private Task AddOrChangeAsync(InboxSource source, string? subject, CancellationToken cancel)
    {
        var owner = source.HasOwner ? "{0}.owner_id" : "coalesce(old.owner_id, {0}.owner_id)";
        // What is promised in working days is worked out below, once; a statement does not know the calendar.
        var due = source.WorkingDays is null ? "{0}.due_at" : "NULL::timestamptz";
        var kept = source.WorkingDays is null ? "excluded.due_at" : "CASE WHEN i.since = excluded.since THEN i.due_at END";
        var more = source.HasSteps ? "{0}.step, {0}.is_check_back, {0}.intent" : "NULL::text, false, NULL::text";
        const string texts = "{0}.who, {0}.title_zh, {0}.title_az, {0}.title_en, {0}.original";
        string Row(string of, string duePart, string ownerPart) =>
            Of(texts, of) + $", {of}.since, {Of(duePart, of)}, {of}.is_paused, {of}.priority, {Of(more, of)}, {ownerPart}";
        var words = source.WorkingDays is null ? $"({Of(texts, "i")})" : $"({Of(texts, "i")}, i.since)";
        var newWords = source.WorkingDays is null ? $"({Of(texts, "excluded")})" : $"({Of(texts, "excluded")}, excluded.since)";
        return ExecuteAsync(
            $"""
            INSERT INTO inbox_items AS i
                (id, kind, subject, appeared_at, who, title_zh, title_az, title_en, original, since, due_at, is_paused, priority,
                step, is_check_back, intent, owner_id)
            SELECT gen_random_uuid(), @kind, w.subject, @now, {Row("w", due, "w.owner_id")}
            FROM ({source.Sql}) AS w LEFT JOIN inbox_items AS old ON old.kind = @kind AND old.subject = w.subject
            WHERE old.id IS NULL OR ({Row("old", due, "old.owner_id")}) IS DISTINCT FROM ({Row("w", due, Of(owner, "w"))})
            ORDER BY w.subject
            ON CONFLICT (kind, subject) DO UPDATE SET who = excluded.who, title_zh = excluded.title_zh, title_az = excluded.title_az,
                title_en = excluded.title_en, original = excluded.original, since = excluded.since, due_at = {kept},
                is_paused = excluded.is_paused, priority = excluded.priority,
                step = excluded.step, is_check_back = excluded.is_check_back, intent = excluded.intent,
                owner_id = {(source.HasOwner ? "excluded.owner_id" : "coalesce(i.owner_id, excluded.owner_id)")},
                done_at = CASE WHEN excluded.since <= i.since THEN i.done_at END,
                words = CASE WHEN {words} IS NOT DISTINCT FROM {newWords} THEN i.words END
            """,
            source,
            subject,
            cancel
        );
    }

    /// <summary>Works out what a statement cannot: the words of the search, and working days.</summary>
    private async Task CompleteAsync(InboxSource source, string? subject, CancellationToken cancel)
    {
        var kind = source.Kind;
        while (true)
        {
            var rows = await db
                .InboxItems.AsNoTracking()
                .Where(i => i.Words == null && i.Kind == kind && (subject == null || i.Subject == subject))
                .OrderBy(i => i.Id)
                .Take(BatchSize)
                .Select(i => new
                {
                    i.Id,
                    i.Who,
                    i.TitleZh,
                    i.TitleAz,
                    i.TitleEn,
                    i.Original,
                    i.Since,
                    i.DueAt,
                })
                .ToListAsync(cancel);
            if (rows.Count == 0)
                return;
            var dues = rows.Select(row => source.WorkingDays is { } days ? Due(row.Since, days) : row.DueAt);
            await db.Database.ExecuteSqlRawAsync(
                """
                UPDATE inbox_items AS i SET words = w.words, due_at = w.due_at FROM unnest(@ids, @words, @dues) AS w (id, words, due_at)
                WHERE i.id = w.id
                """,
                [
                    new NpgsqlParameter("ids", rows.ConvertAll(row => row.Id)),
                    new NpgsqlParameter(
                        "words",
                        rows.ConvertAll(row => SearchWords.Of(row.Who, row.TitleZh, row.TitleAz, row.TitleEn, row.Original))
                    ),
                    new NpgsqlParameter("dues", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
                    {
                        Value = dues.Select(due => due?.UtcDateTime).ToArray(),
                    },
                ],
                cancel
            );
            if (rows.Count < BatchSize)
                return;
        }
    }

    private DateTimeOffset? Due(DateTimeOffset since, int days) => calendars.AgencyClock.Due(since, calendars.AgencyClock.Days(days));

    private Task<int> ExecuteAsync(string sql, InboxSource source, string? subject, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.Database.ExecuteSqlRawAsync(
            sql,
            [
                new NpgsqlParameter("kind", source.Kind.ToString()),
                new NpgsqlParameter("subject", NpgsqlDbType.Text) { Value = (object?)subject ?? DBNull.Value },
                new NpgsqlParameter("now", now.UtcDateTime),
                new NpgsqlParameter("today", BakuDay.Of(now)),
            ],
            cancel
        );
    }

    private static string Of(string part, string table) => part.Replace("{0}", table, StringComparison.Ordinal);
}
