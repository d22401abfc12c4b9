using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Matches;

/// <summary>What an investor said of a match.</summary>
public enum Feedback
{
    Fits,
    DoesNotFit,
}

/// <summary>One mandate × one opportunity: a score from 0 to 100 and its reasons.</summary>
public sealed class Match
{
    public required Guid MandateId { get; init; }
    public Mandate? Mandate { get; init; }
    public required Guid OpportunityId { get; init; }
    public Opportunity? Opportunity { get; init; }
    public required int Score { get; set; }
    public required IReadOnlyList<Reason> Reasons { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public Feedback? Feedback { get; set; }
    public DateTimeOffset? FeedbackAt { get; set; }
}

internal sealed class MatchMapping : IEntityTypeConfiguration<Match>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Reasons as the column holds them.</summary>
    public static string ToJson(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, Json);

    public void Configure(EntityTypeBuilder<Match> match)
    {
        match.HasKey(m => new { m.MandateId, m.OpportunityId });
        match.HasIndex(m => m.OpportunityId);
        match.HasOne(m => m.Mandate).WithMany().HasForeignKey(m => m.MandateId);
        match.HasOne(m => m.Opportunity).WithMany().HasForeignKey(m => m.OpportunityId);
        match.Property(m => m.Feedback).HasConversion<string>().HasMaxLength(20);
        match.Property(m => m.Reasons).HasColumnType("jsonb").HasConversion(
            reasons => ToJson(reasons),
            json => JsonSerializer.Deserialize<Reason[]>(json, Json)!,
            new ValueComparer<IReadOnlyList<Reason>>(
                (a, b) => ToJson(a!) == ToJson(b!),
                reasons => reasons.Count,
                reasons => reasons));
    }
}
