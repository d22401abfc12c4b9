using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// In the middle of a long form the other tab signs out and in again, the session ends, the network goes: what was typed is saved in the
/// end, to the letter.
/// </summary>
public sealed class NothingTypedIsLostTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Text =
        "第一段：苏姆盖特化工园区，一期占地 12 公顷；“本地化率”不低于 40%。\n\n第二段 — Azərbaycan & <b>EU</b> + 100 % ₼…";

    [Theory]
    [InlineData(true)]
    // Without scripts when asked for: -explicit only.
    [InlineData(false, Explicit = true)]
    public async Task A_listing_survives_the_other_tab_the_end_of_its_session_and_of_its_network(bool javaScript)
    {
        var staff = await site.People.StaffAsync("zh-Hans");
        var tab = await site.NewBrowserAsync("zh-CN", javaScript);
        await SignInAsync(tab, staff);
        var title = $"不丢一个字 {Guid.NewGuid():N}";
        await tab.GotoAsync("/desk/opportunities/create");
        await tab.Locator("[name='Input.Title.Zh']").FillAsync(title);
        await tab.Locator("[name='Input.Description.Zh']").FillAsync(Text);
        await tab.Locator("[name='Input.Sector']").SelectOptionAsync("auto.ebus");

        // The other tab signs out and in again.
        var other = await tab.Context.NewPageAsync();
        await other.GotoAsync("/desk");
        await SignOutAsync(other);
        await SignInAsync(other, staff);
        await other.CloseAsync();
        await SaveAsync(tab);
        await tab.WaitForURLAsync("**/edit");
        Assert.Equal(Text, await DescriptionAsync(title));

        // The session ends; signing in where it is said leads on.
        await tab.Locator("[name='Input.Description.Zh']").FillAsync(Text + "\n第三段");
        await tab.Context.ClearCookiesAsync();
        await SaveAsync(tab);
        await tab.Locator("main [type=email]").FillAsync(staff.Email!);
        await tab.Locator("main [type=password]").FillAsync(People.Password);
        await tab.Locator("main form:has([type=password]) .btn-main").ClickAsync();
        await tab.Locator(".error-page form[action*='/edit'] .btn-main").ClickAsync();
        await tab.Locator("[name='Input.Description.Zh']").WaitForAsync();
        Assert.Equal(Text + "\n第三段", await DescriptionAsync(title));

        // The network goes. With JavaScript the form stays; without it the browser says so, and loading again sends it again.
        await tab.Locator("[name='Input.Description.Zh']").FillAsync(Text + "\n第四段");
        await tab.Context.SetOfflineAsync(true);
        await SaveAsync(tab);
        if (javaScript)
        {
            await Assertions.Expect(tab.Locator(".request-failed").First).ToBeVisibleAsync();
            await tab.Context.SetOfflineAsync(false);
            await SaveAsync(tab);
        }
        else
        {
            await tab.Context.SetOfflineAsync(false);
            await tab.ReloadAsync();
        }
        await tab.Locator("[name='Input.Description.Zh']").WaitForAsync();
        await Assertions.Expect(tab.Locator(".flash")).ToBeVisibleAsync();
        Assert.Equal(Text + "\n第四段", await DescriptionAsync(title));
    }

    private static Task SaveAsync(IPage tab) => tab.Locator("#listing .submit-bar .btn-main").ClickAsync();

    private static async Task SignInAsync(IPage page, Person person)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("main [type=email]").FillAsync(person.Email!);
        await page.Locator("main [type=password]").FillAsync(People.Password);
        await page.Locator("main [type=password]").PressAsync("Enter");
        await page.WaitForURLAsync("**/desk**");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".account > summary").ClickAsync();
        await page.Locator(".account form button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/desk", StringComparison.Ordinal));
    }

    private Task<string> DescriptionAsync(string title) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Title.Zh == title).Select(o => o.Description.Zh).SingleAsync());
}
