using System.Text.RegularExpressions;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>Beside the straight way: the mail was passed on, the answer is late, somebody wants to build and not to invest.</summary>
public sealed class EnquirySideStoryTests(EnquirySideStoryTests.ShiftedSite site) : IClassFixture<EnquirySideStoryTests.ShiftedSite>
{
    /// <summary>Its clock goes on as it does outside, from a moment that a test chooses.</summary>
    public sealed class ShiftedSite : BrowserSite
    {
        public ShiftedClock Clock { get; } = new();

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    /// <summary>The time of the machine, put forward.</summary>
    public sealed class ShiftedClock : TimeProvider
    {
        private long _ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

        public void PutForwardTo(DateTimeOffset moment) => Interlocked.Exchange(ref _ahead, (moment - base.GetUtcNow()).Ticks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_colleague_to_whom_the_mail_was_passed_on_asks_in_her_own_name_and_has_an_account_by_the_way(bool javaScript)
    {
        var investor = await site.People.InvestorAsync("zh-Hans");
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([javaScript ? "metl" : "plas"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = (javaScript ? "metl" : "plas", null));
        var alert = await site.Mails.WaitForAsync(investor.Email!, mail => mail.Text.Contains("/alerts/", StringComparison.Ordinal), 60);
        var colleague = $"{Guid.NewGuid():N}@example.org";

        var phone = await site.NewBrowserAsync("zh-CN", javaScript, width: 390);
        await phone.GotoAsync(Regex.Match(alert.Text, @"/alerts/[\w-]{44}").Value + "/enquiry");
        await phone.Locator("#Input_Words").FillAsync("请问产业园是否还有地块？");
        await phone.GetByRole(AriaRole.Button, new() { Name = "以自己的名义咨询" }).ClickAsync();
        await Assertions.Expect(phone.Locator("#Input_Words")).ToHaveValueAsync("请问产业园是否还有地块？");
        await phone.Locator("#Input_Name").FillAsync("李敏");
        await phone.Locator("#Input_Company").FillAsync("样本车轮有限公司");
        await phone.Locator("#Input_Email").FillAsync(colleague);
        foreach (var consent in await phone.Locator("main input[type=checkbox]").AllAsync())
            await consent.CheckAsync();
        await phone.Locator("form.ask button.btn-main").ClickAsync();
        var asking = await site.Mails.WaitForAsync(colleague, mail => mail.Text.Contains("/enquiries/confirm/", StringComparison.Ordinal));
        await phone.GotoAsync(Regex.Match(asking.Text, @"http\S+/enquiries/confirm/\S+").Value);
        await Assertions.Expect(phone.Locator("blockquote")).ToContainTextAsync("是否还有地块");
        await phone.GetByRole(AriaRole.Button, new() { Name = "确认并发送" }).ClickAsync();
        await Assertions.Expect(phone.Locator("#conversation")).ToContainTextAsync("是否还有地块");

        var asked = await site.InDatabaseAsync(db => db.Enquiries.SingleAsync(e => e.Email == colleague));
        Assert.Equal("李敏", asked.ContactName);
        Assert.NotEqual(investor.Id, asked.PersonId);
        Assert.NotNull(asked.PersonId);
    }

    [Fact]
    public async Task A_contractor_is_known_as_one_in_the_inbox()
    {
        var officer = await site.People.StaffAsync("en");
        var contractor = await site.People.InvestorAsync("en");
        var browser = await site.NewBrowserAsync("en-GB");
        await site.SignInAsync(browser, contractor, "en");
        await browser.GotoAsync("/enquiries/create");
        await browser.Locator("[name='Input.Question'][value='']").CheckAsync();
        await browser.Locator("#Input_Words").FillAsync("We build roads and look for work.");
        if (!await browser.Locator("#Input_Intent").IsVisibleAsync())
            await browser.Locator("form.ask details summary").ClickAsync();
        await browser.Locator("#Input_Intent").SelectOptionAsync("ContractWork");
        await browser.Locator("form.ask button.btn-main").ClickAsync();
        await Assertions.Expect(browser.Locator("#conversation")).ToContainTextAsync("look for work");

        var desk = await site.NewBrowserAsync("en-GB");
        await site.SignInAsync(desk, officer, "en");
        await desk.GotoAsync("/desk/inbox?tab=All&q=roads");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Answer" }).First.ClickAsync();

        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Do contract work");
    }

    [Fact]
    public async Task A_late_answer_goes_up_to_the_head_of_the_desk_in_the_heads_language()
    {
        var (officer, head) = (await site.People.StaffAsync("en"), await site.People.StaffAsync("az"));
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == head.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.IsHead, true))
        );
        var asked = await site.AskAsync(await site.People.InvestorAsync("zh-Hans"));
        await site.RunAsync<EnquiryService>(enquiries => enquiries.AssignAsync(asked.Id, officer.Id, null, null, CancellationToken.None));
        var due = (await site.ReadAsync(asked.Id)).Promises.Single(p => p.Kind == PromiseKind.First).DueAt;

        // Late is counted in working hours, and the due time may be the end of a day.
        var late = site.Services.GetRequiredService<WorkingCalendars>().AgencyClock.Due(due, TimeSpan.FromMinutes(30));
        site.Clock.PutForwardTo(late);
        await site.RunAsync<EnquiryCalls>(calls => calls.CallAsync(CancellationToken.None));

        var mail = await site.Mails.WaitForAsync(head.Email!, mail => mail.Text.Contains("/desk/enquiries/", StringComparison.Ordinal));
        var desk = await site.NewBrowserAsync("az-AZ");
        await site.SignInAsync(desk, head, "az");
        await desk.GotoAsync(Regex.Match(mail.Text, @"http\S+/desk/enquiries/[\w-]+").Value);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("gecikir");
        await desk.GotoAsync("/desk/inbox?tab=Late");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("gecikir");
    }
}
