using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Opportunities.Versions;

/// <summary>Each save of a listing is kept as a version.</summary>
public sealed class VersionSaveTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_new_listing_has_a_first_version_and_each_change_another()
    {
        var person = await site.People.StaffAsync();
        var draft = await DraftAsync(person.Id);
        await SaveAsync(draft.Id, person.Id, o => o.Title = o.Title with { En = "Renamed" });
        await SaveAsync(draft.Id, null, o => (o.AmountFrom, o.Places) = (1_000_000, ["AZ-BA", "AZ-SM"]));

        var versions = await VersionsAsync(draft.Id);
        Assert.Equal([1, 2, 3], versions.Select(v => v.Number));
        Assert.Equal([person.Id, person.Id, null], versions.Select(v => v.ById));
        Assert.Equal(["", "Title.En", "Amount Places"], versions.Select(v => string.Join(' ', v.Changed)));
        Assert.Equal([draft.Title.En, "Renamed", "Renamed"], versions.Select(v => v.Read().Title.En));
        Assert.All(versions, v => Assert.False(v.IsPublic));
    }

    [Fact]
    public async Task A_save_that_changes_nothing_a_person_edits_is_no_version()
    {
        var draft = await DraftAsync(null);
        await SaveAsync(draft.Id, null, o => o.Places = [.. o.Places.AsEnumerable().Reverse()]);
        await SaveAsync(draft.Id, null, _ => { });

        Assert.Single(await VersionsAsync(draft.Id));
    }

    [Fact]
    public async Task Publishing_and_withdrawing_are_kept_too()
    {
        var person = await site.People.StaffAsync();
        var listing = await site.PublishAsync(o => o.ContactId = person.Id);
        await SaveAsync(listing.Id, person.Id, o => o.Withdraw(person.Id, TimeProvider.System.GetUtcNow()));
        await SaveAsync(listing.Id, person.Id, o => o.Publish(person.Id, TimeProvider.System.GetUtcNow()));

        Assert.Equal([true, false, true], (await VersionsAsync(listing.Id)).Select(v => v.IsPublic));
    }

    [Fact]
    public async Task A_listing_from_before_versions_were_kept_has_what_stood_before_its_first_save()
    {
        var listing = await site.PublishAsync();
        Assert.Empty(await VersionsAsync(listing.Id));

        await SaveAsync(listing.Id, null, o => (o.Summary, o.Status) = (o.Summary with { En = "Changed" }, PublicationStatus.Withdrawn));

        var versions = await VersionsAsync(listing.Id);
        Assert.Equal([listing.Summary.En, "Changed"], versions.Select(v => v.Read().Summary.En));
        Assert.Equal([true, false], versions.Select(v => v.IsPublic));
        Assert.Equal(["Summary.Zh", "Summary.Az"], versions[^1].Outdated);
        Assert.Equal(listing.UpdatedAt, versions[0].At, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Of_several_saves_at_the_same_moment_one_stands_and_the_others_are_told()
    {
        var draft = await DraftAsync(null);
        var saved = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async i =>
                {
                    await using var scope = site.Services.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Web.Database.MatchmakingDb>();
                    var row = await db.Opportunities.SingleAsync(o => o.Id == draft.Id);
                    row.Title = row.Title with { En = $"Race {i}" };
                    return await scope
                        .ServiceProvider.GetRequiredService<OpportunitySave>()
                        .TryAsync(row, draft.Version, null, CancellationToken.None);
                })
        );

        Assert.Single(saved, told => told);
        Assert.Equal([1, 2], (await VersionsAsync(draft.Id)).Select(v => v.Number));
    }

    private async Task<Opportunity> DraftAsync(Guid? by)
    {
        var draft = Listings.Opportunity(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null));
        await site.RunAsync<OpportunitySave>(save => save.TryAsync(draft, 0, by, CancellationToken.None));
        return draft;
    }

    private async Task SaveAsync(Guid id, Guid? by, Action<Opportunity> change)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<Web.Database.MatchmakingDb>().Opportunities.SingleAsync(o => o.Id == id);
        change(saved);
        Assert.True(
            await scope.ServiceProvider.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, by, CancellationToken.None)
        );
    }

    private Task<List<OpportunityVersion>> VersionsAsync(Guid id) =>
        site.InDatabaseAsync(db => db.OpportunityVersions.AsNoTracking().Of(id).OrderBy(v => v.Number).ToListAsync());
}
