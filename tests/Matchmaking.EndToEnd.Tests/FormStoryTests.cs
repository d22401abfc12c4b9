using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>Forms and lists as they are used by keyboard, on a small screen, and on a bad line.</summary>
public sealed class FormStoryTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    /// <summary>
    /// Says what is wrong with where the focus is: out of view, or under something else; "" when nothing is, null when it left the page.
    /// </summary>
    private const string Hidden = """
        async () => {
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          const it = document.activeElement;
          if (!it || it === document.body) return null;
          const name = `${it.tagName} ${it.id || it.name || it.textContent.trim().slice(0, 40)}`;
          const box = it.getClientRects()[0];
          if (!box) return `${name} is not drawn`;
          if (box.top < 0 || (box.bottom > innerHeight && box.height < innerHeight)) return `${name} is out of view`;
          for (const y of [box.top + box.height / 2, Math.min(box.bottom, innerHeight) - 2]) {
            const hit = document.elementFromPoint(box.left + box.width / 2, y);
            if (hit !== it && !it.contains(hit))
              return `${name} at ${Math.round(box.left)}–${Math.round(box.right)} is under ${hit?.outerHTML.slice(0, 80)}`;
          }
          return '';
        }
        """;

    [Theory]
    // On a desk when asked for: -explicit only.
    [InlineData(1440, 900, Explicit = true)]
    [InlineData(360, 740)]
    public async Task Whatever_the_keyboard_reaches_is_in_view_and_under_nothing(int width, int height)
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor);
        var listing = await site.PublishAsync();
        var desk = await SignInAsync(await site.People.StaffAsync(), width, height);
        var own = await SignInAsync(investor, width, height);
        var (wrong, stops) = (new List<string>(), 0);
        foreach (
            var (page, path) in new[]
            {
                (own, "/mandates/create"),
                (own, $"/mandates/{mandate.Id}/edit"),
                (desk, "/desk/opportunities/create"),
                (desk, $"/desk/opportunities/{listing.Id}/edit"),
            }
        )
        {
            foreach (var language in new[] { "zh-Hans", "az", "en" })
            {
                await page.GotoAsync($"{path}?lang={language}");
                var bar = await page.Locator(".submit-bar.sticky").BoundingBoxAsync();
                if (bar!.Height > 120)
                    wrong.Add($"{path} in {language}: the bar takes {bar.Height} of {height} pixels.");
            }
            for (var at = 0; at < 400; at++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<string?>(Hidden) is not { } said)
                    break;
                stops++;
                if (said.Length > 0)
                    wrong.Add($"{path}, stop {at}: {said}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(stops > 150, $"Only {stops} stops were seen.");
    }

    [Fact]
    public async Task The_focus_goes_on_where_what_had_it_is_gone()
    {
        await site.PublishAsync();
        var page = await SignInAsync(await site.People.InvestorAsync(), 1280, 900);
        await page.GotoAsync("/opportunities?sector=auto&sector=agri&region=ABX");
        var chips = page.Locator("[data-chosen] .chip");

        await chips.Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chips).ToHaveCountAsync(2);
        await Assertions.Expect(chips.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await Assertions.Expect(chips.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chips).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main [type=search]")).ToBeFocusedAsync();

        var menu = page.Locator("details.account");
        await menu.Locator("summary").ClickAsync();
        await menu.Locator(".menu a").First.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(menu.Locator("summary")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_line_that_is_down_is_said_once_for_a_form_until_it_is_up_again()
    {
        var page = await SignInAsync(await site.People.InvestorAsync(), 1280, 900);
        await page.GotoAsync("/mandates/create");
        await page.Context.SetOfflineAsync(true);

        // Two parts of the form ask: the reading of the amount and the preview.
        await page.Locator("#ticketFrom").PressSequentiallyAsync("34 million");
        await page.Locator("#name").FillAsync("Fields");
        await page.Locator("#name").PressAsync("Tab");
        await Assertions.Expect(page.Locator(".request-failed")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#ticketFrom")).ToHaveValueAsync("34 million");

        await page.Context.SetOfflineAsync(false);
        await page.Locator("#name").FillAsync("More fields");
        await page.Locator("#name").PressAsync("Tab");
        await Assertions.Expect(page.Locator(".request-failed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_mistake_elsewhere_does_not_cost_the_password_and_it_can_be_shown()
    {
        var page = await site.NewBrowserAsync("en-GB");
        await page.GotoAsync("/account/sign-up");
        var password = page.Locator("[name='Input.Password']");
        await page.Locator("[name='Input.Email']").FillAsync($"li-{Guid.NewGuid():N}@example.org");
        await password.FillAsync("a bridge over two seas 2026");
        await page.Locator("[name='Input.Consent']").CheckAsync();
        await password.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".error-summary")).ToBeFocusedAsync();
        await Assertions.Expect(password).ToHaveValueAsync("a bridge over two seas 2026");
        await Assertions.Expect(page.Locator("[name='Input.Consent']")).ToBeCheckedAsync();
        await page.GetByLabel("Show password").CheckAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "text");
        await Flaws.NoneAsync(page);

        await page.Locator("[name='Input.Organisation']").FillAsync("Shenzhen Example Bus");
        await page.Locator("[name='Input.Transfer']").CheckAsync();
        await page.Locator("main form button.btn-main").ClickAsync();
        await page.WaitForURLAsync("**/account/sign-up/sent");
    }

    [Fact]
    public async Task Does_not_fit_in_the_mail_opens_the_question_with_its_buttons_in_view_on_a_phone()
    {
        var investor = await site.People.InvestorAsync("zh-Hans");
        var mandate = await site.AddMandateAsync(investor);
        var listing = await site.PublishAsync(o =>
        {
            o.Title = new("苏姆盖特电动客车与电池组装一体化产业园区投资项目", "Uzun ad", "A long name");
            o.Summary = o.Summary with { Zh = string.Concat(Enumerable.Repeat("在苏姆盖特建设电动客车与动力电池组装线。", 12)) };
        });
        await site.SendMailsAsync();
        var mail = await site.Mails.WaitForAsync(investor.Email!, _ => true, seconds: 60);
        var link = System.Net.WebUtility.HtmlDecode(Regex.Match(mail.Html, "href=\"([^\"]*answer=does-not-fit[^\"]*)\"").Groups[1].Value);

        // Some readers of mail cut off what follows the #.
        foreach (var (address, javaScript) in new[] { (link, true), (link, false), (link.Split('#')[0], true) })
        {
            var phone = await site.NewBrowserAsync("zh-CN", javaScript, width: 390, height: 740);
            await phone.GotoAsync(address);
            foreach (var answer in new[] { "fits", "does-not-fit" })
            {
                var box = await phone.Locator($"#ask button[value='{answer}']").BoundingBoxAsync();
                Assert.True(box is { Y: >= 0 } && box.Y + box.Height <= 740, $"{answer} stands at {box?.Y}.");
            }
        }

        var last = await site.NewBrowserAsync("zh-CN", width: 390, height: 740);
        await last.GotoAsync(link);
        await last.Locator("#ask button[value='does-not-fit']").ClickAsync();
        // Asked once in each browser: who answers is whom the mail was for.
        var confirm = last.Locator("form.addressee button");
        Assert.True(await confirm.BoundingBoxAsync() is { Y: >= 0 } its && its.Y + its.Height <= 740);
        await confirm.ClickAsync();
        await Assertions.Expect(last.Locator("#ask .because")).ToBeVisibleAsync();
        Assert.True(
            await site.InDatabaseAsync(db =>
                db.Feedback.AnyAsync(f => f.OpportunityId == listing.Id && f.OrganisationId == mandate.OrganisationId)
            )
        );
    }

    private async Task<IPage> SignInAsync(Person person, int width, int height)
    {
        var page = await site.NewBrowserAsync("en-GB", width: width, height: height);
        await page.GotoAsync("/account/sign-in");
        await page.Locator("main [type=email]").FillAsync(person.Email!);
        await page.Locator("main [type=password]").FillAsync(People.Password);
        await page.Locator("main [type=password]").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        return page;
    }
}
