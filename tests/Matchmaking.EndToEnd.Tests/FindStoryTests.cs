using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>A manager finds the plant, narrows, compares, keeps and follows; whoever is sent the address sees the same.</summary>
public sealed class FindStoryTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string WeChat =
        "Mozilla/5.0 (Linux; Android 13; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile "
        + "Safari/537.36 XWEB/1160083 MicroMessenger/8.0.45.2521 WeChat/arm64 NetType/4G Language/zh_CN";

    private const int MostTabs = 150;

    [Fact]
    public async Task In_WeChat_on_a_phone_it_is_found_narrowed_compared_saved_and_its_search_followed()
    {
        var wanted = await FillAsync();
        var investor = await site.People.InvestorAsync("zh-Hans");
        var phone = await site.NewBrowserAsync("zh-CN", width: 390, height: 844, userAgent: WeChat);
        await site.SignInAsync(phone, investor, "zh-Hans");

        await phone.GotoAsync("/opportunities");
        await phone.Locator("#q").FillAsync("大巴");
        await phone.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(phone.Locator("#results .chip").First).ToContainTextAsync("大巴");
        await Assertions.Expect(Row(phone, wanted)).ToHaveCountAsync(1);
        await Assertions.Expect(phone.Locator("#results .opp").Filter(new() { HasText = "番茄" })).ToHaveCountAsync(0);

        await phone.Locator(".drawer > summary").ClickAsync();
        await phone.Locator("#region-ABX").CheckAsync();
        await Assertions.Expect(phone.Locator("#results .chip")).ToHaveCountAsync(2);
        var shared = phone.Url;
        await phone.Locator(".drawer > summary").ClickAsync();
        var titles = await phone.Locator("#results .opp .title").AllInnerTextsAsync();

        for (var i = 0; i < 3; i++)
            await phone.Locator("#results .pick input").Nth(i).CheckAsync();
        await phone.Locator("#compare button:not([type=button])").ClickAsync();
        foreach (var title in titles.Take(3))
            await Assertions.Expect(phone.Locator("main")).ToContainTextAsync(title.Trim());

        await phone.GotoAsync(shared);
        await Row(phone, wanted).Locator(".save button").ClickAsync();
        await Assertions.Expect(Row(phone, wanted).Locator(".save button.is-on")).ToBeVisibleAsync();
        await FollowAsync(phone, investor);

        // A colleague, without an account and with another browser.
        var colleague = await site.NewBrowserAsync("zh-CN", javaScript: false);
        await colleague.GotoAsync(shared);
        Assert.Equal(titles, await colleague.Locator("#results .opp .title").AllInnerTextsAsync());
    }

    [Fact]
    public async Task In_Azerbaijani_by_keyboard_and_without_scripts_too()
    {
        var wanted = await FillAsync();
        var investor = await site.People.InvestorAsync("az");
        var page = await site.NewBrowserAsync("az-AZ", javaScript: false);
        await site.SignInAsync(page, investor, "az");

        await page.GotoAsync("/opportunities");
        await TabToAsync(page, "#q");
        await page.Keyboard.TypeAsync("elektrik avtobusu");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(page, wanted)).ToHaveCountAsync(1);

        await TabToAsync(page, "#region-ABX");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#filter-options button.btn-wide");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#results .chip")).ToHaveCountAsync(2);
        var shared = page.Url;

        for (var i = 1; i <= 2; i++)
        {
            await TabToAsync(page, $"#results .opp:nth-child({i}) .pick input");
            await page.Keyboard.PressAsync("Space");
        }
        await TabToAsync(page, "#compare button:not([type=button])");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/compare?o=*&o=*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Elektrik avtobusları zavodu");

        await page.GotoAsync(shared);
        await TabToAsync(page, $"#results .opp:has(a[href$='{wanted.Slug}']) .save button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(page, wanted).Locator(".save button.is-on")).ToBeVisibleAsync();
        await FollowAsync(page, investor);
    }

    /// <summary>Three plants of buses near Baku, one elsewhere, and something else.</summary>
    private async Task<Opportunity> FillAsync()
    {
        var places = new[] { "AZ-SM", "AZ-SM", "AZ-ABS", "AZ-GA" };
        var plants = new List<Opportunity>();
        foreach (var (place, i) in places.Select((place, i) => (place, i)))
            plants.Add(
                await site.PublishAsync(o =>
                    (o.Title, o.Places) = (
                        new Localized($"电动客车工厂 {i}", $"Elektrik avtobusları zavodu {i}", $"Electric bus plant {i}"),
                        [place]
                    )
                )
            );
        await site.PublishAsync(o =>
            (o.Title, o.Summary, o.Sector, o.Subsector) = (
                new("番茄温室", "Pomidor istixanası", "Tomato greenhouse"),
                new("番茄。", "Pomidor.", "Tomatoes."),
                "agri",
                "agri.greenhouse"
            )
        );
        return plants[0];
    }

    /// <summary>Makes the search that is shown a mandate, as it is proposed.</summary>
    private async Task FollowAsync(IPage page, Person investor)
    {
        await page.Locator(".results-head a.btn").ClickAsync();
        await page.WaitForURLAsync("**/mandates/create?**");
        await page.Locator("main form button.btn-main").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/create", StringComparison.Ordinal));
        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OwnerId == investor.Id));
        Assert.Equal(["ABX"], mandate.Places);
        Assert.Contains(mandate.Sectors, code => code.StartsWith("auto", StringComparison.Ordinal));
    }

    private static ILocator Row(IPage page, Opportunity listing) => page.Locator($"#results .opp:has(a[href$='{listing.Slug}'])");

    /// <summary>By the Tab key alone, as one who has no mouse.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await page.Locator(selector).And(page.Locator(":focus")).CountAsync() > 0)
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The Tab key never comes to {selector}.");
    }
}
