using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Saved;

/// <summary>
/// A listing that a person keeps, with a note to oneself. Neither colleagues nor the desk see it; it goes with the account.
/// </summary>
public sealed class SavedOpportunity
{
    /// <summary>Characters of a note.</summary>
    public const int NoteLength = 1000;

    public required Guid PersonId { get; init; }
    public required Guid OpportunityId { get; init; }
    public Opportunity? Opportunity { get; init; }

    /// <summary>What the person wrote to oneself; empty for nothing.</summary>
    public string Note { get; set; } = "";

    /// <summary>Whether the person is mailed when it changes, closes or is about to end.</summary>
    public bool Follows { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken off the list; the row stays for a while, so that the note comes back with it.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Up to which <see cref="Opportunity.MaterialVersion"/> the person knows it: changes after it are mailed.</summary>
    public required int KnownVersion { get; set; }

    /// <summary>Of which last day (in Baku) the person knows that it comes near; null for none.</summary>
    public DateOnly? KnownLastDay { get; set; }

    /// <summary>Row version: a save on top of another save is brought onto it first.</summary>
    public uint Version { get; set; }
}

internal sealed class SavedOpportunityMapping : IEntityTypeConfiguration<SavedOpportunity>
{
    public void Configure(EntityTypeBuilder<SavedOpportunity> saved)
    {
        saved.ToTable("saved_opportunities");
        saved.HasKey(s => new { s.PersonId, s.OpportunityId });
        saved.Property(s => s.Note).HasMaxLength(SavedOpportunity.NoteLength).HasDefaultValue("");
        saved.Property(s => s.Version).IsRowVersion();
        // The list of a person, newest first.
        saved.HasIndex(s => new
        {
            s.PersonId,
            s.CreatedAt,
            s.OpportunityId,
        });
        saved.HasIndex(s => s.OpportunityId).HasFilter("follows AND removed_at IS NULL").HasDatabaseName("ix_saved_opportunities_followed");
        saved.HasIndex(s => s.RemovedAt).HasFilter("removed_at IS NOT NULL");
        saved.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        saved.HasOne(s => s.Opportunity).WithMany().HasForeignKey(s => s.OpportunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
