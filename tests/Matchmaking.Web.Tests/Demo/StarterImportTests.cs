using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Demo;

/// <summary>An empty site is given what the product knows; nothing is given twice.</summary>
public sealed class StarterImportTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Documents_and_facts_are_public_at_once_listings_are_drafts_and_nobody_is_made_up()
    {
        var people = await site.InDatabaseAsync(db => db.Users.CountAsync());
        var mandates = await site.InDatabaseAsync(db => db.Mandates.CountAsync());

        await ImportAsync();

        var listings = await site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().Where(o => o.IsSample).ToListAsync());
        Assert.Equal(50, listings.Count);
        Assert.All(listings, o => Assert.Equal((PublicationStatus.Draft, null), (o.Status, o.PublishedAt)));
        Assert.Contains(listings, o => o.Availability != Availability.Open);
        Assert.Equal(
            50,
            await site.InDatabaseAsync(db => db.OpportunityVersions.CountAsync(v => listings.Select(o => o.Id).Contains(v.OpportunityId)))
        );
        Assert.Equal(23, await site.InDatabaseAsync(db => db.SignedDocuments.CountAsync()));
        Assert.Equal(16, await site.InDatabaseAsync(db => db.StarterRows.CountAsync(r => r.Key.StartsWith("F"))));
        Assert.Contains("Gobustan", (await site.NewVisitor().OpenAsync("/progress")).Text, StringComparison.Ordinal);
        Assert.Equal(
            (people, mandates, 0),
            await site.InDatabaseAsync(async db =>
                (await db.Users.CountAsync(), await db.Mandates.CountAsync(), await db.Organisations.CountAsync(o => o.IsSample))
            )
        );
    }

    [Fact]
    public async Task A_second_import_brings_nothing_back_and_changes_nothing()
    {
        await ImportAsync();
        var (edited, removed, renamed) = await site.InDatabaseAsync(async db =>
        {
            var document = await db.SignedDocuments.OrderBy(d => d.Id).FirstAsync();
            document.Outcome = new("改了", "Dəyişdi", "Edited at the desk");
            var fact = await db.SectorFacts.OrderBy(f => f.Id).FirstAsync();
            db.SectorFacts.Remove(fact);
            var listing = await db.Opportunities.OrderBy(o => o.Id).FirstAsync(o => o.IsSample);
            listing.Slug = "another-address-" + listing.Id.ToString("N")[..8];
            await db.SaveChangesAsync();
            return (document.Id, fact.Id, listing.Id);
        });
        var before = await CountAsync();

        Assert.Equal(new StarterCount(0, 0, 0), await ImportAsync());

        Assert.Equal(before, await CountAsync());
        Assert.Equal(
            "Edited at the desk",
            await site.InDatabaseAsync(db => db.SignedDocuments.Where(d => d.Id == edited).Select(d => d.Outcome.En).SingleAsync())
        );
        Assert.False(await site.InDatabaseAsync(db => db.SectorFacts.AnyAsync(f => f.Id == removed)));
        Assert.True(await site.InDatabaseAsync(db => db.Opportunities.AnyAsync(o => o.Id == renamed)));
    }

    [Fact]
    public async Task Two_imports_at_the_same_moment_bring_everything_once()
    {
        await Task.WhenAll(ImportAsync(), ImportAsync());
        Assert.Equal(50, await site.InDatabaseAsync(db => db.StarterRows.CountAsync(r => db.Opportunities.Any(o => o.Id == r.RowId))));
        Assert.Equal(50, await site.InDatabaseAsync(db => db.Opportunities.CountAsync(o => o.IsSample)));
    }

    private Task<(int, int, int)> CountAsync() =>
        site.InDatabaseAsync(async db =>
            (await db.Opportunities.CountAsync(), await db.SignedDocuments.CountAsync(), await db.SectorFacts.CountAsync())
        );

    private async Task<StarterCount> ImportAsync()
    {
        StarterCount? added = null;
        await site.RunAsync<StarterImport>(async import => added = await import.RunAsync(CancellationToken.None));
        return added!;
    }
}
