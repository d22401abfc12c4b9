using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>What was done to an opportunity: one for each verb of <see cref="Opportunity"/>.</summary>
public enum OpportunityEventKind
{
    Submitted,
    Accepted,
    Returned,
    Published,
    Withdrawn,
    Reserved,
    Held,
    Closed,
    Reopened,
    Renewed,
    Declined,
    Discarded,
    Recovered,
    Copied,

    /// <summary>Its promoter stands behind what it says.</summary>
    Confirmed,

    /// <summary>That was taken back.</summary>
    Unconfirmed,
}

/// <summary>
/// One line of an opportunity's history. Written by the verb that makes the change, in the same save; nobody rewrites it.
/// </summary>
public sealed class OpportunityEvent
{
    public const int TextLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OpportunityId { get; init; }
    public required OpportunityEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null when that person's account is gone.</summary>
    public Guid? ById { get; init; }

    /// <summary>
    /// The reason of a return, a refusal or of taking a confirmation back, the new last day of a renewal, the address of what was copied,
    /// the day and the name of a confirmation; null for the rest.
    /// </summary>
    public string? Text { get; init; }
}

internal sealed class OpportunityEventMapping : IEntityTypeConfiguration<OpportunityEvent>
{
    public void Configure(EntityTypeBuilder<OpportunityEvent> entry)
    {
        // Found through the listing that is saved: a key that is set already must not make it an old row.
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Text).HasMaxLength(OpportunityEvent.TextLength);
        entry.HasOne<Opportunity>().WithMany(o => o.History).HasForeignKey(e => e.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<Person>().WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.SetNull);
    }
}
