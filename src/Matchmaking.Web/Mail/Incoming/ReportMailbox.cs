using System.Globalization;
using MailKit;
using Matchmaking.Web.Database;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// Reads the mailbox in which bounces, complaints and unsubscriptions by mail arrive (IMAP), one message after the other, each alone. What
/// is for a person stays unread; what cannot be dealt with stays unread too and is parked. How far it has been read stands in the
/// database; a message is passed only after what follows from it is committed, so a crash repeats and loses nothing.
/// </summary>
public sealed partial class ReportMailbox(
    MatchmakingDb db,
    IServiceScopeFactory scopes,
    Parking parking,
    MailboxPauses pauses,
    IOptions<MailSettings> settings,
    ILogger<ReportMailbox> log
)
{
    /// <summary>Reads what is new. Does nothing when no mailbox is set, or while one that could not be read is left in peace.</summary>
    /// <returns>How many messages were looked at.</returns>
    /// <exception cref="Exception">The database is away: the next reading begins with the same message.</exception>
    public async Task<int> ReadAsync(CancellationToken cancel)
    {
        if (settings.Value.Mailbox.Host is not { Length: > 0 } || !pauses.MayTry)
            return 0;
        try
        {
            var count = await ReadNewAsync(cancel);
            pauses.Worked();
            await parking.NoteRunAsync(QueueNames.Mailbox, null, cancel);
            return count;
        }
        catch (MailboxException e)
        {
            NotRead(e.Message, pauses.Failed().TotalMinutes);
            await parking.NoteRunAsync(QueueNames.Mailbox, e, cancel);
            return 0;
        }
    }

    /// <summary>Tries a parked message once more. It is parked no longer when it was dealt with, is for a person, or is gone.</summary>
    /// <param name="item">As it was parked.</param>
    /// <returns>False while it is still parked.</returns>
    public async Task<bool> TryAgainAsync(string item, CancellationToken cancel)
    {
        if (settings.Value.Mailbox.Host is not { Length: > 0 })
            return false;
        try
        {
            await using var mailbox = await ImapMailbox.OpenAsync(settings.Value, cancel);
            var isKnown = UniqueId.TryParse(item.Split('/')[0], mailbox.Validity, out var id) && Key(mailbox, id) == item.Split(' ')[0];
            if (!isKnown)
                // The server has numbered its messages anew: each was looked at again by then, and parked again if need be.
                await parking.ReleaseAsync(QueueNames.Mailbox, item, cancel);
            else if (await HandleAsync(mailbox, id, [item], cancel))
                await mailbox.MarkReadAsync(id, cancel);
        }
        catch (MailboxException e)
        {
            NotRead(e.Message, 0);
            await parking.NoteRunAsync(QueueNames.Mailbox, e, cancel);
        }
        return !await db.ParkedItems.AnyAsync(p => p.Queue == QueueNames.Mailbox && p.Item == item, cancel);
    }

    private async Task<int> ReadNewAsync(CancellationToken cancel)
    {
        await using var mailbox = await ImapMailbox.OpenAsync(settings.Value, cancel);
        var name = $"{settings.Value.Mailbox.Host}/{settings.Value.Mailbox.User}/{settings.Value.Mailbox.Folder}";
        // The server has numbered its messages anew (RFC 3501): all are looked at again, which changes nothing more.
        long validity = mailbox.Validity;
        var last = await db.Set<MailboxPosition>()
            .Where(p => p.Name == name && p.Validity == validity)
            .Select(p => p.LastUid)
            .SingleOrDefaultAsync(cancel);
        var parked = await db.ParkedItems.Where(p => p.Queue == QueueNames.Mailbox).Select(p => p.Item).ToListAsync(cancel);
        var count = 0;
        foreach (var (id, size) in await mailbox.AfterAsync(last, cancel))
        {
            var isDone = false;
            if (size <= IncomingMessage.LargestLetter)
                isDone = await HandleAsync(mailbox, id, parked, cancel);
            else
                TooLarge(id.Id, size ?? 0);
            await MoveAsync(name, validity, id.Id, cancel);
            // After the position: a server that breaks off here must not be asked about the same message for ever.
            if (isDone && !await mailbox.MarkReadAsync(id, cancel))
                NotMarked(id.Id);
            count++;
        }
        return count;
    }

    /// <summary>Deals with one message in a scope of its own, so that nothing of it touches the next one.</summary>
    /// <returns>True when somebody need not look at it.</returns>
    private async Task<bool> HandleAsync(ImapMailbox mailbox, UniqueId id, IReadOnlyCollection<string> parked, CancellationToken cancel)
    {
        var key = Key(mailbox, id);
        var before = parked.FirstOrDefault(item => item == key || item.StartsWith(key + ' ', StringComparison.Ordinal));
        var item = before ?? key;
        try
        {
            var isDone = true;
            if (await mailbox.ReadAsync(id, cancel) is { } bytes)
            {
                using var message = IncomingMessage.Load(bytes, IncomingMessage.LargestLetter);
                item = before ?? $"{key} {IncomingMessage.ShortSubject(message)}".TrimEnd();
                await using var scope = scopes.CreateAsyncScope();
                isDone = await scope.ServiceProvider.GetRequiredService<IncomingMailHandling>().HandleAsync(message, cancel);
            }
            if (before is not null)
                await parking.ReleaseAsync(QueueNames.Mailbox, before, cancel);
            if (!isDone)
                LeftForPerson(id.Id);
            return isDone;
        }
        catch (Exception e) when (e is not MailboxException)
        {
            await parking.ParkAsync(QueueNames.Mailbox, item, e, cancel);
            return false;
        }
    }

    /// <summary>What a message is parked as begins with this: its number, and the numbering that it belongs to.</summary>
    private static string Key(ImapMailbox mailbox, UniqueId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{id.Id}/{mailbox.Validity}");

    private Task<int> MoveAsync(string name, long validity, long uid, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mailbox_positions AS known (name, validity, last_uid) VALUES ({name}, {validity}, {uid})
            ON CONFLICT (name) DO UPDATE SET validity = excluded.validity,
                last_uid = CASE WHEN known.validity = excluded.validity THEN greatest(known.last_uid, excluded.last_uid)
                    ELSE excluded.last_uid END
            """,
            cancel
        );

    [LoggerMessage(LogLevel.Warning, "The mailbox of what comes back could not be read, next attempt in {Minutes} min: {Fault}")]
    private partial void NotRead(string fault, double minutes);

    [LoggerMessage(LogLevel.Information, "Message {Uid} of the mailbox is for a person and stays unread")]
    private partial void LeftForPerson(uint uid);

    [LoggerMessage(LogLevel.Warning, "Message {Uid} of the mailbox is too large for a report ({Size} bytes) and is left for a person")]
    private partial void TooLarge(uint uid, uint size);

    [LoggerMessage(LogLevel.Warning, "Message {Uid} of the mailbox was dealt with, but the server does not let it be marked as read")]
    private partial void NotMarked(uint uid);
}

/// <summary>How far a mailbox has been read.</summary>
public sealed class MailboxPosition
{
    /// <summary>Host, user and folder.</summary>
    public required string Name { get; init; }

    /// <summary>The server's UIDVALIDITY.</summary>
    public long Validity { get; set; }
    public uint LastUid { get; set; }
}

internal sealed class MailboxPositionMapping : IEntityTypeConfiguration<MailboxPosition>
{
    public void Configure(EntityTypeBuilder<MailboxPosition> position)
    {
        position.ToTable("mailbox_positions");
        position.HasKey(p => p.Name);
        position.Property(p => p.Name).HasMaxLength(300);
        position.Property(p => p.LastUid).HasColumnType("bigint");
    }
}
