using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.TrackRecords;

/// <summary>What the ranking reads: a child's deals count for its parents, each deal once an organisation.</summary>
public sealed class TrackRecordsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_childs_deal_counts_for_its_parents_and_not_for_its_sisters()
    {
        var (top, middle, child, sister) = await FamilyAsync();
        var deal = await site.AddDealAsync(child, "Child");

        var lines = (await AllAsync()).Where(line => line.DealKey == deal.DealKey).ToArray();

        Assert.Equal(
            new[] { (child, (Guid?)null), (middle, child), (top, child) }.OrderBy(line => line.Item1),
            lines.Select(line => (line.OrganisationId, line.ThroughId)).OrderBy(line => line.OrganisationId)
        );
        Assert.DoesNotContain(await OfAsync(sister), line => line.DealKey == deal.DealKey);
        Assert.Equal((top, child), Assert.Single(await OfAsync(top)) is var one ? (one.OrganisationId, one.ThroughId!.Value) : default);
    }

    [Fact]
    public async Task Where_parent_and_child_took_part_it_is_the_parents_own_and_counted_once()
    {
        var (top, middle, child, sister) = await FamilyAsync();
        var deal = await site.AddDealAsync(child, "Child");
        await site.AddDealAsync(top, "Top", key: deal.DealKey);
        await site.AddDealAsync(top, "Top under another name", key: deal.DealKey);
        await site.AddDealAsync(sister, "Sister", key: deal.DealKey);

        var lines = (await AllAsync()).Where(line => line.DealKey == deal.DealKey).ToArray();

        Assert.Equal(4, lines.Length);
        Assert.Null(lines.Single(line => line.OrganisationId == top).ThroughId);
        Assert.Contains(lines.Single(line => line.OrganisationId == middle).ThroughId!.Value, new[] { child, sister });
        Assert.Null(Assert.Single(await OfAsync(top)).ThroughId);
    }

    [Fact]
    public async Task A_ring_of_parents_ends()
    {
        var one = await site.AddProspectAsync();
        var two = await site.AddProspectAsync(change: o => o.ParentId = one.Id);
        await site.InDatabaseAsync(db =>
            db.Organisations.Where(o => o.Id == one.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.ParentId, two.Id))
        );
        var deal = await site.AddDealAsync(one.Id, "One");

        Assert.Equal(2, (await AllAsync()).Count(line => line.DealKey == deal.DealKey));
        Assert.Single(await OfAsync(two.Id));
    }

    [Fact]
    public async Task The_lines_say_what_the_deal_said()
    {
        var organisation = await site.AddProspectAsync();
        var deal = await site.AddDealAsync(organisation.Id, organisation.Name, d => (d.Month, d.Region, d.DealType) = (6, "Almaty", "JV"));

        Assert.Equal(
            new TrackRecordDeal(
                organisation.Id,
                deal.DealKey,
                2021,
                6,
                "renw",
                "renw.solar",
                "",
                "",
                "KZ",
                "Kazakhstan",
                "Almaty",
                80,
                "JV",
                "",
                "Chulak solar plant",
                "",
                null
            ),
            Assert.Single(await OfAsync(organisation.Id))
        );
    }

    private async Task<(Guid Top, Guid Middle, Guid Child, Guid Sister)> FamilyAsync()
    {
        var top = await site.AddProspectAsync();
        var middle = await site.AddProspectAsync(change: o => o.ParentId = top.Id);
        var child = await site.AddProspectAsync(change: o => o.ParentId = middle.Id);
        var sister = await site.AddProspectAsync(change: o => o.ParentId = middle.Id);
        return (top.Id, middle.Id, child.Id, sister.Id);
    }

    private async Task<List<TrackRecordDeal>> AllAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TrackRecordReader>().AllAsync(CancellationToken.None).ToListAsync();
    }

    private async Task<IReadOnlyList<TrackRecordDeal>> OfAsync(Guid organisation)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TrackRecordReader>().OfAsync(organisation, CancellationToken.None);
    }
}
