using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// The product's main story, in Chinese, as two people live it: an investor signs up and says what the company looks for; staff publish
/// such an opportunity; the alert is there within a minute; one click shows it with the reasons; one more stops the alerts.
/// </summary>
public sealed class AlertStoryTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Password = "黑海以东里海以西有座桥 2026";

    [Theory]
    [InlineData(true)]
    // Without scripts when asked for: -explicit only.
    [InlineData(false, Explicit = true)]
    public async Task An_investor_hears_within_a_minute_of_what_fits_and_can_stop_it(bool javaScript)
    {
        // Both tellings of the story share a database; their listings have different names.
        var (first, second) = javaScript ? ("苏姆盖特电动客车厂", "第二座电动客车厂") : ("苏姆盖特电动巴士厂", "第二座电动巴士厂");
        var address = $"investor-{Guid.NewGuid():N}@example.org";
        var investor = await site.NewBrowserAsync("zh-CN", javaScript);
        var staff = await site.NewBrowserAsync("zh-CN", javaScript);
        await SignUpAsync(investor, address, javaScript);
        await SayWhatIsWantedAsync(investor, javaScript);
        await SignInAsync(staff, javaScript);

        await PublishAsync(staff, first, javaScript);
        var alert = await site.Mails.WaitForAsync(address, mail => mail.Subject.Contains(first, StringComparison.Ordinal), seconds: 60);

        // The link is opened elsewhere, without a session: as in WeChat on a phone.
        var phone = await site.NewBrowserAsync("zh-CN", javaScript, width: 360);
        await phone.GotoAsync(Regex.Match(alert.Text, @"http\S+/alerts/\S+").Value);
        await Assertions.Expect(phone.Locator("h1")).ToHaveTextAsync(first);
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("行业相符：电动客车组装");
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("地区相符：苏姆盖特市");
        await CheckAsync(phone, javaScript);

        await phone.GotoAsync(Regex.Match(alert.Text, @"http\S+/unsubscribe/\S+").Value);
        await CheckAsync(phone, javaScript);
        await phone.GetByRole(AriaRole.Button, new() { Name = "确认退订" }).ClickAsync();
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("已退订");
        await CheckAsync(phone, javaScript);

        await PublishAsync(staff, second, javaScript);
        Assert.True(
            await site.InDatabaseAsync(db =>
                db.Matches.AnyAsync(m => m.Mandate!.Owner!.Email == address && m.Opportunity!.Title.Zh == second)
            )
        );
        await site.SendMailsAsync();
        Assert.False(
            await site.InDatabaseAsync(db => db.AlertItems.AnyAsync(i => i.Person!.Email == address && i.Opportunity!.Title.Zh == second))
        );
        Assert.DoesNotContain(site.Mails.To(address), mail => mail.Subject.Contains(second, StringComparison.Ordinal));
    }

    private async Task SignUpAsync(IPage page, string address, bool javaScript)
    {
        await page.GotoAsync("/account/sign-up");
        await CheckAsync(page, javaScript);
        await page.GetByLabel("电子邮箱").FillAsync(address);
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("机构名称").FillAsync("深圳示例客车有限公司");
        await page.Locator("[name='Input.Consent']").CheckAsync();
        await page.Locator("[name='Input.Transfer']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "注册" }).ClickAsync();
        await page.WaitForURLAsync("**/account/sign-up/sent");

        var mail = await site.Mails.WaitForAsync(address, mail => mail.Text.Contains("/account/confirm/", StringComparison.Ordinal));
        await page.GotoAsync(Regex.Match(mail.Text, @"http\S+/account/confirm/\S+").Value);
        await CheckAsync(page, javaScript);
        await page.GetByRole(AriaRole.Button, new() { Name = "确认邮箱" }).ClickAsync();
        await page.WaitForURLAsync("**/mandates/create");
    }

    private static async Task SayWhatIsWantedAsync(IPage page, bool javaScript)
    {
        await CheckAsync(page, javaScript);
        await ChooseInTreeAsync(page, "sectors", "auto", "auto.ebus");
        await ChooseInTreeAsync(page, "sectors", "batt", "batt.assembly");
        await ChooseInTreeAsync(page, "places", "ABX", "AZ-SM");
        if (!javaScript)
            await page.GetByRole(AriaRole.Button, new() { Name = "预览匹配结果" }).ClickAsync();
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存投资意向" }).ClickAsync();
        await page.WaitForURLAsync("**/matches**");
        await CheckAsync(page, javaScript);
    }

    private async Task SignInAsync(IPage page, bool javaScript)
    {
        var staff = await site.People.StaffAsync("zh-Hans");
        await page.GotoAsync("/account/sign-in");
        await CheckAsync(page, javaScript);
        await page.GetByLabel("电子邮箱").FillAsync(staff.Email!);
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(People.Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/desk**");
    }

    private static async Task PublishAsync(IPage page, string title, bool javaScript)
    {
        await page.GotoAsync("/desk/opportunities/create");
        await CheckAsync(page, javaScript);
        foreach (
            var (language, text) in new[]
            {
                ("Zh", title),
                ("Az", "Sumqayıtda elektrobus və batareya yığımı zavodu"),
                ("En", "E-bus and battery assembly plant in Sumgayit"),
            }
        )
        {
            await page.Locator($"[name='Input.Title.{language}']").FillAsync(text);
            await page.Locator($"[name='Input.Summary.{language}']").FillAsync(text);
            await page.Locator($"[name='Input.Promoter.{language}']").FillAsync("AZPROMO");
        }
        await page.Locator("[name='Input.Sector']").SelectOptionAsync("auto.ebus");
        await ChooseInTreeAsync(page, "Input.Places", "ABX", "AZ-SM");
        await page.Locator("[name='Input.AmountFrom']").FillAsync("3400万");
        await page.Locator("[name='Input.AmountMeans'][value='exactly']").CheckAsync();
        await page.Locator("[name='Input.Currency']").SelectOptionAsync("USD");
        await page.Locator("[name='Input.ContactId']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并预览" }).ClickAsync();
        await page.WaitForURLAsync("**/publication");
        await CheckAsync(page, javaScript);
        await page.GetByRole(AriaRole.Main).Locator("form .btn-main").ClickAsync();
        // Not the address: that of the page before looks like the one after it.
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("已发布");
        await CheckAsync(page, javaScript);
    }

    /// <summary>Opens a branch of a tree of check boxes and ticks a leaf.</summary>
    private static async Task ChooseInTreeAsync(IPage page, string name, string branch, string leaf)
    {
        var box = page.Locator($"[name='{name}'][value='{leaf}']");
        if (!await box.IsVisibleAsync())
            await page.Locator($"li:has(> label [name='{name}'][value='{branch}']) > details > summary").ClickAsync();
        await box.CheckAsync();
    }

    /// <summary>The script that checks needs JavaScript.</summary>
    private static Task CheckAsync(IPage page, bool javaScript) => javaScript ? Flaws.NoneAsync(page) : Task.CompletedTask;
}
