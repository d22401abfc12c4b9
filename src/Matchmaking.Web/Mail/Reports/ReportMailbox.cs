using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Reports;

/// <summary>
/// Reads the mailbox in which bounces, complaints and unsubscriptions by mail arrive (IMAP). What is for a person stays unread. How far it has
/// been read stands in the database; a message is passed only after what follows from it is committed, so a crash repeats and loses nothing.
/// </summary>
public sealed partial class ReportMailbox(
    MatchmakingDb db, ReportReader reader, ReportHandling handling, IOptions<MailSettings> settings, ILogger<ReportMailbox> log)
{
    /// <summary>Longer ones are no reports.</summary>
    private const uint Largest = 1024 * 1024;

    /// <summary>Reads what is new. Does nothing when no mailbox is set.</summary>
    /// <returns>How many messages were looked at.</returns>
    public async Task<int> ReadAsync(CancellationToken cancel)
    {
        var mailbox = settings.Value.Mailbox;
        if (mailbox.Host is not { Length: > 0 } host)
            return 0;
        using var client = new ImapClient { Timeout = 30_000 };
        await client.ConnectAsync(host, mailbox.Port, mailbox.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancel);
        await client.AuthenticateAsync(mailbox.User ?? "", mailbox.Password ?? "", cancel);
        var folder = await client.GetFolderAsync(mailbox.Folder, cancel);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        var position = await PositionAsync($"{host}/{mailbox.User}/{mailbox.Folder}", folder.UidValidity, cancel);
        var count = 0;
        // "From here to the end" always names the last message too, even one that was read.
        var range = new UniqueIdRange(new UniqueId(position.LastUid + 1), UniqueId.MaxValue);
        foreach (var summary in (await folder.FetchAsync(range, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancel)).Where(s => s.UniqueId.Id > position.LastUid).OrderBy(s => s.UniqueId))
        {
            if (summary.Size <= Largest && await HandleAsync(folder, summary.UniqueId, cancel))
                await folder.AddFlagsAsync(summary.UniqueId, MessageFlags.Seen, silent: true, cancel);
            position.LastUid = summary.UniqueId.Id;
            await db.SaveChangesAsync(cancel);
            count++;
        }
        await client.DisconnectAsync(quit: true, cancel);
        return count;
    }

    private async Task<bool> HandleAsync(IMailFolder folder, UniqueId id, CancellationToken cancel)
    {
        try
        {
            using var message = await folder.GetMessageAsync(id, cancel);
            return await handling.HandleAsync(reader.Read(message), cancel);
        }
        catch (Exception e) when (e is FormatException or MimeKit.ParseException or ImapCommandException)
        {
            // Not readable by us, perhaps by a person; and it must not hold up those behind it.
            NotReadable(id.Id, e);
            return false;
        }
    }

    private async Task<MailboxPosition> PositionAsync(string name, uint validity, CancellationToken cancel)
    {
        if (await db.Set<MailboxPosition>().SingleOrDefaultAsync(p => p.Name == name, cancel) is not { } position)
            db.Add(position = new() { Name = name });
        // The server has numbered its messages anew (RFC 3501): all are looked at again, which changes nothing more.
        if (position.Validity != validity)
            (position.Validity, position.LastUid) = (validity, 0);
        return position;
    }

    [LoggerMessage(LogLevel.Warning, "Message {Uid} of the mailbox could not be read and is left for a person")]
    private partial void NotReadable(uint uid, Exception e);
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
