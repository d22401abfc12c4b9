using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail;

/// <summary>
/// A key that signs the links in mails. Data-protection keys expire after 90 days, but a link in a mail must open for years:
/// so these keys are our own, are numbered, and old ones are kept for checking.
/// </summary>
public sealed class LinkKey
{
    /// <summary>Stands in every link as its first byte; 1 to 255.</summary>
    public required int Number { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Secret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class LinkKeyMapping : IEntityTypeConfiguration<LinkKey>
{
    public void Configure(EntityTypeBuilder<LinkKey> key)
    {
        key.HasKey(k => k.Number);
        key.Property(k => k.Number).ValueGeneratedNever();
    }
}
