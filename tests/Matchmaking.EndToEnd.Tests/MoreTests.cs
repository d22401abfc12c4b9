namespace Matchmaking.EndToEnd.Tests;

/// <summary>"Show more" below the list, by keyboard, with the address and the way back; and the plain links.</summary>
public sealed class MoreTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task The_first_new_row_has_the_focus_and_the_way_back_shows_them_all()
    {
        await FillAsync();
        var page = await site.NewBrowserAsync("en-GB");
        await page.GotoAsync("/about");
        await page.GotoAsync("/opportunities?sector=auto");
        var (rows, more, shown) = (page.Locator("#results .opp"), page.Locator("[data-more]"), page.Locator("#shown"));

        await more.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(60);

        await Assertions.Expect(rows.Nth(30).Locator(".title")).ToBeFocusedAsync();
        await Assertions.Expect(shown).ToHaveTextAsync("60 on this page, 65 in all");
        Assert.EndsWith("/opportunities?sector=auto&rows=60", page.Url, StringComparison.Ordinal);
        await more.ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(65);
        await Assertions.Expect(more).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("a[rel=next]")).ToHaveCountAsync(0);

        // From a listing back to all of them; from there back to where one came from, not to shorter lists.
        await rows.Nth(62).Locator(".title").ClickAsync();
        await page.WaitForURLAsync("**/opportunities/test-*");
        await page.GoBackAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(65);
        await page.GoBackAsync();
        await page.WaitForURLAsync("**/about");
    }

    [Fact]
    public async Task Without_scripts_there_are_the_links_alone()
    {
        await FillAsync();
        var page = await site.NewBrowserAsync("az", javaScript: false, width: 390);
        await page.GotoAsync("/opportunities?sector=auto");

        await Assertions.Expect(page.Locator("[data-more]")).ToBeHiddenAsync();
        await page.Locator("a[rel=next]").ClickAsync();
        await Assertions.Expect(page.Locator("#results .opp")).ToHaveCountAsync(30);
        await Assertions.Expect(page.Locator("a[rel=prev]")).ToBeVisibleAsync();
    }

    private async Task FillAsync()
    {
        if (await site.InDatabaseAsync(db => Task.FromResult(db.Opportunities.Any())))
            return;
        for (var i = 0; i < 65; i++)
            await site.PublishAsync();
    }
}
