using Matchmaking.Matching.Companies;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>A company or agency; people are its members. One without members is a prospect: known by its deals only.</summary>
public sealed class Organisation
{
    public const int NameLength = 200;

    /// <summary>
    /// The country that is invested in (<see cref="Country"/>): its organisations promote listings, and are no prospects for lack of an
    /// account.
    /// </summary>
    public const string HostCountry = "AZ";

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

    /// <summary>What it wants to do, as said at sign-up or corrected by the desk; null while nobody knows.</summary>
    public EnquiryIntent? Intent { get; set; }

    /// <summary>
    /// Its USCC (China), VÖEN (Azerbaijan) or number elsewhere, in one form; see <see cref="Organisations.RegistrationCode"/>.
    /// </summary>
    public string? RegistrationCode { get; set; }

    /// <summary>Absolute http(s) address.</summary>
    public string? Website { get; set; }

    /// <summary>Who controls it; its deals count for the parent too.</summary>
    public Guid? ParentId { get; set; }
    public Organisation? Parent { get; set; }
    public List<Organisation> Children { get; } = [];

    /// <summary>
    /// Set once it was found to be the same as another one; it then owns nothing and is shown nowhere until it is split off again.
    /// </summary>
    public Guid? MergedIntoId { get; set; }
    public Organisation? MergedInto { get; set; }

    /// <summary>The file of deals that it was made for; null for one that somebody entered or signed up for.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>Demo data, shown as a sample.</summary>
    public bool IsSample { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when only its mandates count, and neither its track record nor its feedback; null while those count too.</summary>
    public DateTimeOffset? PersonalisationOffAt { get; set; }

    /// <summary>What it said of opportunities before this moment moves no score; it still hides what was turned down.</summary>
    public DateTimeOffset? WeightsResetAt { get; set; }
    public List<OrganisationName> Names { get; } = [];
    public List<Person> Members { get; } = [];

    /// <summary>People to call, with or without an account; the desk writes them down.</summary>
    public List<ContactPerson> Contacts { get; } = [];
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
        organisation.Property(o => o.Intent).HasConversion<string>().HasMaxLength(20);
        organisation.Property(o => o.RegistrationCode).HasMaxLength(Organisations.RegistrationCode.Length);
        organisation.Property(o => o.Website).HasMaxLength(WebAddress.Length);
        organisation.HasIndex(o => o.NameKey);
        organisation.HasIndex(o => new { o.Name, o.Id });
        organisation.HasOne(o => o.Parent).WithMany(o => o.Children).HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
        organisation.HasOne(o => o.MergedInto).WithMany().HasForeignKey(o => o.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }
}
