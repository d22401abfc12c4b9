using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account;

/// <summary>A one-time link and code that let somebody in without a password. Both are stored hashed, live 15 minutes and work once.</summary>
public sealed class SignInRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
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
        request.HasIndex(r => r.TokenHash).IsUnique();
        request.HasIndex(r => r.ExpiresAt);
        request.HasOne(r => r.Person).WithMany().HasForeignKey(r => r.PersonId);
    }
}
