using Matchmaking.Matching;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>How often the owner of a mandate wants to be told.</summary>
public enum AlertFrequency
{
    AtOnce,

    /// <summary>08:30 on every day, in the time of the organisation's country.</summary>
    Daily,

    /// <summary>08:30 on Monday, in the time of the organisation's country.</summary>
    Weekly,
}

/// <summary>What an organisation looks for: criteria, deal breakers, and how often to be told. Empty lists are no wish.</summary>
public sealed class Mandate
{
    public const int NameLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }

    /// <summary>Who said it, and who gets its alerts.</summary>
    public required Guid OwnerId { get; init; }
    public Person? Owner { get; init; }

    public required string Name { get; set; }

    /// <summary>Codes of hub sectors and subsectors.</summary>
    public List<string> Sectors { get; set; } = [];

    /// <summary>Codes of regions, cities and districts.</summary>
    public List<string> Places { get; set; } = [];
    public List<string> DealTypes { get; set; } = [];

    /// <summary>In <see cref="Currency"/>.</summary>
    public decimal? TicketFrom { get; set; }
    public decimal? TicketTo { get; set; }

    /// <summary>ISO 4217; set whenever an end of the ticket is.</summary>
    public string? Currency { get; set; }
    public List<int> TechnicalStages { get; set; } = [];
    public List<int> LegalStages { get; set; } = [];
    public List<string> ExcludedWords { get; set; } = [];
    public AlertFrequency Frequency { get; set; }

    /// <summary>Since when it sends no alerts; matches are still found.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Since when its owner no longer has it. The row stays, because alerts that were sent refer to it.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public uint Version { get; set; }

    /// <summary>Where its last change stands in the order of all changes; set by the database. See <see cref="ChangeOrder"/>.</summary>
    public long ChangeNumber { get; private set; }

    /// <summary>Whether it says anything to match by: a mandate without a single wish would match everything.</summary>
    public bool HasCriterion => Criterion.Lists.Any(list => list.Codes(this).Any()) || TicketFrom is not null || TicketTo is not null;

    /// <summary>Whether anything is told for it; see <see cref="Notification"/>.</summary>
    public bool CanNotify => ArchivedAt is null && PausedAt is null;

    /// <summary>Sends no alerts from now on. Doing it twice keeps the first moment.</summary>
    public void Pause(DateTimeOffset now) => PausedAt ??= now;

    /// <summary>Ends the pause. Whoever saves it through matching has told of what came meanwhile.</summary>
    public void Resume() => PausedAt = null;

    /// <summary>Its owner no longer has it.</summary>
    public void Archive(DateTimeOffset now) => ArchivedAt ??= now;

    /// <summary>How often it is told of from now on.</summary>
    public void TellOf(AlertFrequency frequency, DateTimeOffset now) => (Frequency, UpdatedAt) = (frequency, now);

    /// <summary>What matching sees.</summary>
    public MandateCriteria ToCriteria(ReferenceData reference) =>
        new()
        {
            Sectors = [.. Sectors.Select(code => new SectorCode(code))],
            Places = [.. Places.Select(reference.PlaceOf).OfType<Place>()],
            DealTypes = DealTypes,
            Ticket = reference.InDollars(TicketFrom, TicketTo, Currency),
            TechnicalStages = TechnicalStages,
            LegalStages = LegalStages,
            ExcludedWords = ExcludedWords,
        };
}

internal sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> mandate)
    {
        mandate.Property(m => m.Name).HasMaxLength(Mandate.NameLength);
        mandate.Property(m => m.Currency).HasMaxLength(3);
        mandate.Property(m => m.TicketFrom).HasPrecision(18, 2);
        mandate.Property(m => m.TicketTo).HasPrecision(18, 2);
        mandate.Property(m => m.Frequency).HasConversion<string>().HasMaxLength(10);
        mandate.Property(m => m.Version).IsRowVersion();
        mandate.HasOne(m => m.Organisation).WithMany().HasForeignKey(m => m.OrganisationId);
        mandate.HasOne(m => m.Owner).WithMany().HasForeignKey(m => m.OwnerId);
        mandate.HasIndex(m => m.OrganisationId);
        mandate.Property(m => m.ChangeNumber).IsNumberedByTheDatabase();
        mandate.HasIndex(m => m.ChangeNumber);
    }
}
