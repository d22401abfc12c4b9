using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>Whose word a deal is.</summary>
public enum DealOrigin
{
    /// <summary>A member of the organisation entered it.</summary>
    Organisation,

    /// <summary>Somebody of the desk entered it.</summary>
    Staff,

    /// <summary>It came in a file.</summary>
    Import,
}

/// <summary>
/// A deal that an organisation has made, anywhere in the world: a line of its track record. A deal of several investors is one row for
/// each, with the same <see cref="DealKey"/>.
/// </summary>
public sealed class Deal
{
    public const int TextLength = 1000,
        WordsLength = 200,
        KeyLength = 100,
        SourceLength = 1000;
    public const int FirstYear = 1900;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }

    /// <summary>The same for all investors of one deal; in an imported file its <c>deal_id</c>.</summary>
    public required string DealKey { get; init; }

    /// <summary>The name under which the investor was entered, so that what came under one name can be split off again.</summary>
    public required string Investor { get; init; }

    /// <summary>That name, folded: with <see cref="DealKey"/> it tells whether a row has been imported already.</summary>
    public required string InvestorKey { get; init; }

    public required int Year { get; set; }

    /// <summary>1 to 12; null where only the year is known.</summary>
    public int? Month { get; set; }

    /// <summary>Code of a hub sector; null where the words are not among the product's.</summary>
    public string? Sector { get; set; }

    /// <summary>Code of a subsector of <see cref="Sector"/>.</summary>
    public string? Subsector { get; set; }

    /// <summary>As it was typed or stood in the file; empty where a code was chosen.</summary>
    public string SectorWords { get; set; } = "";
    public string SubsectorWords { get; set; } = "";

    /// <summary>ISO 3166-1 alpha-2; null where the words are not a country of the reference data.</summary>
    public string? CountryCode { get; set; }
    public string Country { get; set; } = "";
    public string Region { get; set; } = "";

    /// <summary>In millions of US dollars.</summary>
    public decimal? AmountUsdMillions { get; set; }

    /// <summary>Code of a deal type of the reference data; null where the words are none.</summary>
    public string? DealType { get; set; }
    public string DealTypeWords { get; set; } = "";

    /// <summary>Above 0, at most 100.</summary>
    public decimal? SharePercent { get; set; }

    /// <summary>The company, plant or project that was invested in.</summary>
    public string Target { get; set; } = "";
    public string Title { get; set; } = "";

    /// <summary>An address, or what identifies the source; empty only in files that have none.</summary>
    public string Source { get; set; } = "";

    public required DealOrigin Origin { get; init; }

    /// <summary>Null once the person's account was erased.</summary>
    public Guid? EnteredById { get; init; }
    public Guid? ImportId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public uint Version { get; set; }
}

public static class DealQueries
{
    /// <summary>The deals of the person's own organisation; nothing for people without one.</summary>
    public static IQueryable<Deal> OwnedBy(this IQueryable<Deal> deals, ClaimsPrincipal user)
    {
        var organisation = user.OrganisationId();
        return deals.Where(deal => organisation != null && deal.OrganisationId == organisation);
    }

    /// <summary>Newest first.</summary>
    public static IOrderedQueryable<Deal> NewestFirst(this IQueryable<Deal> deals) =>
        deals.OrderByDescending(deal => deal.Year).ThenByDescending(deal => deal.Month ?? 0).ThenByDescending(deal => deal.Id);
}

internal sealed class DealMapping : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> deal)
    {
        deal.Property(d => d.DealKey).HasMaxLength(Deal.KeyLength);
        deal.Property(d => d.Investor).HasMaxLength(Organisation.NameLength);
        deal.Property(d => d.InvestorKey).HasMaxLength(OrganisationName.KeyLength);
        deal.Property(d => d.Sector).HasMaxLength(40);
        deal.Property(d => d.Subsector).HasMaxLength(40);
        deal.Property(d => d.CountryCode).HasMaxLength(2);
        deal.Property(d => d.DealType).HasMaxLength(10);
        foreach (
            var words in new[]
            {
                nameof(Deal.SectorWords),
                nameof(Deal.SubsectorWords),
                nameof(Deal.Country),
                nameof(Deal.Region),
                nameof(Deal.DealTypeWords),
            }
        )
            deal.Property<string>(words).HasMaxLength(Deal.WordsLength);
        deal.Property(d => d.Target).HasMaxLength(Deal.TextLength);
        deal.Property(d => d.Title).HasMaxLength(Deal.TextLength);
        deal.Property(d => d.Source).HasMaxLength(Deal.SourceLength);
        deal.Property(d => d.AmountUsdMillions).HasPrecision(18, 6);
        deal.Property(d => d.SharePercent).HasPrecision(6, 3);
        deal.Property(d => d.Origin).HasConversion<string>().HasMaxLength(15);
        deal.Property(d => d.Version).IsRowVersion();
        deal.HasOne(d => d.Organisation).WithMany().HasForeignKey(d => d.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        deal.HasOne<Person>().WithMany().HasForeignKey(d => d.EnteredById).OnDelete(DeleteBehavior.SetNull);
        // Importing twice adds nothing, even when two people press the button at once. It is also the order in which all are streamed.
        deal.HasIndex(d => new { d.DealKey, d.InvestorKey }).IsUnique();
        deal.HasIndex(d => new { d.OrganisationId, d.Year });
    }
}
