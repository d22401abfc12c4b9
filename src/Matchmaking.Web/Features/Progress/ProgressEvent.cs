using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Progress;

/// <summary>What somebody of the desk did to a document or a fact.</summary>
public enum ProgressEventKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>One line of the history of signed documents and facts. It outlives what it tells of, and nobody rewrites it.</summary>
public sealed class ProgressEvent
{
    public const int TitleLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The document or the fact; it may be gone.</summary>
    public required Guid RowId { get; init; }
    public required ProgressEventKind Kind { get; init; }

    /// <summary>The beginning of its title or text, as it then stood.</summary>
    public required string Title { get; init; }

    /// <summary>Keys of the names of the fields that were changed.</summary>
    public List<string> Fields { get; init; } = [];
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null when that person's account is gone.</summary>
    public Guid? ById { get; init; }
    public Person? By { get; init; }

    /// <summary>A line about a row.</summary>
    /// <param name="row">Its id.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="title">Its title or text.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    /// <param name="fields">See <see cref="Fields"/>.</param>
    public static ProgressEvent Of(
        Guid row,
        ProgressEventKind kind,
        Localized title,
        Guid by,
        DateTimeOffset now,
        IEnumerable<string>? fields = null
    ) =>
        new()
        {
            RowId = row,
            Kind = kind,
            Title = CleanText.Cut(title.In(Language.English), TitleLength, "…"),
            Fields = [.. fields ?? []],
            At = now,
            ById = by,
        };
}

internal sealed class ProgressEventMapping : IEntityTypeConfiguration<ProgressEvent>
{
    public void Configure(EntityTypeBuilder<ProgressEvent> line)
    {
        line.ToTable("progress_events");
        line.Property(e => e.Id).ValueGeneratedNever();
        line.Property(e => e.Kind).HasConversion<string>().HasMaxLength(10);
        line.Property(e => e.Title).HasMaxLength(ProgressEvent.TitleLength);
        line.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.SetNull);
        line.HasIndex(e => new { e.RowId, e.At });
        line.HasIndex(e => e.At);
    }
}
