using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Queues;

/// <summary>
/// Something that a queue could not deal with, set aside with the reason, so that what stands behind it goes on. Shown on the desk until
/// somebody has looked, or until it could be dealt with after all.
/// </summary>
public sealed class ParkedItem
{
    public const int QueueLength = 60,
        ItemLength = 300,
        ReasonLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which queue: a name of <see cref="QueueNames"/>, or the name of a job.</summary>
    public required string Queue { get; init; }

    /// <summary>What it is, for the queue that finds it again and for people: the id of a row, the number of a message.</summary>
    public required string Item { get; init; }

    /// <summary>What went wrong the last time.</summary>
    public required string Reason { get; set; }

    /// <summary>When it was parked first, and last.</summary>
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset LastAt { get; set; }

    /// <summary>How often, from 1.</summary>
    public int Times { get; set; } = 1;

    /// <summary>When somebody of the desk has looked at it; null while nobody has.</summary>
    public DateTimeOffset? SeenAt { get; set; }
    public Guid? SeenById { get; set; }
}

/// <summary>How a periodic job, or a queue that one empties, went the last time. Shared by all nodes.</summary>
public sealed class QueueRun
{
    /// <summary>A name of <see cref="QueueNames"/>, or the name of a job.</summary>
    public required string Queue { get; init; }

    /// <summary>When it last came to its end; null before the first time.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When it last failed; null when it never did, or has come to its end since.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Fault { get; set; }
}

internal sealed class ParkedItemMapping : IEntityTypeConfiguration<ParkedItem>
{
    public void Configure(EntityTypeBuilder<ParkedItem> parked)
    {
        parked.ToTable("parked_items");
        parked.Property(p => p.Queue).HasMaxLength(ParkedItem.QueueLength);
        parked.Property(p => p.Item).HasMaxLength(ParkedItem.ItemLength);
        parked.Property(p => p.Reason).HasMaxLength(ParkedItem.ReasonLength);
        parked.HasIndex(p => new { p.Queue, p.Item }).IsUnique();
        parked.HasIndex(p => p.SeenAt).HasFilter("seen_at IS NULL").HasDatabaseName("ix_parked_items_unseen");
    }
}

internal sealed class QueueRunMapping : IEntityTypeConfiguration<QueueRun>
{
    public void Configure(EntityTypeBuilder<QueueRun> run)
    {
        run.ToTable("queue_runs");
        run.HasKey(r => r.Queue);
        run.Property(r => r.Queue).HasMaxLength(ParkedItem.QueueLength);
        run.Property(r => r.Fault).HasMaxLength(ParkedItem.ReasonLength);
    }
}
