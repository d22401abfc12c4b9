using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Counts what comes back after a mail was accepted; what happens while sending is counted by the ledger.</summary>
public static class MailFigures
{
    /// <summary>Adds one to a column of the provider's current hour.</summary>
    /// <param name="db">In the transaction of the cause.</param>
    /// <param name="provider">Whose.</param>
    /// <param name="figure">A property of <see cref="ProviderHour"/>: <c>Refused</c>, <c>Unsubscribed</c> or <c>Complained</c>.</param>
    /// <param name="now">In which hour.</param>
    public static Task AddAsync(MatchmakingDb db, ProviderGroup provider, string figure, DateTimeOffset now, CancellationToken cancel)
    {
        int Is(string name) => figure == name ? 1 : 0;
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mail_figures (provider, hour, accepted, deferred, refused, unsubscribed, complained)
            VALUES ({provider.ToString()}, date_trunc('hour', {now}::timestamptz, 'UTC'), 0, 0, {Is(nameof(ProviderHour.Refused))}, {Is(
                nameof(ProviderHour.Unsubscribed)
            )}, {Is(nameof(ProviderHour.Complained))})
            ON CONFLICT (hour, provider) DO UPDATE SET refused = mail_figures.refused + excluded.refused,
                unsubscribed = mail_figures.unsubscribed + excluded.unsubscribed, complained = mail_figures.complained + excluded.complained
            """,
            cancel
        );
    }
}
