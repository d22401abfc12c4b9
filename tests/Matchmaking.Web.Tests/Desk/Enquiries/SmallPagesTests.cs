using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>The priority, what needs no answer, and what the investor will read.</summary>
public sealed class SmallPagesTests(Site site) : IClassFixture<Site>
{
    private const string Button = "#answer button[formaction*=Preview]";

    [Fact]
    public async Task The_priority_is_changed_with_a_reason_and_moves_no_clock()
    {
        var (staff, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/priority");

        var done = await staff.SubmitAsync(page, "main form", ("Priority", "High"), ("Why", "Two hundred million"));

        Assert.Contains("The priority is saved", done.Html, StringComparison.Ordinal);
        Assert.Contains("Two hundred million", done.Text, StringComparison.Ordinal);
        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal((EnquiryPriority.High, enquiry.DueAt), (after.Priority, after.DueAt));
    }

    [Theory]
    [InlineData("Utmost")]
    [InlineData("7")]
    [InlineData("Low,High")]
    [InlineData("")]
    public async Task An_unknown_priority_is_refused_and_the_reason_stays(string priority)
    {
        var (staff, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/priority");

        var refused = await staff.SubmitAsync(page, "main form", ("Priority", priority), ("Why", "Why not"));

        Assert.Equal("Why not", refused.Document.QuerySelector("#Why")!.TextContent);
        Assert.Equal(EnquiryPriority.Normal, (await site.ReadAsync(enquiry.Id)).Priority);
    }

    [Fact]
    public async Task A_thank_you_is_left_without_an_answer_and_nothing_is_sent()
    {
        var officer = await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync();
        var (staff, enquiry) = (await site.People.SignInAsync(officer), await site.AskAsync(investor));
        Assert.Null((await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Document.QuerySelector("a[href$='/no-answer']"));
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        var visitor = await site.People.SignInAsync(investor);
        await visitor.SubmitAsync(await visitor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "Thank you!"));
        await site.SendMailsAsync();
        var before = site.Mails.To(enquiry.Email!).Count();
        var link = (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Document.QuerySelector("a[href$='/no-answer']")!;

        var done = await staff.SubmitAsync(await staff.OpenAsync(link.GetAttribute("href")!), "main form", ("Why", "Only thanks"));

        Assert.Contains("no answer is needed", done.Html, StringComparison.Ordinal);
        Assert.Null((await site.ReadAsync(enquiry.Id)).DueAt);
        await site.SendMailsAsync();
        Assert.Equal(before, site.Mails.To(enquiry.Email!).Count());
    }

    [Fact]
    public async Task What_is_owed_an_answer_or_nothing_cannot_be_left_without_one()
    {
        var officer = await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync();
        var (staff, enquiry) = (await site.People.SignInAsync(officer), await site.AskAsync(investor));
        Assert.EndsWith(
            enquiry.Id.ToString(),
            (await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/no-answer")).Path,
            StringComparison.Ordinal
        );
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        var visitor = await site.People.SignInAsync(investor);
        await visitor.SubmitAsync(await visitor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "And the water?"));
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/no-answer");
        await site.TellAsync(enquiry, officer, MessageKind.Answer, "There is water.");

        var late = await staff.SubmitAsync(page, "main form", ("Why", "Only thanks"));

        Assert.Contains("while you wrote", late.Text, StringComparison.Ordinal);
        Assert.Equal("Only thanks", late.ValueOf("Why"));
        Assert.DoesNotContain((await site.ReadAsync(enquiry.Id)).History, line => line.Kind == EnquiryEventKind.LeftUnanswered);
    }

    [Fact]
    public async Task What_the_investor_will_read_is_shown_in_the_investor_s_language_and_nothing_is_sent()
    {
        var officer = await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync(language: "zh-Hans");
        var (staff, enquiry) = (await site.People.SignInAsync(officer), await site.AskAsync(investor));
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);

        var shown = await staff.PressAsync(page, Button, ("Input.Words", "苏姆盖特有土地。"), ("Input.Kind", "Question"));

        var preview = shown.Document.QuerySelector("#preview")!.TextContent;
        Assert.Contains("苏姆盖特有土地。", preview, StringComparison.Ordinal);
        Assert.Contains("请您回复以上问题", preview, StringComparison.Ordinal);
        Assert.Contains(enquiry.Email!, preview, StringComparison.Ordinal);
        Assert.Equal("苏姆盖特有土地。", shown.Document.QuerySelector("#Input_Words")!.TextContent);
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
        var told = await staff.PressAsync(shown, Button, ("Input.Via", "Telephone"));
        Assert.DoesNotContain(enquiry.Email!, told.Document.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_no_mail_and_no_account_reaches_is_told_another_way_before_it_is_written_down()
    {
        var (staff, enquiry) = await AskedAsync();
        await site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => e.Id == enquiry.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Email, (string?)null).SetProperty(e => e.PersonId, (Guid?)null))
        );
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        Assert.Empty(page.Document.QuerySelectorAll("#Input_Via option[value=Site]"));

        var refused = await staff.SubmitAsync(page, "#answer", ("Input.Words", "The plot is free."), ("Input.Via", "Site"));

        Assert.Contains("no address and no account", refused.Text, StringComparison.Ordinal);
        Assert.Equal("The plot is free.", refused.Document.QuerySelector("#Input_Words")!.TextContent);
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
    }

    [Fact]
    public async Task What_a_question_without_a_listing_is_about_is_said_to_both_sides()
    {
        var (staff, enquiry) = await AskedAsync();
        await site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => e.Id == enquiry.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Sector, "renw.solar").SetProperty(e => e.Place, "AZ-SM"))
        );
        var name = site.Services.GetRequiredService<ReferenceData>().SectorOf("renw.solar")!.Name.En;
        var investor = await site.People.SignInAsync(
            await site.InDatabaseAsync(db => db.Users.SingleAsync(person => person.Id == enquiry.PersonId))
        );

        Assert.Contains(name, (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Text, StringComparison.Ordinal);
        Assert.Contains(name, (await investor.OpenAsync("/enquiries/" + enquiry.Id)).Text, StringComparison.Ordinal);
    }

    private async Task<(Visitor Staff, Enquiry Enquiry)> AskedAsync()
    {
        var officer = await site.People.StaffAsync();
        return (await site.People.SignInAsync(officer), await site.AskAsync(await site.People.InvestorAsync()));
    }
}
