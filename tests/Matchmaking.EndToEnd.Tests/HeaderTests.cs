namespace Matchmaking.EndToEnd.Tests;

/// <summary>The menu stands in one line or is folded, and leads to the same pages either way.</summary>
public sealed class HeaderTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("az")]
    [InlineData("en")]
    public async Task The_menu_of_an_investor_takes_one_line(string language)
    {
        var page = await site.NewBrowserAsync(language);
        await site.SignInAsync(page, await site.People.InvestorAsync(), language);
        await page.GotoAsync("/about");
        foreach (var width in new[] { 390, 1024, 1279, 1280, 1366, 1440, 1920 })
        {
            await page.SetViewportSizeAsync(width, 900);

            var header = (await page.Locator(".site-header").BoundingBoxAsync())!;
            Assert.True(header.Height <= 66, $"{language}: {header.Height} px at {width}");
            Assert.Equal(width >= 1280, await page.Locator(".nav-wide").IsVisibleAsync());
            Assert.Equal(width < 1280, await page.Locator(".nav-fold").IsVisibleAsync());
            Assert.Equal(width >= 1280, await page.Locator(".account").IsVisibleAsync());
        }
        await page.SetViewportSizeAsync(1024, 900);
        await page.Locator(".nav-fold > summary").ClickAsync();
        foreach (var path in new[] { "/saved", "/about", "/organisation" })
            await Assertions.Expect(page.Locator($".nav-fold a[href='{path}']")).ToBeVisibleAsync();
    }
}
