using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Demo;

/// <summary>What an import has added; zeroes when everything was there.</summary>
/// <param name="Listings">As drafts.</param>
/// <param name="Documents">Public at once.</param>
/// <param name="Facts">Public at once.</param>
public sealed record StarterCount(int Listings, int Documents, int Facts);

/// <summary>
/// Gives a database what the starter files hold (<see cref="StarterData"/>) and it was not given before: documents and facts at once,
/// listings as drafts for a person to publish. No sample person, organisation or mandate. Done again it adds what the files have gained
/// and touches nothing else.
/// </summary>
public sealed class StarterImport(MatchmakingDb db, ReferenceData reference, TimeProvider time)
{
    /// <summary>Key of the advisory lock under which two imports at the same moment follow each other.</summary>
    private const long Lock = 0x5374_6172_7465_7231;

    /// <summary>Imports in one transaction: a command that is killed leaves nothing.</summary>
    public async Task<StarterCount> RunAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var given = await db.StarterRows.ToDictionaryAsync(row => row.Key, row => row.RowId, StringComparer.Ordinal, cancel);
        var count = new StarterCount(await AddListingsAsync(given, cancel), AddDocuments(given), AddFacts(given));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return count;
    }

    private async Task<int> AddListingsAsync(Dictionary<string, Guid> given, CancellationToken cancel)
    {
        var (now, added) = (time.GetUtcNow(), 0);
        foreach (var (row, listing) in StarterData.Listings(reference).Where(pair => !given.ContainsKey(pair.Row.Id)))
        {
            (listing.CreatedAt, listing.UpdatedAt) = (now, now);
            if (await db.Opportunities.AnyAsync(o => o.Slug == listing.Slug, cancel))
                listing.Slug = Slugs.WithId(listing.Slug, listing.Id);
            db.Opportunities.Add(listing);
            db.OpportunityVersions.Add(OpportunityVersion.First(listing, null));
            Note(given, row.Id, listing.Id);
            added++;
        }
        return added;
    }

    private int AddDocuments(Dictionary<string, Guid> given)
    {
        var added = 0;
        foreach (var (key, document) in StarterData.Documents(id => given[id]).Where(pair => !given.ContainsKey(pair.Key)))
        {
            db.SignedDocuments.Add(document);
            Note(given, key, document.Id);
            added++;
        }
        return added;
    }

    private int AddFacts(Dictionary<string, Guid> given)
    {
        var added = 0;
        foreach (var (key, fact) in StarterData.Facts().Where(pair => !given.ContainsKey(pair.Key)))
        {
            db.SectorFacts.Add(fact);
            Note(given, key, fact.Id);
            added++;
        }
        return added;
    }

    private void Note(Dictionary<string, Guid> given, string key, Guid row)
    {
        given.Add(key, row);
        db.StarterRows.Add(
            new()
            {
                Key = key,
                RowId = row,
                At = time.GetUtcNow(),
            }
        );
    }
}
