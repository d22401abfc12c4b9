using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries.Owners;

/// <summary>Who of the desk sees to enquiries of a kind. What is left open fits everything; the rule that says most decides.</summary>
public sealed class OwnerRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>A hub sector or a subsector; null for every one.</summary>
    public string? Sector { get; set; }

    /// <summary>An economic region; null for every place.</summary>
    public string? Region { get; set; }

    /// <summary>The investor's; null for every language.</summary>
    public string? Language { get; set; }

    /// <summary>Work that a contractor offers, or goods: a queue of its own. Null for every intent.</summary>
    public bool? IsContract { get; set; }
    public required Guid PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>How much it says.</summary>
    public int Weight =>
        (
            Sector is null ? 0
            : Sector.Contains('.', StringComparison.Ordinal) ? 3
            : 2
        )
        + (Region is null ? 0 : 2)
        + (Language is null ? 0 : 1)
        + (IsContract is null ? 0 : 4);
}

/// <summary>From when until when somebody of the desk is away, and who stands in.</summary>
public sealed class Absence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }

    /// <summary>First day, in Baku.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; set; }
    public required Guid DeputyId { get; init; }
    public Person? Deputy { get; init; }
}

internal sealed class OwnerRuleMapping : IEntityTypeConfiguration<OwnerRule>
{
    public void Configure(EntityTypeBuilder<OwnerRule> rule)
    {
        rule.ToTable("owner_rules");
        rule.Property(r => r.Sector).HasMaxLength(40);
        rule.Property(r => r.Region).HasMaxLength(40);
        rule.Property(r => r.Language).HasMaxLength(10);
        rule.HasOne(r => r.Person).WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absences");
        absence.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Cascade);
        absence.HasOne(a => a.Deputy).WithMany().HasForeignKey(a => a.DeputyId).OnDelete(DeleteBehavior.Restrict);
        absence.HasIndex(a => new { a.PersonId, a.Until });
    }
}
