using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail.Records;

/// <summary>What may be sent to the mailboxes of one provider now; shared by all nodes.</summary>
public sealed class ProviderState
{
    public required ProviderGroup Provider { get; init; }

    /// <summary>How many mails may go out at once: the token bucket. Unused where the group has no hourly limit.</summary>
    public double Tokens { get; set; }
    public DateTimeOffset RefilledAt { get; set; }

    /// <summary>Nothing goes there before; null while nothing is wrong.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>How many pauses in a row, each within a day of the one before.</summary>
    public int Pauses { get; set; }

    /// <summary>The answer for which it was paused.</summary>
    public string? Answer { get; set; }

    /// <summary>The answer is about our content or reputation: waiting will not cure it, somebody must look.</summary>
    public bool NeedsDesk { get; set; }
}

/// <summary>Figures of one provider in one hour. Counted as outcomes are written, so that nobody counts on the hot table.</summary>
public sealed class ProviderHour
{
    public required ProviderGroup Provider { get; init; }

    /// <summary>The start of the hour.</summary>
    public required DateTimeOffset Hour { get; init; }
    public int Accepted { get; set; }
    public int Deferred { get; set; }

    /// <summary>Refused for good or bounced.</summary>
    public int Refused { get; set; }
    public int Unsubscribed { get; set; }
    public int Complained { get; set; }
}

/// <summary>Which provider serves a domain that is not known by its name, found by its MX records.</summary>
public sealed class MailDomain
{
    /// <summary>In lower case.</summary>
    public required string Domain { get; init; }
    public required ProviderGroup Provider { get; set; }
    public required DateTimeOffset LookedUpAt { get; set; }
}

/// <summary>A process that sends. It lives while <see cref="SeenAt"/> is fresh, by the clock of the database.</summary>
public sealed class MailSender
{
    public required Guid Id { get; init; }
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Machine and process, for the desk.</summary>
    public required string Name { get; init; }
}

/// <summary>The switch that stops all sending. Each use is a row; the one that is not lifted counts.</summary>
public sealed class MailStop
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public Guid? ById { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset? LiftedAt { get; set; }
    public Guid? LiftedById { get; set; }
}

internal sealed class ProviderStateMapping : IEntityTypeConfiguration<ProviderState>
{
    public void Configure(EntityTypeBuilder<ProviderState> state)
    {
        state.ToTable("mail_providers");
        state.HasKey(s => s.Provider);
        state.Property(s => s.Provider).HasConversion<string>().HasMaxLength(20);
        state.Property(s => s.Answer).HasMaxLength(1000);
    }
}

internal sealed class ProviderHourMapping : IEntityTypeConfiguration<ProviderHour>
{
    public void Configure(EntityTypeBuilder<ProviderHour> hour)
    {
        hour.ToTable("mail_figures");
        hour.HasKey(h => new { h.Hour, h.Provider });
        hour.Property(h => h.Provider).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class MailDomainMapping : IEntityTypeConfiguration<MailDomain>
{
    public void Configure(EntityTypeBuilder<MailDomain> domain)
    {
        domain.ToTable("mail_domains");
        domain.HasKey(d => d.Domain);
        domain.Property(d => d.Domain).HasMaxLength(254);
        domain.Property(d => d.Provider).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class MailSenderMapping : IEntityTypeConfiguration<MailSender>
{
    public void Configure(EntityTypeBuilder<MailSender> sender)
    {
        sender.ToTable("mail_senders");
        sender.Property(s => s.Name).HasMaxLength(100);
    }
}

internal sealed class MailStopMapping : IEntityTypeConfiguration<MailStop>
{
    public void Configure(EntityTypeBuilder<MailStop> stop)
    {
        stop.ToTable("mail_stops");
        stop.Property(s => s.Reason).HasMaxLength(1000);
        stop.HasIndex(s => s.LiftedAt).HasFilter("lifted_at IS NULL").IsUnique().AreNullsDistinct(false);
    }
}
