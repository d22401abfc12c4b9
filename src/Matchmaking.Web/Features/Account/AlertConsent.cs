using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account;

/// <summary>
/// What somebody said about getting alerts: when, to which wording, in which language and how. Each is a row and none is changed, so that
/// it can be shown what was agreed to when (PIPL art. 14, 15).
/// </summary>
public sealed class AlertConsent
{
    /// <summary>Changes with the wording of the texts <c>alert.consent.*</c>.</summary>
    public const string Wording = "2026-11";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }

    /// <summary>False: withdrawn.</summary>
    public required bool Given { get; init; }

    /// <summary>Which wording was agreed to; null for a withdrawal, which needs none.</summary>
    public string? Version { get; init; }
    public string? Language { get; init; }

    /// <summary>
    /// "mandate" (a first mandate was saved), "one-click", "page", "mail", "complaint", "keep" (asked after a year), "no-answer", "desk".
    /// </summary>
    public required string How { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class AlertConsentMapping : IEntityTypeConfiguration<AlertConsent>
{
    public void Configure(EntityTypeBuilder<AlertConsent> consent)
    {
        consent.ToTable("alert_consents");
        consent.Property(c => c.Version).HasMaxLength(20);
        consent.Property(c => c.Language).HasMaxLength(10);
        consent.Property(c => c.How).HasMaxLength(20);
        consent.HasIndex(c => new { c.PersonId, c.At });
    }
}
