using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// Asks DNS who serves the domains that mails wait for, and puts the mails in the right queue. What was found is kept for a week and shared
/// by all nodes. A domain for which DNS does not answer is asked about again some minutes later.
/// </summary>
public sealed class DomainLookups(MatchmakingDb db, ProviderRegister book, MxLookup mx, RecipientProviders providers, TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>The most domains that are asked about at once; the next run goes on.</summary>
    private const int Most = 100;

    /// <summary>For all that waits: the job of every minute.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var fresh = time.GetUtcNow() - Keep;
        foreach (var known in await db.MailDomains.AsNoTracking().Where(d => d.LookedUpAt > fresh).ToListAsync(cancel))
            providers.Note(known.Domain, known.Provider);
        var waiting = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT lower(split_part(to_address, '@', 2)) AS "Value" FROM mails
                WHERE status IN ('Pending', 'Deferred') AND provider = {nameof(ProviderGroup.Others)}
                """
            )
            .ToListAsync(cancel);
        await LookUpAsync([.. waiting.Where(domain => book.GroupOf(domain) is null).Take(Most)], cancel);
    }

    /// <summary>Finds out about some domains, all at the same time and within three seconds, and moves what waits for them.</summary>
    public async Task LookUpAsync(IReadOnlyCollection<string> domains, CancellationToken cancel)
    {
        var fresh = time.GetUtcNow() - Keep;
        var known = await db
            .MailDomains.AsNoTracking()
            .Where(d => domains.Contains(d.Domain) && d.LookedUpAt > fresh)
            .ToDictionaryAsync(d => d.Domain, d => d.Provider, cancel);
        foreach (var (domain, provider) in known)
            await FoundAsync(domain, provider, cancel);
        var answers = await Task.WhenAll(
            domains
                .Where(domain => !known.ContainsKey(domain))
                .Take(Most)
                .Select(async domain => (Domain: domain, Provider: await mx.FindAsync(domain, cancel)))
        );
        foreach (var (domain, answer) in answers)
            if (answer is { } provider)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO mail_domains (domain, provider, looked_up_at) VALUES ({domain}, {provider.ToString()}, {time.GetUtcNow()})
                    ON CONFLICT (domain) DO UPDATE SET provider = excluded.provider, looked_up_at = excluded.looked_up_at
                    """,
                    cancel
                );
                await FoundAsync(domain, provider, cancel);
            }
    }

    private async Task FoundAsync(string domain, ProviderGroup provider, CancellationToken cancel)
    {
        providers.Note(domain, provider);
        if (provider != ProviderGroup.Others)
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE mails SET provider = {provider.ToString()}
                WHERE status IN ('Pending', 'Deferred') AND provider = {nameof(ProviderGroup.Others)}
                  AND lower(split_part(to_address, '@', 2)) = {domain}
                """,
                cancel
            );
    }
}
