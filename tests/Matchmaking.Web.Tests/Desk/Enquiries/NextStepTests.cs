using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>What comes next stands in the history, and the investor hears of it unless the desk says otherwise.</summary>
public sealed class NextStepTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_new_stage_and_its_step_are_told_in_the_investor_s_language_once()
    {
        var (staff, enquiry) = await AskedAsync("zh-Hans");
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage");
        Assert.Contains("reads 简体中文", page.Text, StringComparison.Ordinal);

        (string, string?)[] typed = [("To", "Introduced"), ("NextStep", "与项目方会面"), ("NextStepOn", "2090-01-09")];
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => staff.SubmitAsync(page, "main form", typed)));

        Assert.All(answers, answer => Assert.EndsWith("/desk/enquiries/" + enquiry.Id, answer.Path, StringComparison.Ordinal));
        var line = Assert.Single((await site.ReadAsync(enquiry.Id)).History, line => line.State == EnquiryState.Introduced);
        Assert.Equal(("与项目方会面", new DateOnly(2090, 1, 9)), (line.NextStep, line.NextStepOn));
        await site.SendMailsAsync();
        var mail = Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("与项目方会面", StringComparison.Ordinal));
        Assert.Contains("已引荐", mail.Text, StringComparison.Ordinal);
        Assert.Contains("2090年1月9日", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_alone_stands_in_the_history_and_is_told_only_when_ticked()
    {
        var (staff, enquiry) = await AskedAsync("en");
        var path = $"/desk/enquiries/{enquiry.Id}/stage";

        await staff.SubmitAsync(
            await staff.OpenAsync(path),
            "main form",
            ("NextStep", "Ask the ministry"),
            ("NextStepOn", "2090-01-01"),
            ("Why", "They answer slowly"),
            ("TellsInvestor", null)
        );
        await site.SendMailsAsync();
        Assert.DoesNotContain(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("Ask the ministry", StringComparison.Ordinal));
        var done = await staff.SubmitAsync(
            await staff.OpenAsync(path),
            "main form",
            ("NextStep", "A call with the promoter"),
            ("NextStepOn", "2090-01-02")
        );

        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("A call with the promoter", StringComparison.Ordinal));
        var history = done.Document.QuerySelector("#history")!.TextContent;
        Assert.Contains("Ask the ministry", history, StringComparison.Ordinal);
        Assert.Contains("They answer slowly", history, StringComparison.Ordinal);
        Assert.Contains("2 January 2090", history, StringComparison.Ordinal);
        Assert.Equal(2, (await site.ReadAsync(enquiry.Id)).History.Count(line => line.Kind == EnquiryEventKind.Planned));
    }

    [Fact]
    public async Task What_is_typed_stays_with_its_tick_when_the_day_is_wrong()
    {
        var (staff, enquiry) = await AskedAsync("en");

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage"),
            "main form",
            ("NextStep", "Quietly"),
            ("NextStepOn", "2020-01-01"),
            ("TellsInvestor", null)
        );

        Assert.Equal("Quietly", refused.ValueOf("NextStep"));
        Assert.Null(refused.Document.QuerySelector("[name=TellsInvestor][checked]"));
        Assert.DoesNotContain((await site.ReadAsync(enquiry.Id)).History, line => line.NextStep is not null);
    }

    [Fact]
    public async Task The_investor_s_ready_question_is_told_to_the_officer_in_the_officer_s_language()
    {
        await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync(language: "zh-Hans");
        var visitor = await site.People.SignInAsync(investor);
        var sent = await visitor.SubmitAsync(
            await visitor.OpenAsync("/enquiries/create?lang=zh-Hans"),
            "form.ask",
            ("Input.Question", "land")
        );
        var id = Guid.Parse(sent.Path.Split('/')[2].Split('?')[0]);
        var (english, azeri, chinese) = (await ReadingAsync("en"), await ReadingAsync("az"), await ReadingAsync("zh-Hans"));

        Assert.Contains("What about land, rent and utilities?", english, StringComparison.Ordinal);
        Assert.Contains("用地、租金和水电气条件如何？", english, StringComparison.Ordinal);
        Assert.Contains("Torpaq, icarə və kommunal şərait necədir?", azeri, StringComparison.Ordinal);
        Assert.Equal(2, chinese.Split("用地、租金和水电气条件如何？").Length);

        async Task<string> ReadingAsync(string language)
        {
            var staff = await site.People.SignInAsync(await site.People.StaffAsync(language));
            return (await staff.OpenAsync($"/desk/enquiries/{id}")).Document.QuerySelector("#conversation")!.TextContent;
        }
    }

    private async Task<(Visitor Staff, Enquiry Enquiry)> AskedAsync(string language)
    {
        var officer = await site.People.StaffAsync();
        return (await site.People.SignInAsync(officer), await site.AskAsync(await site.People.InvestorAsync(language)));
    }
}
