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
