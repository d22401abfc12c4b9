using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;
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
        Assert.Contains("write it in Chinese", page.Text, StringComparison.Ordinal);

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

    [Fact]
    public async Task An_answer_says_what_comes_next_and_the_investor_reads_it_in_the_mail_and_on_the_site()
    {
        var (staff, enquiry) = await AskedAsync("en");
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        (string, string?)[] typed =
        [
            ("Input.Words", "The plot is free."),
            ("Input.NextStep", "A visit"),
            ("Input.NextStepOn", "2020-01-09"),
        ];

        var refused = await staff.SubmitAsync(page, "#answer", typed);

        Assert.Contains("Choose a day from today", refused.Text, StringComparison.Ordinal);
        Assert.Equal(("A visit", "2020-01-09"), (refused.ValueOf("Input.NextStep"), refused.ValueOf("Input.NextStepOn")));
        Assert.Equal("The plot is free.", refused.Document.QuerySelector("#Input_Words")!.TextContent);
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);

        var sent = await staff.SubmitAsync(refused, "#answer", ("Input.NextStepOn", "2090-01-09"));

        Assert.Contains("A visit · by 9 January 2090", Folded(sent.Text), StringComparison.Ordinal);
        await site.SendMailsAsync();
        Assert.Contains(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("A visit, by 9 January 2090", StringComparison.Ordinal));
        var investor = await site.People.SignInAsync(await site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == enquiry.PersonId)));
        Assert.Contains("A visit · by 9 January 2090", Folded((await investor.OpenAsync("/enquiries")).Text), StringComparison.Ordinal);
        Assert.Contains(
            "A visit · by 9 January 2090",
            Folded((await investor.OpenAsync("/enquiries/" + enquiry.Id)).Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_step_that_is_told_while_the_investor_is_asked_says_that_the_answer_is_waited_for()
    {
        var (staff, enquiry) = await AskedAsync("en");
        await site.TellAsync(enquiry, await site.People.StaffAsync(), MessageKind.Question, "How much land?");

        await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage"),
            "main form",
            ("NextStep", "A call with the ministry"),
            ("NextStepOn", "2090-01-02")
        );

        await site.SendMailsAsync();
        var mail = Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("A call with", StringComparison.Ordinal));
        Assert.Contains("We are still waiting for your answer", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "2090-01-09", "Input.NextStep")]
    [InlineData("A visit", "", "Input.NextStepOn")]
    public async Task A_step_without_a_day_and_a_day_without_a_step_are_asked_for(string step, string on, string field)
    {
        var (staff, enquiry) = await AskedAsync("en");

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
            "#answer",
            ("Input.Words", "The plot is free."),
            ("Input.NextStep", step),
            ("Input.NextStepOn", on)
        );

        Assert.NotNull(refused.Document.QuerySelector($"[name='{field}'][aria-invalid=true]"));
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
    }

    [Fact]
    public async Task Who_was_answered_and_told_no_step_reads_by_when_the_agency_is_back()
    {
        var (staff, enquiry) = await AskedAsync("en");
        var officer = await site.People.StaffAsync();
        Assert.Contains(
            "Next: the answer · by",
            Folded((await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Text),
            StringComparison.Ordinal
        );
        var investor = await site.People.SignInAsync(await site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == enquiry.PersonId)));

        await site.TellAsync(enquiry, officer, MessageKind.Question);
        Assert.Contains(
            "Next: your reply; without one we get in touch again · by",
            Folded((await investor.OpenAsync("/enquiries/" + enquiry.Id)).Text),
            StringComparison.Ordinal
        );
        await site.TellAsync(enquiry, officer, MessageKind.Answer);

        Assert.Contains(
            "Next: we get in touch to hear how it goes · by",
            Folded((await investor.OpenAsync("/enquiries/" + enquiry.Id)).Text),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Next: check back with the investor · by",
            Folded((await staff.OpenAsync("/desk/enquiries?q=" + enquiry.Number)).Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_step_behind_an_answer_that_is_owed_is_told_as_such()
    {
        var (staff, enquiry) = await AskedAsync("en");

        await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage"),
            "main form",
            ("NextStep", "A call with the promoter"),
            ("NextStepOn", "2090-01-02")
        );

        await site.SendMailsAsync();
        var mail = Folded(
            Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("A call with", StringComparison.Ordinal)).Text
        );
        Assert.True(
            mail.IndexOf("our answer", StringComparison.Ordinal) < mail.IndexOf("A call with the promoter", StringComparison.Ordinal)
                && mail.Contains("our answer", StringComparison.Ordinal),
            mail
        );
        Assert.Contains("After that", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessageKind.Answer, "Next: we get in touch to hear how it goes, by {day}.")]
    [InlineData(MessageKind.Question, "Next: your reply; without one we get in touch again, by {day}.")]
    [InlineData(MessageKind.News, "The next answer comes by")]
    public async Task A_mail_without_a_step_names_the_day_too(MessageKind kind, string said)
    {
        var (_, enquiry) = await AskedAsync("en");

        await site.TellAsync(enquiry, await site.People.StaffAsync(), kind, "Only these words.");

        await site.SendMailsAsync();
        var mail = Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("Only these", StringComparison.Ordinal));
        var day = (await site.ReadAsync(enquiry.Id)).NextStepOn is { } on ? Dates.Day(on, "en") : "";
        Assert.Contains(said.Replace("{day}", day, StringComparison.Ordinal), Folded(mail.Text), StringComparison.Ordinal);
    }

    private async Task<(Visitor Staff, Enquiry Enquiry)> AskedAsync(string language)
    {
        var officer = await site.People.StaffAsync();
        return (await site.People.SignInAsync(officer), await site.AskAsync(await site.People.InvestorAsync(language)));
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
