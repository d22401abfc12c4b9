using System.Text.Json;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations.Merge;

/// <summary>The rows that changed hands in a merge. Matches and alerts go with their mandates and people.</summary>
public sealed class MovedRows
{
    private const string AddedNameKey = "AddedName";

    /// <summary>Ids by <see cref="IOwnedRows.Kind"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Ids { get; init; } = new Dictionary<string, IReadOnlyList<Guid>>();

    /// <summary>The alias that keeps the merged one's name, where no other row did; it goes again when they are split.</summary>
    public Guid? AddedName { get; init; }

    /// <summary>How many of a kind.</summary>
    public int Count(string kind) => Ids.TryGetValue(kind, out var ids) ? ids.Count : 0;

    /// <summary>These and those.</summary>
    internal MovedRows And(MovedRows late) =>
        new()
        {
            Ids = Ids.Keys.Union(late.Ids.Keys).ToDictionary(kind => kind, kind => (IReadOnlyList<Guid>)[.. Of(kind), .. late.Of(kind)]),
            AddedName = AddedName,
        };

    private IReadOnlyList<Guid> Of(string kind) => Ids.GetValueOrDefault(kind) ?? [];

    /// <summary>As the column holds it: a list of ids for each kind, and the name.</summary>
    internal string ToJson()
    {
        var json = Ids.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        json[AddedNameKey] = AddedName;
        return JsonSerializer.Serialize(json, JsonSerializerOptions.Default);
    }

    /// <summary>From the column.</summary>
    internal static MovedRows Read(string json)
    {
        var read = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, JsonSerializerOptions.Default)!;
        return new()
        {
            Ids = read.Where(pair => pair.Value.ValueKind == JsonValueKind.Array)
                .ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Guid>)[.. pair.Value.EnumerateArray().Select(id => id.GetGuid())]),
            AddedName = read.TryGetValue(AddedNameKey, out var added) && added.ValueKind == JsonValueKind.String ? added.GetGuid() : null,
        };
    }
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
        merge
            .Property(m => m.Moved)
            .HasColumnType("jsonb")
            .HasConversion(
                moved => moved.ToJson(),
                json => MovedRows.Read(json),
                new ValueComparer<MovedRows>((a, b) => ReferenceEquals(a, b), moved => moved.Ids.Count, moved => moved)
            );
        // An organisation is merged into one other at most.
        merge.HasIndex(m => m.SourceId).IsUnique().HasFilter("split_at IS NULL");
    }
}
