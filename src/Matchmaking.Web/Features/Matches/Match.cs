using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Matches;

/// <summary>One mandate × one opportunity: a score from 0 to 100 and its reasons.</summary>
public sealed class Match
{
    public required Guid MandateId { get; init; }
    public Mandate? Mandate { get; init; }
    public required Guid OpportunityId { get; init; }
    public Opportunity? Opportunity { get; init; }
    public required int Score { get; init; }

    /// <summary>The score by the mandate alone, without what is inferred of the organisation.</summary>
    public required int DeclaredScore { get; init; }
    public required IReadOnlyList<Reason> Reasons { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class MatchMapping : IEntityTypeConfiguration<Match>
{
    public void Configure(EntityTypeBuilder<Match> match)
    {
        match.HasKey(m => new { m.MandateId, m.OpportunityId });
        match.HasIndex(m => m.OpportunityId);
        match.HasOne(m => m.Mandate).WithMany().HasForeignKey(m => m.MandateId);
        match.HasOne(m => m.Opportunity).WithMany().HasForeignKey(m => m.OpportunityId);
        // Text: nobody asks the database for what is in it, and taking apart ten thousand of them took it longer than storing them.
        match
            .Property(m => m.Reasons)
            .HasColumnType("text")
            .HasConversion(
                reasons => ReasonsText.Write(reasons),
                text => ReasonsText.Read(text),
                new ValueComparer<IReadOnlyList<Reason>>(
                    (a, b) => ReasonsText.Write(a!) == ReasonsText.Write(b!),
                    reasons => reasons.Count,
                    reasons => reasons
                )
            );
    }
}
