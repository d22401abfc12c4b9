using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// Every page from a small phone to a desk, in three languages, with the longest that the rules allow: the page does not scroll sideways,
/// nothing is drawn over its neighbour, no number is broken, and no amount is cut off in its field.
/// </summary>
public sealed partial class WidthTests(LongWorld site) : IClassFixture<LongWorld>
{
    private static readonly int[] Widths = [360, 390, 768, 1024, 1440];

    /// <summary>In the language of the longest words.</summary>
    [Fact]
    public async Task Nothing_is_too_wide_for_its_page_or_drawn_over_its_neighbour()
    {
        await InvestorsAsync("az", "az-AZ");
        await DeskAsync("az", "az-AZ");
    }

    /// <summary>In the other two only when it is asked for (<c>-explicit only</c>).</summary>
    [Theory(Explicit = true)]
    [InlineData("zh-Hans", "zh-CN")]
    [InlineData("en", "en-GB")]
    public async Task Nothing_is_too_wide_in_the_other_languages(string language, string locale)
    {
        await InvestorsAsync(language, locale);
        await DeskAsync(language, locale);
    }

    private async Task InvestorsAsync(string language, string locale) =>
        None(
            await Task.WhenAll(
                LookAsync(locale, language, null, OfVisitors),
                LookAsync(locale, language, null, OfInvestors.Select(path => "+" + path))
            )
        );

    private async Task DeskAsync(string language, string locale)
    {
        var half = OfTheDesk.Length / 2;
        None(
            await Task.WhenAll(
                LookAsync(locale, language, site.Administrator, OfTheDesk[..half]),
                LookAsync(locale, language, site.Administrator, OfTheDesk[half..])
            )
        );
    }

    private static void None(IEnumerable<List<string>> flaws)
    {
        var all = flaws.SelectMany(some => some).Distinct().ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n" + string.Join('\n', all));
    }

    [Fact]
    public void Every_page_is_looked_at_or_has_nothing_long()
    {
        var looked = OfVisitors.Concat(OfInvestors).Concat(OfTheDesk).Select(path => site.FillIn(path.Split('?')[0])).ToList();
        var pages = site
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(route => IndexName().Replace(route.RoutePattern.RawText!, ""))
            .Distinct();

        var unseen = pages.Where(page =>
            !looked.Any(path => Regex.IsMatch(path, "^" + Parameter().Replace(page, "[^/]+") + "$"))
            && !Short.Any(name => name == page || (name.EndsWith('*') && page.StartsWith(name[..^1], StringComparison.Ordinal)))
        );

        Assert.Empty(unseen);
    }

    /// <summary>Each page once, in five widths. A plus before the path: signed in as the investor.</summary>
    private async Task<List<string>> LookAsync(string locale, string language, Person? desk, IEnumerable<string> paths)
    {
        var flaws = new List<string>();
        var page = await site.NewBrowserAsync(locale);
        var isSignedIn = false;
        foreach (var path in paths)
        {
            if (!isSignedIn && (desk ?? (path.StartsWith('+') ? site.Investor : null)) is { } person)
            {
                await site.SignInAsync(page, person, language);
                isSignedIn = true;
            }
            await page.SetViewportSizeAsync(Widths[0], 900);
            var address = "/" + site.FillIn(path.TrimStart('+'));
            var answer = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            if (answer!.Status != 200)
                flaws.Add($"{path}: {answer.Status}");
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                flaws.AddRange((await page.EvaluateAsync<string[]>(Look)).Select(flaw => $"{language} {width} {path}: {flaw}"));
            }
        }
        return flaws;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("(?:^|/)[Ii]ndex$")]
    private static partial Regex IndexName();

    /// <summary>What is wrong with the page as it is drawn now, in a few words each.</summary>
    private const string Look = """
        () => {
          const flaws = [], root = document.documentElement;
          const name = element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '')
            + [...element.classList].map(one => '.' + one).join('')
            + ' “' + (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30) + '”';
          const clips = element => getComputedStyle(element).overflowX !== 'visible';
          if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.body.querySelectorAll('*')].filter(element => {
              if (element.getBoundingClientRect().right <= root.clientWidth + 1) return false;
              for (let box = element.parentElement; box !== document.body; box = box.parentElement) if (clips(box)) return false;
              return true;
            });
            flaws.push('scrolls sideways by ' + (root.scrollWidth - root.clientWidth) + ': ' + (wide.length ? name(wide.at(-1)) : '?'));
          }
          // On a desk a table is seen whole; on less it scrolls in a box of its own, by keyboard too.
          for (const box of document.querySelectorAll('.table-wrap')) {
            if (box.scrollWidth <= box.clientWidth) continue;
            if (innerWidth >= 1440) flaws.push('a table is wider than its box by ' + (box.scrollWidth - box.clientWidth));
            if (box.tabIndex !== 0) flaws.push('a table that scrolls cannot be reached by keyboard');
          }
          // Where the words and pictures of a node are drawn, as far as they can be seen; each is looked at once.
          const cut = (rect, box) => ({ left: Math.max(rect.left, box.left), right: Math.min(rect.right, box.right),
            top: Math.max(rect.top, box.top), bottom: Math.min(rect.bottom, box.bottom) });
          // Where a font has room, not ink, lines may touch.
          const ink = rect => ({ left: rect.left, right: rect.right,
            top: rect.top + rect.height * .2, bottom: rect.bottom - rect.height * .2 });
          const range = document.createRange(), known = new Map();
          const look = node => {
            if (node.nodeType === Node.TEXT_NODE) {
              if (!node.data.trim()) return [];
              range.selectNodeContents(node);
              const lines = [...range.getClientRects()];
              if (lines.length > 1 && /^\s*\d+\s*$/.test(node.data)) flaws.push('a number over two lines: ' + node.data.trim());
              return lines.map(ink);
            }
            if (node.nodeType !== Node.ELEMENT_NODE || node.matches('.visually-hidden, script, noscript, option')) return [];
            const style = getComputedStyle(node);
            if (!node.checkVisibility({ visibilityProperty: true }) || /absolute|fixed/.test(style.position)) return [];
            const rect = node.getBoundingClientRect();
            if (node.matches('svg, input, select, textarea, button')) return [rect];
            const inside = [...node.childNodes].flatMap(drawn);
            return style.overflowX === 'visible' ? inside : inside.map(one => cut(one, rect));
          };
          const drawn = node => {
            if (!known.has(node)) known.set(node, look(node).filter(one => one.right - one.left > 1 && one.bottom - one.top > 1));
            return known.get(node);
          };
          const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
          for (const box of document.querySelectorAll('body *')) {
            if (box.children.length < 2 || !/grid|flex|table-row$/.test(getComputedStyle(box).display)) continue;
            const parts = [...box.children].map(child => [child, drawn(child)]).filter(([, rects]) => rects.length);
            for (let i = 0; i < parts.length; i++)
              for (let j = i + 1; j < parts.length; j++)
                if (parts[i][1].some(a => parts[j][1].some(b => over(a, b))))
                  flaws.push(name(parts[i][0]) + ' over ' + name(parts[j][0]));
          }
          for (const input of document.querySelectorAll('.amount-input input, input[type=date]'))
            if (input.offsetWidth && input.scrollWidth > input.clientWidth + 1)
              flaws.push(name(input) + ' cuts off ' + input.value);
          return flaws.slice(0, 6);
        }
        """;
}
