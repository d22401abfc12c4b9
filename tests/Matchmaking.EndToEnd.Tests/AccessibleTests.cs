using Matchmaking.Web.Features.Account;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>Pages on a phone: nothing that axe finds by day, and enough contrast by night.</summary>
public sealed class AccessibleTests(LongWorld site) : IClassFixture<LongWorld>
{
    [Fact]
    public async Task What_visitors_and_investors_come_by_first_has_nothing_that_axe_finds()
    {
        string[] first = ["", "opportunities", "opportunities/{slug}", "account/sign-up", "alerts/{alert}", "preferences/{preferences}"];
        var flaws = await Task.WhenAll(
            LookAsync(null, first, byNight: false),
            LookAsync(site.Investor, ["matches", "mandates/create"], byNight: false),
            LookAsync(site.Administrator, ["desk", "desk/opportunities", "desk/opportunities/{opportunity}/edit"], byNight: false)
        );

        None(flaws);
    }

    /// <summary>Five minutes, and only when it is asked for (<c>-explicit only</c>).</summary>
    [Fact(Explicit = true)]
    public async Task No_page_has_what_axe_finds() =>
        None(
            await Task.WhenAll(
                LookAsync(null, WidthTests.OfVisitors, byNight: true),
                LookAsync(site.Investor, WidthTests.OfInvestors, byNight: true),
                LookAsync(site.Administrator, WidthTests.OfTheDesk, byNight: true)
            )
        );

    private static void None(IEnumerable<List<string>> flaws)
    {
        var all = flaws.SelectMany(some => some).ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n" + string.Join('\n', all));
    }

    private async Task<List<string>> LookAsync(Person? person, IEnumerable<string> paths, bool byNight)
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
            if (!byNight)
                continue;
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            flaws.AddRange((await Flaws.FindAsync(page, "color-contrast")).Select(flaw => $"{path} by night: {flaw}"));
        }
        return flaws;
    }
}
