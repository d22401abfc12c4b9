using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>
/// The facts of a published opportunity in one of its material versions, so that whoever was told of it can be told what has changed since.
/// </summary>
public sealed class OpportunityState
{
    public required Guid OpportunityId { get; init; }
    public required int Version { get; init; }
    public required MaterialFacts Facts { get; init; }
}

/// <summary>Whether there is something to put money into, as a reader is told of it. The numbers are stored.</summary>
public enum ListingState
{
    Open,
    Reserved,
    OnHold,
    Done,
    Withdrawn,
}

/// <summary>The facts whose change is material, as a reader is told of them.</summary>
public sealed record MaterialFacts
{
    /// <summary>Facts that were stored before it was one of them are those of an open listing: no other was told of.</summary>
    public ListingState State { get; init; }
    public IReadOnlyList<string> Sectors { get; init; } = [];
    public IReadOnlyList<string> Places { get; init; } = [];
    public IReadOnlyList<string> DealTypes { get; init; } = [];
    public int? TechnicalStage { get; init; }
    public int? LegalStage { get; init; }
    public decimal? AmountFrom { get; init; }
    public decimal? AmountTo { get; init; }
    public string? Currency { get; init; }
    public DateOnly? ValidUntil { get; init; }

    public static MaterialFacts Of(Opportunity opportunity) =>
        new()
        {
            State =
                opportunity.Status == PublicationStatus.Withdrawn
                    ? ListingState.Withdrawn
                    : Enum.Parse<ListingState>(opportunity.Availability.ToString()),
            Sectors = [.. opportunity.AllSectors],
            Places = opportunity.Places,
            DealTypes = opportunity.DealTypes,
            TechnicalStage = opportunity.TechnicalStage,
            LegalStage = opportunity.LegalStage,
            AmountFrom = opportunity.AmountFrom,
            AmountTo = opportunity.AmountTo,
            Currency = opportunity.Currency,
            ValidUntil = opportunity.ValidUntil,
        };

    /// <summary>
    /// What whoever knows the listing as it was is told of: nothing when all of it was taken back. Of what is not open (any more) only
    /// that is news.
    /// </summary>
    public IReadOnlyList<MaterialField> NewsSince(MaterialFacts before, bool isOpen) =>
        [.. DifferentFrom(before).Where(field => isOpen || field == MaterialField.State)];

    /// <summary>As the column holds them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Default);

    /// <summary>Which of them differ, in the order in which they are told. The order of a list means nothing.</summary>
    public IEnumerable<MaterialField> DifferentFrom(MaterialFacts before)
    {
        if (State != before.State)
            yield return MaterialField.State;
        if ((TechnicalStage, LegalStage) != (before.TechnicalStage, before.LegalStage))
            yield return MaterialField.Stage;
        if ((AmountFrom, AmountTo, Currency) != (before.AmountFrom, before.AmountTo, before.Currency))
            yield return MaterialField.Amount;
        if (ValidUntil != before.ValidUntil)
            yield return MaterialField.Deadline;
        if (!Places.ToHashSet().SetEquals(before.Places))
            yield return MaterialField.Place;
        if (!DealTypes.ToHashSet().SetEquals(before.DealTypes))
            yield return MaterialField.DealType;
        if (!Sectors.ToHashSet().SetEquals(before.Sectors))
            yield return MaterialField.Sector;
    }
}

/// <summary>What of an opportunity can change materially.</summary>
public enum MaterialField
{
    State,
    Stage,
    Amount,
    Deadline,
    Place,
    DealType,
    Sector,
}

internal sealed class OpportunityStateMapping : IEntityTypeConfiguration<OpportunityState>
{
    public void Configure(EntityTypeBuilder<OpportunityState> state)
    {
        state.HasKey(s => new { s.OpportunityId, s.Version });
        state.HasOne<Opportunity>().WithMany().HasForeignKey(s => s.OpportunityId);
        state
            .Property(s => s.Facts)
            .HasColumnType("jsonb")
            .HasConversion(
                facts => facts.ToJson(),
                json => JsonSerializer.Deserialize<MaterialFacts>(json, JsonSerializerOptions.Default)!
            );
    }
}
