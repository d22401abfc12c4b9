using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Form;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>One save of a listing, kept whole. Written by <see cref="OpportunitySave"/> with the save itself; nobody rewrites it.</summary>
public sealed class OpportunityVersion
{
    public required Guid OpportunityId { get; init; }

    /// <summary>Counts from 1 for each listing.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who saved it; null for the system, and when that person's account is gone.</summary>
    public Guid? ById { get; init; }

    /// <summary>The number of the earlier version that was brought back; null for an ordinary save.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>Whether it was on the public list.</summary>
    public bool IsPublic { get; init; }

    /// <summary>JSON; see <see cref="Read"/>.</summary>
    public required string Content { get; init; }

    /// <summary>The <see cref="OpportunityField.Name"/> of each field that differs from the version before; none in the first.</summary>
    public string[] Changed { get; init; } = [];

    /// <summary>Names of the texts that were left behind by another language; see <see cref="OutdatedTexts"/>.</summary>
    public string[] Outdated { get; init; } = [];

    /// <summary>What it says.</summary>
    /// <param name="present">What says the fields that were not kept yet when it was saved; without it they are empty.</param>
    public OpportunityContent Read(OpportunityContent? present = null) => OpportunityContent.FromJson(Content, present);

    /// <summary>The first version: a new listing, or one that was there before versions were kept, as it stands.</summary>
    public static OpportunityVersion First(Opportunity opportunity, Guid? by) =>
        new()
        {
            OpportunityId = opportunity.Id,
            Number = 1,
            At = opportunity.UpdatedAt,
            ById = by,
            IsPublic = opportunity.Status == PublicationStatus.Published,
            Content = OpportunityContent.Of(opportunity).ToJson(),
        };

    /// <summary>The version after this one; null when nothing differs.</summary>
    /// <param name="opportunity">As it is saved now.</param>
    /// <param name="by">Who saves it; null for the system.</param>
    /// <param name="restored">The earlier version that it brings back; null for an ordinary save.</param>
    public OpportunityVersion? Next(Opportunity opportunity, Guid? by, OpportunityVersion? restored)
    {
        var content = OpportunityContent.Of(opportunity);
        var isPublic = opportunity.Status == PublicationStatus.Published;
        var (before, after) = (OpportunityInput.From(Read()), OpportunityInput.From(content));
        string[] changed = [.. OpportunityField.All.Where(field => !field.IsSame(before, after)).Select(field => field.Name)];
        if (changed.Length == 0 && isPublic == IsPublic)
            return null;
        return new()
        {
            OpportunityId = OpportunityId,
            Number = Number + 1,
            At = opportunity.UpdatedAt,
            ById = by,
            RestoredFrom = restored?.Number,
            IsPublic = isPublic,
            Content = content.ToJson(),
            Changed = changed,
            // What is brought back stood side by side once: it is as old as it was then.
            Outdated = restored?.Outdated ?? OutdatedTexts.After(Outdated, before, after),
        };
    }
}

internal sealed class OpportunityVersionMapping : IEntityTypeConfiguration<OpportunityVersion>
{
    public void Configure(EntityTypeBuilder<OpportunityVersion> version)
    {
        version.HasKey(v => new { v.OpportunityId, v.Number });
        version.HasOne<Opportunity>().WithMany().HasForeignKey(v => v.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        version.HasOne<Person>().WithMany().HasForeignKey(v => v.ById).OnDelete(DeleteBehavior.SetNull);
        version.Property(v => v.Content).HasColumnType("jsonb");
    }
}
