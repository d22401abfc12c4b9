using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// One opportunity, in one material version, for one person: an entry of an alert. Its key is what makes "each thing once per person" true,
/// whichever of the person's mandates it matches and however often matching runs.
/// </summary>
public sealed class AlertItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
    public required Guid OpportunityId { get; init; }
    public Opportunity? Opportunity { get; init; }

    /// <summary>The <see cref="Opportunity.MaterialVersion"/> that is told of.</summary>
    public required int Version { get; set; }

    /// <summary>
    /// The version that this person was told of before: the entry tells what has changed since. Null for a first telling.
    /// </summary>
    public int? ToldVersion { get; init; }

    /// <summary>The mandate that matched best.</summary>
    public required Guid MandateId { get; set; }
    public Mandate? Mandate { get; init; }
    public required AlertFrequency Frequency { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The end of the quiet time of a change; null for what is told without one. A digest that closes earlier leaves it to the next.
    /// </summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>
    /// Told by no mail: its person had it on the screen when the mandate was saved, or the desk called the change a small correction. It
    /// counts as known, so that later changes are told against it.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>The mail that carries it; null while it waits for a digest, and for what is silent.</summary>
    public Guid? MailId { get; set; }
    public OutgoingMail? Mail { get; init; }
}

/// <summary>What became of a digest.</summary>
public enum DigestState
{
    /// <summary>A mail was written.</summary>
    Made,

    /// <summary>It could not be made or sent within four hours; what it would have told goes into the next.</summary>
    Late,
}

/// <summary>A digest of one person for one window, over all mandates: the row is the lock and the memory.</summary>
public sealed class DigestRun
{
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }

    /// <summary>When the window closed; items made before it belong to this digest or an earlier one.</summary>
    public required DateTimeOffset WindowEnd { get; init; }
    public DigestState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? MailId { get; set; }
}

internal sealed class AlertItemMapping : IEntityTypeConfiguration<AlertItem>
{
    public void Configure(EntityTypeBuilder<AlertItem> item)
    {
        item.HasIndex(i => new
            {
                i.PersonId,
                i.OpportunityId,
                i.Version,
            })
            .IsUnique();
        item.Property(i => i.Version).HasDefaultValue(1);
        item.HasIndex(i => i.MailId);
        item.HasIndex(i => new
            {
                i.Frequency,
                i.PersonId,
                i.CreatedAt,
            })
            .HasFilter("mail_id IS NULL AND NOT is_silent");
        item.Property(i => i.IsSilent).HasDefaultValue(false);
        item.Property(i => i.Frequency).HasConversion<string>().HasMaxLength(10);
        item.HasOne(i => i.Mail).WithMany().HasForeignKey(i => i.MailId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class DigestRunMapping : IEntityTypeConfiguration<DigestRun>
{
    public void Configure(EntityTypeBuilder<DigestRun> run)
    {
        run.HasKey(r => new { r.PersonId, r.WindowEnd });
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
    }
}
