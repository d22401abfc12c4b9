namespace Matchmaking.EndToEnd.Tests;

public sealed class SmokeTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task Opens()
    {
        var page = await site.NewBrowserAsync("zh-CN");
        var r = await page.GotoAsync("/nix");
        Assert.Equal(404, r!.Status);
        Assert.Equal("zh-Hans", await page.Locator("html").GetAttributeAsync("lang"));
    }
}
