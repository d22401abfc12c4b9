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

    [Fact]
    public async Task On_a_phone_a_failure_is_said_where_the_box_is_until_the_list_is_fetched()
    {
        await site.PublishAsync();
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("renw", null));
        var page = await site.NewBrowserAsync("zh-CN", width: 390, height: 400);
        await page.GotoAsync("/opportunities");
        await page.Locator(".drawer > summary").ClickAsync();
        var (box, note) = (page.Locator("#sector-renw"), page.Locator(".request-failed"));
        await page.Context.SetOfflineAsync(true);

        await box.ClickAsync();
        await Assertions.Expect(note).ToBeInViewportAsync();
        await Assertions.Expect(box).Not.ToBeCheckedAsync();
        await page.Locator("#sector-auto").ClickAsync();
        await Assertions.Expect(note).ToHaveCountAsync(1);
        await Assertions.Expect(note).ToBeInViewportAsync();

        await page.Context.SetOfflineAsync(false);
        await box.ClickAsync();
        await Assertions.Expect(page.Locator("#results .chip")).ToHaveCountAsync(1);
        await Assertions.Expect(note).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_failure_above_the_list_is_unsaid_when_the_list_is_fetched()
    {
        await site.PublishAsync();
        var page = await site.NewBrowserAsync("en-GB");
        await page.GotoAsync("/opportunities");
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#sector-auto").ClickAsync();
        await Assertions.Expect(page.Locator(".request-failed + #results")).ToHaveCountAsync(1);

        await page.Context.SetOfflineAsync(false);
        await page.Locator("#sector-auto").ClickAsync();

        await Assertions.Expect(page.Locator("#results .chip")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".request-failed")).ToHaveCountAsync(0);
    }
}
