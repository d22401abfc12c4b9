using System.Globalization;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Searches;

/// <summary>Writes down what waits, in a few statements however much it is.</summary>
public sealed class SearchNoteWriter(MatchmakingDb db, SearchNoteQueue queue)
{
    /// <summary>Writes all that waits now.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var notes = queue.Take();
        await WriteRecentAsync([.. notes.OfType<RecentNote>()], cancel);
        foreach (var day in notes.OfType<MissedNote>().GroupBy(note => note.Day))
            await WriteMissedAsync(day.Key, [.. day], cancel);
    }

    private async Task WriteRecentAsync(IReadOnlyList<RecentNote> notes, CancellationToken cancel)
    {
        if (notes.Count == 0)
            return;
        RecentNote[] latest = [.. notes.GroupBy(note => (note.Person, note.Key)).Select(same => same.MaxBy(note => note.At)!)];
        // Whose account goes at this moment leaves nothing behind.
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO recent_searches AS kept (person_id, key, address, at)
            SELECT person.id, made.key, made.address, made.at
            FROM unnest(@persons, @keys, @addresses, @moments) AS made (person_id, key, address, at)
            JOIN people AS person ON person.id = made.person_id
            FOR KEY SHARE OF person
            ON CONFLICT (person_id, key) DO UPDATE SET address = excluded.address, at = greatest(kept.at, excluded.at)
            """,
            [
                new NpgsqlParameter("persons", latest.Select(note => note.Person).ToArray()),
                new NpgsqlParameter("keys", latest.Select(note => note.Key).ToArray()),
                new NpgsqlParameter("addresses", latest.Select(note => note.Address).ToArray()),
                new NpgsqlParameter("moments", latest.Select(note => note.At).ToArray()),
            ],
            cancel
        );
        await db.Database.ExecuteSqlRawAsync(
            """
            DELETE FROM recent_searches AS old USING (
                SELECT person_id, key, row_number() OVER (PARTITION BY person_id ORDER BY at DESC, key) AS place
                FROM recent_searches WHERE person_id = ANY(@persons)) AS ranked
            WHERE ranked.place > @most AND old.person_id = ranked.person_id AND old.key = ranked.key
            """,
            [
                new NpgsqlParameter("persons", latest.Select(note => note.Person).Distinct().ToArray()),
                new NpgsqlParameter("most", RecentSearch.Most),
            ],
            cancel
        );
    }

    private async Task WriteMissedAsync(DateOnly day, IReadOnlyList<MissedNote> notes, CancellationToken cancel)
    {
        var counted = notes.GroupBy(note => note.Words, StringComparer.Ordinal).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One node at a time, or each would find room for what only one has.
        await db.OneAfterTheOtherAsync("missed-searches", day.ToString("O", CultureInfo.InvariantCulture), cancel);
        var known = await db.MissedSearches.Where(s => s.Day == day).Select(s => s.Words).ToHashSetAsync(cancel);
        var room = MissedSearch.MostOfDay - known.Count;
        var written = counted.Where(words => known.Contains(words.Key) || room-- > 0).ToList();
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO missed_searches AS kept (day, words, nothing, corrected)
            SELECT @day, made.words, made.nothing, made.corrected
            FROM unnest(@words, @nothing, @corrected) AS made (words, nothing, corrected)
            ON CONFLICT (day, words) DO UPDATE SET
                nothing = kept.nothing + excluded.nothing, corrected = kept.corrected + excluded.corrected
            """,
            [
                new NpgsqlParameter("day", day),
                new NpgsqlParameter("words", written.Select(words => words.Key).ToArray()),
                new NpgsqlParameter("nothing", written.Select(words => words.Count(note => !note.IsCorrected)).ToArray()),
                new NpgsqlParameter("corrected", written.Select(words => words.Count(note => note.IsCorrected)).ToArray()),
            ],
            cancel
        );
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Writes down what was searched for, a moment after; one loop a node.</summary>
public sealed partial class SearchNoteLoop(
    IServiceScopeFactory scopes,
    SearchNoteQueue queue,
    TimeProvider time,
    ILogger<SearchNoteLoop> log
) : BackgroundService
{
    /// <summary>What comes within this time is written together.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.WaitAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SearchNoteWriter>().WriteAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away. What was taken is lost: nobody is owed it.
                WriteFailed(e);
            }
            await Task.Delay(Rest, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Searches cannot be noted")]
    private partial void WriteFailed(Exception e);
}
