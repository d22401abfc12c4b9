using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>A sign-up form that was sent: its stamp opens no second account.</summary>
public sealed class SpentStamp
{
    /// <summary>What makes the stamp one of its kind.</summary>
    public required Guid Id { get; init; }

    /// <summary>When the stamp would have died anyway; the row is removed then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SpentStampMapping : IEntityTypeConfiguration<SpentStamp>
{
    public void Configure(EntityTypeBuilder<SpentStamp> stamp)
    {
        stamp.ToTable("spent_stamps");
        stamp.HasIndex(s => s.ExpiresAt);
    }
}
