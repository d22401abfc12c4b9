using Matchmaking.Web.Features.Account;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>Every page on a phone: nothing that axe finds by day, and enough contrast by night.</summary>
public sealed class AccessibleTests(LongWorld site) : IClassFixture<LongWorld>
{
    [Fact]
    public async Task No_page_has_what_axe_finds()
    {
        var flaws = await Task.WhenAll(
            LookAsync(null, WidthTests.OfVisitors),
            LookAsync(site.Investor, WidthTests.OfInvestors),
            LookAsync(site.Administrator, WidthTests.OfTheDesk)
        );

        var all = flaws.SelectMany(some => some).ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n" + string.Join('\n', all));
    }

    private async Task<List<string>> LookAsync(Person? person, IEnumerable<string> paths)
    {
        var flaws = new List<string>();
        var page = await site.NewBrowserAsync("zh-CN", width: 390, height: 844);
        if (person is not null)
            await site.SignInAsync(page, person, "zh-Hans");
        foreach (var path in paths)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await page.GotoAsync("/" + site.FillIn(path), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            flaws.AddRange((await Flaws.FindAsync(page)).Select(flaw => $"{path}: {flaw}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            flaws.AddRange((await Flaws.FindAsync(page, "color-contrast")).Select(flaw => $"{path} by night: {flaw}"));
        }
        return flaws;
    }
}
