using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Opportunities;

internal sealed class OpportunityMapping : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> opportunity)
    {
        opportunity.Property(o => o.Slug).HasMaxLength(Slugs.Longest);
        opportunity.HasIndex(o => o.Slug).IsUnique();
        Text(opportunity.ComplexProperty(o => o.Title), Opportunity.TitleLength);
        Text(opportunity.ComplexProperty(o => o.Summary), Opportunity.SummaryLength);
        Text(opportunity.ComplexProperty(o => o.Description), Opportunity.DescriptionLength);
        Text(opportunity.ComplexProperty(o => o.Promoter), 300);
        opportunity.Property(o => o.Sector).HasMaxLength(40);
        opportunity.Property(o => o.Subsector).HasMaxLength(40);
        opportunity.Property(o => o.MoreSectors).HasDefaultValueSql("'{}'");
        opportunity
            .Property(o => o.SectorCodes)
            .HasComputedColumnSql("array_remove(ARRAY[sector, subsector]::text[] || more_sectors, NULL)", stored: true);
        opportunity.Property(o => o.Currency).HasMaxLength(3);
        opportunity.Property(o => o.AmountFrom).HasPrecision(18, 2);
        opportunity.Property(o => o.AmountTo).HasPrecision(18, 2);
        opportunity.Property(o => o.Zone).HasMaxLength(40);
        var needs = opportunity.ComplexProperty(o => o.Needs);
        needs.Property(n => n.Megawatts).HasPrecision(18, 2);
        needs.Property(n => n.Hectares).HasPrecision(18, 2);
        opportunity.Property(o => o.ReturnReason).HasMaxLength(2000);
        opportunity.Property(o => o.Availability).HasConversion<string>().HasMaxLength(20);
        opportunity.Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        opportunity.Property(o => o.MaterialVersion).HasDefaultValue(1).HasSentinel(0);
        opportunity.Property(o => o.Version).IsRowVersion();
        opportunity.HasOne(o => o.Contact).WithMany().HasForeignKey(o => o.ContactId).OnDelete(DeleteBehavior.SetNull);
        opportunity.Property(o => o.ConfirmedBy).HasMaxLength(Opportunity.ConfirmedByLength);
        opportunity
            .HasOne(o => o.PromoterOrganisation)
            .WithMany()
            .HasForeignKey(o => o.PromoterOrganisationId)
            .OnDelete(DeleteBehavior.SetNull);
        opportunity.HasOne(o => o.SubmittedBy).WithMany().HasForeignKey(o => o.SubmittedById).OnDelete(DeleteBehavior.Restrict);

        // The public list: newest first, and one index for each filter that the page offers.
        opportunity.HasIndex(o => new
        {
            o.Status,
            o.PublishedAt,
            o.Id,
        });
        opportunity.HasIndex(o => new
        {
            o.Status,
            o.Sector,
            o.PublishedAt,
        });
        opportunity.HasIndex(o => o.SectorCodes).HasMethod("gin");
        opportunity.HasIndex(o => o.Places).HasMethod("gin");
        opportunity.HasIndex(o => o.DealTypes).HasMethod("gin");
        opportunity.Property(o => o.ChangeNumber).IsNumberedByTheDatabase();
        opportunity.HasIndex(o => o.ChangeNumber);
        opportunity.HasGeneratedTsVectorColumn(o => o.SearchVector, "simple", o => o.SearchWords);
        opportunity.HasIndex(o => o.SearchVector).HasMethod("gin");
    }

    private static void Text(ComplexPropertyBuilder<Localized> text, int length)
    {
        text.Property(t => t.Zh).HasMaxLength(length);
        text.Property(t => t.Az).HasMaxLength(length);
        text.Property(t => t.En).HasMaxLength(length);
    }
}
