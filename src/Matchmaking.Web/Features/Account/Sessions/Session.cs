using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account.Sessions;

/// <summary>
/// A browser in which somebody is signed in. The cookie only names this row: who it is and what they may do is read anew on each request,
/// so that nothing outlives a withdrawal, a new password or a sign-out.
/// </summary>
public sealed class Session
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }

    /// <summary>The person's security stamp when the session began; another one ends it.</summary>
    public required string Stamp { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The end that no use puts off.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Stamp).HasMaxLength(64);
        session.HasIndex(s => s.EndsAt);
        session.HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
