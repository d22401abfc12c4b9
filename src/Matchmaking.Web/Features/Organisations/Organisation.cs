using Matchmaking.Matching.Companies;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>A company or agency; people are its members. One without members is a prospect: known by its deals only.</summary>
public sealed class Organisation
{
    public const int NameLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>
    /// As it is shown. Whoever signs up may write any name here, so it proves nothing; <see cref="OrganisationName.IsCertain"/> does.
    /// </summary>
    public required string Name
    {
        get;
        set => (field, NameKey) = (value, OrganisationName.KeyOf(CompanyName.Of(value).Key));
    }

    /// <summary>Always that of <see cref="Name"/>: finds prospects that a new organisation may be.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2, one of the countries of the reference data.</summary>
    public required string Country { get; set; }

    /// <summary>Who controls it; its deals count for the parent too.</summary>
    public Guid? ParentId { get; set; }
    public Organisation? Parent { get; set; }
    public List<Organisation> Children { get; } = [];

    /// <summary>
    /// Set once it was found to be the same as another one; it then owns nothing and is shown nowhere until it is split off again.
    /// </summary>
    public Guid? MergedIntoId { get; set; }
    public Organisation? MergedInto { get; set; }

    /// <summary>Demo data, shown as a sample.</summary>
    public bool IsSample { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when only its mandates count, and neither its track record nor its feedback; null while those count too.</summary>
    public DateTimeOffset? PersonalisationOffAt { get; set; }

    /// <summary>What it said of opportunities before this moment moves no score; it still hides what was turned down.</summary>
    public DateTimeOffset? WeightsResetAt { get; set; }
    public List<OrganisationName> Names { get; } = [];
    public List<Person> Members { get; } = [];
}

public static class OrganisationQueries
{
    /// <summary>Without those that were merged into another one.</summary>
    public static IQueryable<Organisation> Living(this IQueryable<Organisation> organisations) =>
        organisations.Where(o => o.MergedIntoId == null);
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.Property(o => o.Name).HasMaxLength(Organisation.NameLength);
        organisation.Property(o => o.NameKey).HasMaxLength(OrganisationName.KeyLength);
        organisation.Property(o => o.Country).HasMaxLength(2);
        organisation.HasIndex(o => o.NameKey);
        organisation.HasIndex(o => new { o.Name, o.Id });
        organisation.HasOne(o => o.Parent).WithMany(o => o.Children).HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
        organisation.HasOne(o => o.MergedInto).WithMany().HasForeignKey(o => o.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }
}
