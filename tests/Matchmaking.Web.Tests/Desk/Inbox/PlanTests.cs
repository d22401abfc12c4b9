using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>
/// With twenty thousand enquiries no page of the inbox reads all of its rows, and each takes a fixed number of statements:
/// of words that are met in the beginning of the list two less than of those that the index is asked for.
/// </summary>
public sealed class PlanTests(CountingSite site) : IClassFixture<CountingSite>
{
    [Theory]
    [InlineData("", 9)]
    [InlineData("?tab=unowned", 9)]
    [InlineData("?tab=late", 9)]
    [InlineData("?tab=all", 9)]
    [InlineData("?tab=all&kind=submission", 9)]
    [InlineData("?kind=fit", 9)]
    [InlineData("?tab=all&q=舍", 9)]
    [InlineData("?tab=all&q=苏姆盖特电池", 11)]
    [InlineData("?tab=all&q=hazar+energy+17", 11)]
    [InlineData("?tab=late&q=zzzz", 11)]
    [InlineData("?tab=all&q=tianshan", 9)]
    public async Task Each_tab_filter_and_search_reads_an_index(string query, int statements)
    {
        var staff = await FilledAsync();
        var visitor = await site.People.SignInAsync(staff);

        var plans = await site.PlansOfAsync(visitor, "/desk/inbox" + query);

        Assert.DoesNotContain(plans, plan => plan.Contains("Seq Scan on inbox_items", StringComparison.Ordinal));
        Assert.True(plans.Count == statements, $"{plans.Count} statements:\n{string.Join("\n\n", plans)}");
    }

    private async Task<Features.Account.Person> FilledAsync()
    {
        if (await site.InDatabaseAsync(db => db.Enquiries.AnyAsync()))
        {
            var owner = await site.InDatabaseAsync(db =>
                db.Enquiries.GroupBy(e => e.OwnerId).OrderBy(g => g.Count()).Select(g => g.Key).FirstAsync()
            );
            return await site.InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == owner));
        }
        for (var i = 0; i < 3; i++)
            await site.PublishAsync();
        var people = new[] { await site.People.StaffAsync(), await site.People.StaffAsync(), await site.People.StaffAsync() };
        await EnquiryRows.FillAsync(site, 20_000, [.. people.Select(p => p.Id)], 1_000);
        return people[0];
    }
}
