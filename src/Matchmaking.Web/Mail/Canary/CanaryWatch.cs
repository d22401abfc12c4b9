using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Canary;

/// <summary>How the canary is.</summary>
/// <param name="WaitingSince">The oldest one that is late; null when all arrived, or a younger one has.</param>
/// <param name="LastAcceptedAt">When the newest one was accepted; null before the first.</param>
/// <param name="IsSilent">None has been written for too long: the schedules do not run.</param>
public sealed record CanaryState(DateTimeOffset? WaitingSince, DateTimeOffset? LastAcceptedAt, bool IsSilent)
{
    public bool IsWell => WaitingSince is null && !IsSilent;
}

/// <summary>Writes the canary's mails and watches whether they arrive.</summary>
public sealed class CanaryWatch(
    MatchmakingDb db,
    SenderAddress sender,
    RecipientProviders providers,
    IOptions<MailSettings> settings,
    IDeskNotices notices,
    TimeProvider time
)
{
    /// <summary>Accepted later than this is late.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How often one is written when nothing is published.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <summary>A mail of the canary about something, to be saved by the caller.</summary>
    public OutgoingMail New(string about, int version)
    {
        var now = time.GetUtcNow();
        var address = settings.Value.Canary.Address ?? sender.From.Address;
        return new()
        {
            Kind = CanaryMail.MailKind,
            About = about,
            Version = version,
            ToAddress = address,
            Language = Language.English,
            Provider = providers.Of(address),
            Priority = 1,
            CreatedAt = now,
            NotBefore = now,
        };
    }

    /// <summary>
    /// Writes the one of the current quarter of an hour, and tells the administrators when an earlier one has not arrived.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var slot = new DateTimeOffset(time.GetUtcNow().UtcTicks / Every.Ticks * Every.Ticks, TimeSpan.Zero);
        var mail = New(slot.ToString("yyyyMMdd'T'HHmm'Z'", System.Globalization.CultureInfo.InvariantCulture), 1);
        if (
            !await db.Mails.AnyAsync(
                m => m.PersonId == null && m.Kind == CanaryMail.MailKind && m.About == mail.About && m.Status != MailStatus.Suppressed,
                cancel
            )
        )
        {
            db.Mails.Add(mail);
            await db.SaveChangesAsync(cancel);
        }
        if (await WaitingSinceAsync(cancel) is { } since)
            await notices.AddAsync("canary", "canary", Dates.Machine(since), cancel);
    }

    /// <summary>The oldest of its mails that is late; null when all arrived, or a younger one has: then mails arrive again.</summary>
    public Task<DateTimeOffset?> WaitingSinceAsync(CancellationToken cancel)
    {
        var late = time.GetUtcNow() - Patience;
        var recent = Recent();
        return recent
            .Where(m =>
                m.Status != MailStatus.Accepted
                && m.CreatedAt < late
                && !recent.Any(younger => younger.Status == MailStatus.Accepted && younger.CreatedAt > m.CreatedAt)
            )
            .MinAsync(m => (DateTimeOffset?)m.CreatedAt, cancel);
    }

    private IQueryable<OutgoingMail> Recent()
    {
        var aDayAgo = time.GetUtcNow().AddDays(-1);
        return db.Mails.Where(m =>
            m.PersonId == null && m.Kind == CanaryMail.MailKind && m.Status != MailStatus.Suppressed && m.CreatedAt > aDayAgo
        );
    }

    /// <summary>How it is now.</summary>
    public async Task<CanaryState> StateAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var waiting = await WaitingSinceAsync(cancel);
        var accepted = await Recent().MaxAsync(m => m.AcceptedAt, cancel);
        var newest = await Recent().MaxAsync(m => (DateTimeOffset?)m.CreatedAt, cancel);
        return new(waiting, accepted, newest is { } last && now - last > Every + Patience + Patience);
    }
}

/// <summary>Says at <c>/health/ready</c> when alerts do not arrive. The pages still work, so the node is degraded and not dead.</summary>
internal sealed class CanaryCheck(CanaryWatch canary) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = await canary.StateAsync(cancellationToken);
        return state.IsWell
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                state.WaitingSince is { } since
                    ? $"A mail of the canary waits since {Dates.Machine(since)}: alerts do not arrive."
                    : "No mail of the canary was written for half an hour: the schedules do not run."
            );
    }
}
