using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MimeKit;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// The chain from an alert to a signature: an investor asks from the mail, the desk answers, the investor reads it in Chinese and
/// replies by
/// mail, and the desk leads it on. With and without scripts, the investor on a phone.
/// </summary>
public sealed class EnquiryStoryTests(EnquiryStoryTests.RepliesSite site) : IClassFixture<EnquiryStoryTests.RepliesSite>
{
    /// <summary>Answers by mail have an address.</summary>
    public sealed class RepliesSite : BrowserSite
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [.. base.Settings, new("Mail:Bounces:Domain", "reports.example.az")];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_an_alert_to_a_signature_without_leaving_the_product_or_the_mail(bool javaScript)
    {
        var officer = await site.People.StaffAsync("en");
        var investor = await site.People.InvestorAsync("zh-Hans");
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([javaScript ? "food" : "agri"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = (javaScript ? "food" : "agri", null));
        var alert = await site.Mails.WaitForAsync(investor.Email!, mail => mail.Text.Contains("/alerts/", StringComparison.Ordinal), 60);

        var phone = await site.NewBrowserAsync("zh-CN", javaScript, width: 390);
        await phone.GotoAsync(Regex.Match(alert.Text, @"http\S+/alerts/\S+").Value);
        await phone.GetByRole(AriaRole.Button, new() { Name = "符合需求" }).First.ClickAsync();
        await phone.Locator(".addressee button").ClickAsync();
        await phone.GetByRole(AriaRole.Link, new() { Name = "请招商团队联系我" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "发送", Exact = true }).ClickAsync();
        await Assertions.Expect(phone.Locator("h1")).ToHaveTextAsync("已发送");
        var id = await site.InDatabaseAsync(db => db.Enquiries.Where(e => e.PersonId == investor.Id).Select(e => e.Id).SingleAsync());

        await HandToAsync(id, officer);
        await site.Mails.WaitForAsync(officer.Email!, mail => mail.Text.Contains("/desk/enquiries/" + id, StringComparison.Ordinal));
        var desk = await site.NewBrowserAsync("en-GB", javaScript);
        await site.SignInAsync(desk, officer, "en");
        await desk.GotoAsync("/desk/enquiries/" + id);
        await desk.Locator("#Input_Words").FillAsync("您好，请说明需要的土地面积。");
        await desk.Locator("[name='Input.Kind'][value=Question]").CheckAsync();
        await desk.Locator("#answer button.btn-main").ClickAsync();
        await Assertions.Expect(desk.Locator(".flash")).ToContainTextAsync("the clock stands");

        var answer = await site.Mails.WaitForAsync(
            investor.Email!,
            mail => mail.Text.Contains("请说明需要的土地面积", StringComparison.Ordinal)
        );
        await ReplyAsync(investor, answer.Headers["Reply-To"], "我们需要 12 公顷。\n\n> 您好，请说明需要的土地面积。\n");
        await desk.GotoAsync("/desk/enquiries/" + id);
        await Assertions.Expect(desk.Locator("#conversation")).ToContainTextAsync("我们需要 12 公顷。");

        await desk.Locator("#Input_Words").FillAsync("土地已确认，项目方愿意会面。");
        await desk.Locator("#answer button.btn-main").ClickAsync();
        await Assertions.Expect(desk.Locator(".flash")).ToContainTextAsync("the promised answer is given");
        foreach (var stage in new[] { "Qualified", "Signed" })
        {
            await desk.GotoAsync($"/desk/enquiries/{id}/stage");
            await desk.Locator("#To").SelectOptionAsync(stage);
            await desk.Locator("#NextStep").FillAsync("A meeting with the promoter");
            await desk.Locator("#NextStepOn").FillAsync("2090-01-01");
            await desk.Locator("main form button.btn-main").ClickAsync();
            await Assertions.Expect(desk.Locator(".flash")).ToContainTextAsync("Saved");
        }

        var reader = await site.NewBrowserAsync("zh-CN", javaScript, 390);
        await site.SignInAsync(reader, investor, "zh-Hans");
        await reader.GotoAsync("/enquiries/" + id);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("已签约");
        await Assertions.Expect(reader.Locator("#conversation")).ToContainTextAsync("土地已确认");
    }

    private Task HandToAsync(Guid enquiry, Person officer) =>
        site.RunAsync<EnquiryService>(enquiries => enquiries.AssignAsync(enquiry, officer.Id, null, null, CancellationToken.None));

    /// <summary>As the mailbox hands it over.</summary>
    private async Task ReplyAsync(Person from, string to, string text)
    {
        using var message = new MimeMessage
        {
            Subject = "回复",
            MessageId = $"{Guid.NewGuid():N}@mail.example.org",
            Body = new TextPart("plain") { Text = text },
        };
        message.From.Add(MailboxAddress.Parse(from.Email!));
        message.To.Add(MailboxAddress.Parse(to));
        await site.RunAsync<IncomingMailHandling>(handling => handling.HandleAsync(message, CancellationToken.None));
    }
}
