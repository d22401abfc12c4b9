using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Progress;

/// <summary>A document that was signed, and what is publicly known to have become of it.</summary>
public sealed class SignedDocument
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateOnly SignedOn { get; set; }

    /// <summary>How much of <see cref="SignedOn"/> is known: "day", "month" or "year".</summary>
    public required string DateKnown { get; set; }
    public Localized Title { get; set; } = Localized.Empty;
    public Localized Parties { get; set; } = Localized.Empty;

    /// <summary>0 to 6; null for a document between states that is no step of an investment.</summary>
    public int? LegalStage { get; set; }

    /// <summary>Code of a sector or subsector.</summary>
    public string? Sector { get; set; }
    public Guid? OpportunityId { get; set; }
    public Opportunity? Opportunity { get; set; }

    /// <summary>The day in Baku of the last step that is publicly known to have followed; null while none is.</summary>
    public DateOnly? ProgressedOn { get; set; }

    /// <summary>One sentence on what is known to have followed.</summary>
    public Localized Outcome { get; set; } = Localized.Empty;
    public List<string> Sources { get; set; } = [];
}

/// <summary>A dated fact or event about a sector, a place or the frame of the cooperation.</summary>
public sealed class SectorFact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of a sector or subsector; null for a fact about all.</summary>
    public string? Sector { get; set; }

    /// <summary>Code of a region, city or district; null when it names none.</summary>
    public string? Place { get; set; }

    /// <summary>"2025", "2025-04" or "2025-04-23": as exactly as it is known.</summary>
    public required string Date { get; set; }
    public Localized Text { get; set; } = Localized.Empty;
    public string? Source { get; set; }
}

internal sealed class SignedDocumentMapping : IEntityTypeConfiguration<SignedDocument>
{
    public void Configure(EntityTypeBuilder<SignedDocument> document)
    {
        document.Property(d => d.DateKnown).HasMaxLength(5);
        document.Property(d => d.Sector).HasMaxLength(40);
        document.ComplexProperty(d => d.Title);
        document.ComplexProperty(d => d.Parties);
        document.ComplexProperty(d => d.Outcome);
        document.HasOne(d => d.Opportunity).WithMany().HasForeignKey(d => d.OpportunityId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SectorFactMapping : IEntityTypeConfiguration<SectorFact>
{
    public void Configure(EntityTypeBuilder<SectorFact> fact)
    {
        fact.Property(f => f.Sector).HasMaxLength(40);
        fact.Property(f => f.Place).HasMaxLength(40);
        fact.Property(f => f.Date).HasMaxLength(10);
        fact.ComplexProperty(f => f.Text);
    }
}
