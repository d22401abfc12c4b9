using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>A company or agency; people are its members.</summary>
public sealed class Organisation
{
    public const int NameLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    /// <summary>ISO 3166-1 alpha-2, one of the countries of the reference data.</summary>
    public required string Country { get; set; }
    /// <summary>Demo data, shown as a sample.</summary>
    public bool IsSample { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>Since when only its mandates count, and neither its track record nor its feedback; null while those count too.</summary>
    public DateTimeOffset? RevealedOffAt { get; set; }
    /// <summary>What it said of opportunities before this moment moves no score; it still hides what was turned down.</summary>
    public DateTimeOffset? WeightsResetAt { get; set; }
    public List<Person> Members { get; } = [];
    public List<Mandate> Mandates { get; } = [];
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.Property(o => o.Name).HasMaxLength(Organisation.NameLength);
        organisation.Property(o => o.Country).HasMaxLength(2);
    }
}
