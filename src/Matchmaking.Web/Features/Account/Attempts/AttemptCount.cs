using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account.Attempts;

/// <summary>How often something was tried with one account by one client.</summary>
public sealed class AttemptCount
{
    /// <summary>What is tried; a name of <see cref="AttemptLimits"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>See <see cref="Clients.AccountOf"/>.</summary>
    public required string Account { get; init; }

    /// <summary>See <see cref="Client.Key"/>; <c>*</c> for all strangers together, <c>+</c> for all known browsers.</summary>
    public required string Client { get; init; }
    public required int Count { get; init; }

    /// <summary>When the count begins anew.</summary>
    public required DateTimeOffset Until { get; init; }
}

internal sealed class AttemptCountMapping : IEntityTypeConfiguration<AttemptCount>
{
    public void Configure(EntityTypeBuilder<AttemptCount> count)
    {
        count.ToTable("attempts");
        count.HasKey(c => new
        {
            c.Account,
            c.Kind,
            c.Client,
        });
        count.Property(c => c.Kind).HasMaxLength(40);
        count.Property(c => c.Account).HasMaxLength(32);
        count.Property(c => c.Client).HasMaxLength(Client.KeyLength);
        count.HasIndex(c => c.Until);
    }
}
