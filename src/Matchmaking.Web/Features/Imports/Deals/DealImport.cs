using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>A file of deals: uploaded, looked at, and then imported or forgotten.</summary>
public sealed class DealImport
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string FileName { get; init; }

    /// <summary>
    /// The file, compressed; once it was imported, its refused rows (<see cref="RefusedRows"/>), and null where there were none.
    /// </summary>
    public byte[]? Content { get; set; }
    public required DateTimeOffset UploadedAt { get; init; }
    public Guid? UploadedById { get; init; }

    /// <summary>Null while it is only looked at.</summary>
    public DateTimeOffset? ImportedAt { get; set; }

    /// <summary>When it was taken back, and by whom; see <see cref="ImportReversal"/>.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
    public Guid? UndoneById { get; set; }

    /// <summary>What importing did.</summary>
    public int DealsAdded { get; set; }
    public int OrganisationsAdded { get; set; }
    public int RowsRefused { get; set; }
}

internal sealed class DealImportMapping : IEntityTypeConfiguration<DealImport>
{
    public void Configure(EntityTypeBuilder<DealImport> import)
    {
        import.Property(i => i.FileName).HasMaxLength(200);
        import.HasMany<Deal>().WithOne().HasForeignKey(deal => deal.ImportId).OnDelete(DeleteBehavior.SetNull);
        import.HasMany<Organisation>().WithOne().HasForeignKey(organisation => organisation.ImportId).OnDelete(DeleteBehavior.SetNull);
        import.HasOne<Person>().WithMany().HasForeignKey(i => i.UploadedById).OnDelete(DeleteBehavior.SetNull);
        import.HasOne<Person>().WithMany().HasForeignKey(i => i.UndoneById).OnDelete(DeleteBehavior.SetNull);
    }
}
