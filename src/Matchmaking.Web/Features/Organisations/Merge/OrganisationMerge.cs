using System.Text.Json;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations.Merge;

/// <summary>The rows that changed hands in a merge, by their ids. Matches and alerts go with their mandates and people.</summary>
public sealed record MovedRows
{
    public List<Guid> Names { get; init; } = [];
    public List<Guid> Deals { get; init; } = [];
    public List<Guid> Mandates { get; init; } = [];
    public List<Guid> Members { get; init; } = [];
    public List<Guid> Submissions { get; init; } = [];
    /// <summary>Opportunities of which the merged one had said something, and the other nothing.</summary>
    public List<Guid> Feedback { get; init; } = [];
    /// <summary>Organisations whose parent was the merged one.</summary>
    public List<Guid> Children { get; init; } = [];
    /// <summary>The alias that keeps the merged one's name, where no other row did; it goes again when they are split.</summary>
    public Guid? AddedName { get; init; }

    internal int Count => Names.Count + Deals.Count + Mandates.Count + Members.Count + Submissions.Count + Feedback.Count + Children.Count;

    /// <summary>These and those.</summary>
    internal MovedRows And(MovedRows late) => this with
    {
        Names = [.. Names, .. late.Names], Deals = [.. Deals, .. late.Deals], Mandates = [.. Mandates, .. late.Mandates],
        Members = [.. Members, .. late.Members], Submissions = [.. Submissions, .. late.Submissions], Feedback = [.. Feedback, .. late.Feedback], Children = [.. Children, .. late.Children],
    };
}

/// <summary>
/// Two organisations were found to be the same: the source was merged into the target. The record remembers what moved, so that they can be
/// split again exactly as they were.
/// </summary>
public sealed class OrganisationMerge
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SourceId { get; init; }
    public Organisation? Source { get; init; }
    public required Guid TargetId { get; init; }
    public Organisation? Target { get; init; }
    public required MovedRows Moved { get; set; }
    public required DateTimeOffset MergedAt { get; init; }
    public Guid? MergedById { get; init; }
    /// <summary>When they were split again; null while they are one.</summary>
    public DateTimeOffset? SplitAt { get; set; }
    public Guid? SplitById { get; set; }
}

internal sealed class OrganisationMergeMapping : IEntityTypeConfiguration<OrganisationMerge>
{
    public void Configure(EntityTypeBuilder<OrganisationMerge> merge)
    {
        merge.HasOne(m => m.Source).WithMany().HasForeignKey(m => m.SourceId).OnDelete(DeleteBehavior.Cascade);
        merge.HasOne(m => m.Target).WithMany().HasForeignKey(m => m.TargetId).OnDelete(DeleteBehavior.Cascade);
        merge.HasOne<Person>().WithMany().HasForeignKey(m => m.MergedById).OnDelete(DeleteBehavior.SetNull);
        merge.HasOne<Person>().WithMany().HasForeignKey(m => m.SplitById).OnDelete(DeleteBehavior.SetNull);
        merge.Property(m => m.Moved).HasColumnType("jsonb").HasConversion(
            moved => JsonSerializer.Serialize(moved, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<MovedRows>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<MovedRows>((a, b) => ReferenceEquals(a, b), moved => moved.Deals.Count, moved => moved));
        // An organisation is merged into one other at most.
        merge.HasIndex(m => m.SourceId).IsUnique().HasFilter("split_at IS NULL");
    }
}
