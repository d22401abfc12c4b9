using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations.Merge;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Organisations.Merge;

/// <summary>What an organisation promotes follows it, and never goes with it.</summary>
public sealed class PromotedListingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_merge_moves_it_and_a_split_brings_back_what_moved()
    {
        var staff = await site.People.StaffAsync();
        var (source, target) = (await site.AddProspectAsync(), await site.AddProspectAsync());
        var listing = await site.PublishAsync(o => o.PromoterOrganisationId = source.Id);
        var own = await site.PublishAsync(o => o.PromoterOrganisationId = target.Id);

        await site.RunAsync<OrganisationMerger>(merging => merging.MergeAsync(source.Id, target.Id, staff.Id, CancellationToken.None));
        Assert.Equal((target.Id, null), await OfAsync(listing));

        var merge = await site.InDatabaseAsync(db =>
            db.OrganisationMerges.Where(m => m.SourceId == source.Id).Select(m => m.Id).SingleAsync()
        );
        await site.RunAsync<OrganisationMerger>(merging => merging.SplitAsync(merge, staff.Id, CancellationToken.None));
        Assert.Equal((source.Id, null), await OfAsync(listing));
        Assert.Equal((target.Id, null), await OfAsync(own));
    }

    [Fact]
    public async Task A_removed_organisation_leaves_the_listing()
    {
        var organisation = await site.AddProspectAsync();
        var listing = await site.PublishAsync(o => o.PromoterOrganisationId = organisation.Id);

        await site.InDatabaseAsync(db => db.Organisations.Where(o => o.Id == organisation.Id).ExecuteDeleteAsync());

        Assert.Equal((null, null), await OfAsync(listing));
    }

    /// <summary>Who promotes it, and who sent it in.</summary>
    private Task<(Guid? Promoter, Guid? SubmittedBy)> OfAsync(Opportunity listing) =>
        site.InDatabaseAsync(async db =>
        {
            var row = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == listing.Id);
            return (row.PromoterOrganisationId, row.SubmittedById);
        });
}
