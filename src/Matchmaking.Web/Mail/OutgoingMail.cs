using System.Text.Json;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail;

/// <summary>What has become of a mail.</summary>
public enum MailStatus
{
    /// <summary>Waits for <see cref="OutgoingMail.NotBefore"/>.</summary>
    Pending,
    /// <summary>In the hands of one sender until its lease ends.</summary>
    Sending,
    /// <summary>Accepted by the mail server.</summary>
    Sent,
    /// <summary>Refused for good, or given up after three days.</summary>
    Failed,
    /// <summary>No longer wanted when its turn came.</summary>
    Cancelled,
}

/// <summary>
/// A mail is a row first: written in the transaction of its cause, sent after the commit by <see cref="MailLoop"/>.
/// It holds no text and no secret; subject, body and links are made when it is sent.
/// </summary>
public sealed class OutgoingMail
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Which <see cref="IMailTemplate"/> writes it.</summary>
    public required string Kind { get; init; }
    public Guid? PersonId { get; init; }
    public Person? Person { get; init; }
    public required string ToAddress { get; init; }
    /// <summary>The reader's language.</summary>
    public required string Language { get; init; }
    /// <summary>Ids and plain values that the template needs.</summary>
    public Dictionary<string, string> Data { get; init; } = [];
    /// <summary>0 before 1: somebody is waiting for a confirmation, nobody for a digest.</summary>
    public int Priority { get; init; }

    public MailStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset NotBefore { get; set; }
    public int Attempts { get; set; }
    /// <summary>Until when the sender named by <see cref="LeaseId"/> alone may touch it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>A sender that lost its lease finds another id here and must not write its outcome.</summary>
    public Guid? LeaseId { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    /// <summary>What the server said last, without addresses.</summary>
    public string? LastError { get; set; }
    /// <summary>Kept for the desk's list of mails.</summary>
    public string? Subject { get; set; }

    /// <summary>A mail to somebody with an account, in that person's language.</summary>
    public static OutgoingMail To(Person person, string kind, DateTimeOffset now, int priority = 0) => new()
    {
        Kind = kind,
        PersonId = person.Id,
        ToAddress = person.Email!,
        Language = person.Language,
        Priority = priority,
        CreatedAt = now,
        NotBefore = now,
    };
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("mails");
        mail.Property(m => m.Kind).HasMaxLength(40);
        mail.Property(m => m.ToAddress).HasMaxLength(254);
        mail.Property(m => m.Language).HasMaxLength(10);
        mail.Property(m => m.Status).HasConversion<string>().HasMaxLength(10);
        mail.Property(m => m.LastError).HasMaxLength(1000);
        mail.Property(m => m.Subject).HasMaxLength(300);
        mail.Property(m => m.Data).HasColumnType("jsonb").HasConversion(
            data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, string>>((a, b) => ReferenceEquals(a, b), data => data.Count, data => data));
        mail.HasOne(m => m.Person).WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
        // Only rows that still need work are in these indexes, so they stay small however many mails were sent.
        mail.HasIndex(m => new { m.Priority, m.NotBefore }).HasFilter("status = 'Pending'").HasDatabaseName("ix_mails_ready");
        mail.HasIndex(m => m.LeaseUntil).HasFilter("status = 'Sending'").HasDatabaseName("ix_mails_leased");
        mail.HasIndex(m => m.PersonId);
        mail.HasIndex(m => m.CreatedAt);
    }
}
