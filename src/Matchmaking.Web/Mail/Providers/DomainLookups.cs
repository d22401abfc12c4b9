using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// Asks DNS who serves the domains that mails wait for, and puts the mails in the right queue. What was found is kept for a week and shared by
/// all nodes; asking delays no mail.
/// </summary>
public sealed class DomainLookups(MatchmakingDb db, ProviderBook book, MxLookup mx, RecipientProviders providers, TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>The most domains that one run asks about; the next run goes on.</summary>
    private const int Most = 50;

    public async Task RunAsync(CancellationToken cancel)
    {
        var fresh = time.GetUtcNow() - Keep;
        foreach (var known in await db.MailDomains.AsNoTracking().Where(d => d.LookedUpAt > fresh).ToListAsync(cancel))
            providers.Note(known.Domain, known.Provider);
        var waiting = await db.Database.SqlQuery<string>($"""
            SELECT DISTINCT lower(split_part(to_address, '@', 2)) AS "Value" FROM mails
            WHERE status IN ('Pending', 'Deferred') AND provider = {nameof(ProviderGroup.Others)}
            """).ToListAsync(cancel);
        var asked = await db.MailDomains.Where(d => d.LookedUpAt > fresh).Select(d => d.Domain).ToHashSetAsync(cancel);
        foreach (var domain in waiting.Where(domain => book.GroupOf(domain) is null && !asked.Contains(domain)).Take(Most))
        {
            var provider = await mx.GroupOfAsync(domain, cancel);
            var now = time.GetUtcNow();
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO mail_domains (domain, provider, looked_up_at) VALUES ({domain}, {provider.ToString()}, {now})
                ON CONFLICT (domain) DO UPDATE SET provider = excluded.provider, looked_up_at = excluded.looked_up_at
                """, cancel);
            providers.Note(domain, provider);
            if (provider != ProviderGroup.Others)
                await db.Database.ExecuteSqlAsync($"""
                    UPDATE mails SET provider = {provider.ToString()}
                    WHERE status IN ('Pending', 'Deferred') AND provider = {nameof(ProviderGroup.Others)} AND lower(split_part(to_address, '@', 2)) = {domain}
                    """, cancel);
        }
    }
}
