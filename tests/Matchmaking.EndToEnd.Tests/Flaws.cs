using Deque.AxeCore.Playwright;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>What no page may have.</summary>
internal static class Flaws
{
    /// <summary>Nothing that axe finds, and no scrolling sideways.</summary>
    public static async Task NoneAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            $"{page.Url}:\n"
                + string.Join(
                    '\n',
                    result.Violations.Select(v => $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Select(n => n.Html)))
                )
        );
        await NotTooWideAsync(page);
    }

    public static async Task NotTooWideAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} scrolls sideways.");
}
