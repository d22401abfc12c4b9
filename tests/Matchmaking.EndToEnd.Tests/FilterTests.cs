namespace Matchmaking.EndToEnd.Tests;

/// <summary>The filter of the list on a slow line, and on one that breaks.</summary>
public sealed class FilterTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Filtered = "**/opportunities?*";

    [Fact]
    public async Task While_the_list_is_fetched_it_shows_that_something_is_under_way()
    {
        await site.PublishAsync();
        var (page, line) = (await site.NewBrowserAsync("en-GB"), new TaskCompletionSource());
        await page.GotoAsync("/opportunities");
        await page.RouteAsync(
            Filtered,
            async route =>
            {
                await line.Task;
                await route.ContinueAsync();
            }
        );

        await page.Locator("#sector-auto").CheckAsync();

        await Assertions.Expect(page.Locator("#results")).ToHaveCSSAsync("opacity", "0.6");
        line.SetResult();
        await Assertions.Expect(page.Locator("#results .chip")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#results")).ToHaveCSSAsync("opacity", "1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task After_a_failure_the_boxes_say_what_the_list_shows_and_the_message_stays_above_it(int? status)
    {
        await site.PublishAsync();
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("renw", null));
        var page = await site.NewBrowserAsync("en-GB");
        await page.GotoAsync("/opportunities");
        await page.Locator("#sector-auto").CheckAsync();
        await Assertions.Expect(page.Locator("#results .chip")).ToHaveCountAsync(1);
        var shown = await page.Locator("#results .total").TextContentAsync();
        var place = await page.Locator("#results").BoundingBoxAsync();
        await page.RouteAsync(
            Filtered,
            route => status is { } code ? route.FulfillAsync(new() { Status = code, Body = "" }) : route.AbortAsync()
        );

        await page.Locator("#sector-renw").ClickAsync();

        await Assertions.Expect(page.Locator(".request-failed")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#sector-renw")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#sector-auto")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#results .total")).ToHaveTextAsync(shown!);
        var (message, list) = (await page.Locator(".request-failed").BoundingBoxAsync(), await page.Locator("#results").BoundingBoxAsync());
        Assert.Equal((place!.X, place.Width), (list!.X, list.Width));
        Assert.True(message!.X == list.X && message.Y + message.Height <= list.Y, "The message is not above the list.");

        await page.UnrouteAsync(Filtered);
        await page.Locator("#sector-renw").ClickAsync();
        await Assertions.Expect(page.Locator("#results .chip")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".request-failed")).ToHaveCountAsync(0);
    }
}
