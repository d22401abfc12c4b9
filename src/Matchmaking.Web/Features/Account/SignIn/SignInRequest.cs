using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>
/// A one-time link and code that let somebody in without a password. Both are stored hashed, live 15 minutes and work once.
/// </summary>
public sealed class SignInRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null until the mail is asked for, and for good where the address has no account: then no code fits.</summary>
    public Guid? PersonId { get; set; }
    public Person? Person { get; init; }

    /// <summary>The person's security stamp at that time; another one ends the request.</summary>
    public string? Stamp { get; set; }

    /// <summary>Under which name wrong codes are counted; see <see cref="Attempts.Clients.AccountOf"/>.</summary>
    public required string Account { get; init; }

    /// <summary>SHA-256 of the token in the link; null until the mail is written.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>SHA-256 of id and six-digit code; null until the mail is written.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>Wrong codes so far; five end the request.</summary>
    public int WrongCodes { get; set; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class SignInRequestMapping : IEntityTypeConfiguration<SignInRequest>
{
    public void Configure(EntityTypeBuilder<SignInRequest> request)
    {
        request.Property(r => r.Account).HasMaxLength(32);
        request.Property(r => r.Stamp).HasMaxLength(64);
        request.HasIndex(r => r.TokenHash).IsUnique();
        request.HasIndex(r => r.ExpiresAt);
        request.HasOne(r => r.Person).WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
