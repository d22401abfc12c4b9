using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Demo;

/// <summary>
/// One entry of the starter files that this database was given. It stays when the row is edited or removed, so that nothing is given twice
/// and nothing that somebody took out comes back.
/// </summary>
public sealed class StarterRow
{
    public const int KeyLength = 40;

    /// <summary>The entry's id in its file, unique over all of them; never changed there.</summary>
    public required string Key { get; init; }

    /// <summary>The row that was made of it, in the table of its kind.</summary>
    public required Guid RowId { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class StarterRowMapping : IEntityTypeConfiguration<StarterRow>
{
    public void Configure(EntityTypeBuilder<StarterRow> row)
    {
        row.ToTable("starter_rows");
        row.HasKey(r => r.Key);
        row.Property(r => r.Key).HasMaxLength(StarterRow.KeyLength);
    }
}
