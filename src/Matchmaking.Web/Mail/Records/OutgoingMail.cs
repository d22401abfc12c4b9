using System.Text.Json;
using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail.Records;

/// <summary>What has become of a mail.</summary>
public enum MailStatus
{
    /// <summary>Waits for <see cref="OutgoingMail.NotBefore"/>.</summary>
    Pending,

    /// <summary>In the hands of one sender, for as long as that sender lives.</summary>
    Sending,

    /// <summary>Accepted by the mail server.</summary>
    Accepted,

    /// <summary>Refused for now; waits for <see cref="OutgoingMail.NotBefore"/> like one that was never tried.</summary>
    Deferred,

    /// <summary>Not sent on purpose; <see cref="OutgoingMail.Suppressed"/> says why.</summary>
    Suppressed,

    /// <summary>Refused for good, bounced, or given up after three days.</summary>
    Failed,
}

/// <summary>Why a mail was not sent although nothing was broken.</summary>
public enum SuppressedBecause
{
    /// <summary>When its turn came, nothing that it would have told was wanted or true any more.</summary>
    NothingToTell,

    /// <summary>Its reader stopped or paused the alerts.</summary>
    Unsubscribed,

    /// <summary>Its address must not be written to; see <see cref="MailSuppression"/>.</summary>
    Address,

    /// <summary>A digest more than four hours late: what it would have told goes into the next one.</summary>
    Late,

    /// <summary>Somebody of the desk took it back.</summary>
    Desk,
}

/// <summary>
/// A mail is a row first: written in the transaction of its cause, sent after the commit. The rows are the queue. It holds no text and no
/// secret; subject, body and links are made when it is sent.
/// </summary>
public sealed class OutgoingMail
{
    public const int SubjectLength = 300,
        ReplyLength = 1000;

    /// <summary>How the kinds of all mails about an account begin: somebody has asked for them, or they tell of a change to it.</summary>
    public const string AccountKinds = "account.";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which <see cref="IMailTemplate"/> writes it.</summary>
    public required string Kind { get; init; }

    /// <summary>Whose account it is about or goes to; null for the product's own.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>
    /// What it is about: an opportunity, the window of a digest, or itself. With recipient, kind and version it is the key
    /// that makes "each thing once" true, whatever runs twice.
    /// </summary>
    public string About
    {
        get => field ?? Id.ToString("N");
        init;
    }

    /// <summary>Which state of <see cref="About"/> it tells of, from 1.</summary>
    public int Version { get; init; } = 1;
    public required string ToAddress { get; init; }

    /// <summary>The reader's language.</summary>
    public required string Language { get; init; }

    /// <summary>The provider of the recipient's address, as far as it was known.</summary>
    public ProviderGroup Provider { get; set; }

    /// <summary>Ids and plain values that the template needs.</summary>
    public Dictionary<string, string> Data { get; init; } = [];

    /// <summary>0 before 1 before 2: somebody is waiting for a confirmation, nobody for a digest.</summary>
    public int Priority { get; init; }

    public MailStatus Status { get; set; }
    public SuppressedBecause? Suppressed { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset NotBefore { get; set; }

    /// <summary>How often it was taken out to be sent. With <see cref="SenderId"/> it is the fencing token.</summary>
    public int Attempts { get; set; }

    /// <summary>Who has it in hand. A sender that was thought dead finds another one here and writes no outcome.</summary>
    public Guid? SenderId { get; set; }

    /// <summary>
    /// Without angle brackets; set when it is first taken out, so that each attempt is recognisably the same mail. Another one after it has
    /// come back or the desk has had it sent again: then the earlier attempt must not be taken for this one.
    /// </summary>
    public string? MessageId { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>How often nobody could say whether the server took it: the connection was lost after its text had been sent.</summary>
    public int Doubts { get; set; }

    /// <summary>What the server said last.</summary>
    public string? LastReply { get; set; }

    /// <summary>Kept for the desk's list of mails.</summary>
    public string? Subject { get; set; }

    /// <summary><see cref="Data"/> from its column.</summary>
    /// <exception cref="JsonException">It holds something else.</exception>
    internal static Dictionary<string, string> ReadData(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)
        ?? throw new JsonException("The data of the mail are null.");

    /// <summary>The same for the desk, which can look at a mail that nobody can send.</summary>
    internal static Dictionary<string, string> ShowData(string json)
    {
        try
        {
            return ReadData(json);
        }
        catch (JsonException)
        {
            // The sender has said so when the mail's turn came.
            return [];
        }
    }
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    /// <summary>Rows that still need a sender.</summary>
    internal const string Ready = "status IN ('Pending', 'Deferred')";

    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("mails");
        mail.Property(m => m.Kind).HasMaxLength(40);
        // Read through the property: a mail about nothing else is about itself, and so is always another.
        mail.Property(m => m.About).HasMaxLength(64).UsePropertyAccessMode(PropertyAccessMode.Property);
        mail.Property(m => m.Version).HasDefaultValue(1);
        mail.Property(m => m.ToAddress).HasMaxLength(254);
        mail.Property(m => m.Language).HasMaxLength(10);
        mail.Property(m => m.Provider).HasConversion<string>().HasMaxLength(20);
        mail.Property(m => m.Status).HasConversion<string>().HasMaxLength(10);
        mail.Property(m => m.Suppressed).HasConversion<string>().HasMaxLength(20);
        mail.Property(m => m.LastReply).HasMaxLength(OutgoingMail.ReplyLength);
        mail.Property(m => m.MessageId).HasMaxLength(300);
        mail.Property(m => m.Subject).HasMaxLength(OutgoingMail.SubjectLength);
        mail.Property(m => m.Data)
            .HasColumnType("jsonb")
            .HasConversion(
                data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
                json => OutgoingMail.ShowData(json),
                new ValueComparer<Dictionary<string, string>>((a, b) => ReferenceEquals(a, b), data => data.Count, data => data)
            );
        // What was taken back does not stand in the way of telling it later; everything else of one key exists once.
        mail.HasIndex(m => new
            {
                m.PersonId,
                m.Kind,
                m.About,
                m.Version,
            })
            .IsUnique()
            .AreNullsDistinct(false)
            .HasFilter("status <> 'Suppressed'")
            .HasDatabaseName("ix_mails_key");
        // Only rows that still need work are in these two, so they stay small however many mails were sent.
        mail.HasIndex(m => new
            {
                m.Provider,
                m.Priority,
                m.NotBefore,
                m.Id,
            })
            .HasFilter(Ready)
            .HasDatabaseName("ix_mails_ready");
        mail.HasIndex(m => m.SenderId).HasFilter("status = 'Sending'").HasDatabaseName("ix_mails_in_hand");
        mail.HasIndex(m => m.Status).HasFilter("status = 'Failed'").HasDatabaseName("ix_mails_failed");
        // A row is rewritten twice on its way out; room in its page keeps that cheap.
        mail.HasAnnotation("Npgsql:StorageParameter:fillfactor", 70);
    }
}
