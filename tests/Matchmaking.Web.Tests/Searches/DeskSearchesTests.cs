using Matchmaking.Web.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Searches;

/// <summary>The desk sees what is not found, and what it finds by now.</summary>
public sealed class DeskSearchesTests(SearchSite site) : IClassFixture<SearchSite>
{
    private static DateOnly Today => BakuDay.Of(TimeProvider.System);

    [Fact]
    public async Task The_most_frequent_words_stand_first_with_their_last_day_and_what_they_find_now()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Contains("Everything was found", (await staff.OpenAsync("/desk/searches")).Text, StringComparison.Ordinal);
        await AddAsync("zzonce", Today, 1, 0);
        await AddAsync("seaweed", Today.AddDays(-1), 2, 0);
        await AddAsync("seaweed", Today.AddDays(-89), 1, 1);
        await AddAsync("laptpo", Today.AddDays(-2), 0, 2);
        await AddAsync("before the days that count", Today.AddDays(-90), 9, 0);

        var before = await staff.OpenAsync("/desk/searches");
        await site.PublishAsync(o => (o.Slug, o.Title) = ("seaweed-farm", new("海藻", "Dəniz yosunu", "Seaweed farm")));
        var after = await staff.OpenAsync("/desk/searches");

        Assert.Equal(["seaweed", "laptpo", "zzonce"], before.TextsOf("tbody th"));
        Assert.Equal(["3", "1"], before.TextsOf("tbody tr:first-child .num"));
        Assert.Equal("Still nothing", before.TextsOf("tbody tr:first-child td:last-child")[0]);
        Assert.Equal("1 opportunity", after.TextsOf("tbody tr:first-child td:last-child")[0]);
        Assert.Contains("as “laptop”", after.TextsOf("tbody tr:nth-child(2) td:last-child")[0], StringComparison.Ordinal);
        var list = await staff.OpenAsync(after.Document.QuerySelector("tbody th a")!.GetAttribute("href")!);
        Assert.Contains("Seaweed farm", list.TextsOf("#results .title"));
    }

    [Fact]
    public async Task The_desks_list_of_listings_leads_there_and_an_investor_does_not_get_in()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());

        Assert.NotNull((await staff.OpenAsync("/desk/opportunities")).Document.QuerySelector("main [href='/desk/searches']"));
        Assert.Equal(404, (int)(await investor.OpenAsync("/desk/searches")).Status);
    }

    private Task AddAsync(string words, DateOnly day, int nothing, int corrected) =>
        site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"INSERT INTO missed_searches (day, words, nothing, corrected) VALUES ({day}, {words}, {nothing}, {corrected})"
            )
        );
}
