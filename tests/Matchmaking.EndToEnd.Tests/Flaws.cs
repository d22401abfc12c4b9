using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>What no page may have.</summary>
internal static class Flaws
{
    /// <summary>Nothing that axe finds, and no scrolling sideways.</summary>
    public static async Task NoneAsync(IPage page)
    {
        var flaws = await FindAsync(page);
        Assert.True(flaws.Count == 0, $"{page.Url}:\n" + string.Join('\n', flaws));
        await NotTooWideAsync(page);
    }

    /// <summary>
    /// What axe finds on the page as it is drawn now, without the mails that are framed in it: scripts do not run in them.
    /// </summary>
    /// <param name="page">Is looked at.</param>
    /// <param name="rules">Only these rules of axe; all when there is none.</param>
    public static async Task<List<string>> FindAsync(IPage page, params string[] rules)
    {
        await page.EvaluateAsync("for (const frame of document.querySelectorAll('iframe[sandbox]')) frame.remove()");
        var result = await page.RunAxe(rules.Length == 0 ? null : new AxeRunOptions { RunOnly = RunOnlyOptions.Rules(rules) });
        return [.. result.Violations.Select(v => $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Select(n => n.Html)))];
    }

    public static async Task NotTooWideAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} scrolls sideways.");
}
