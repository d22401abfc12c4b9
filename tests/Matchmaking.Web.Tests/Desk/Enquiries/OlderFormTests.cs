using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Forms;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>Forms that come late: after somebody else wrote or led on, after they were sent already, and several times at once.</summary>
public sealed class OlderFormTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_a_browser_told_of_a_form_before_it_was_sent_is_no_draft_when_it_comes_late()
    {
        var (staff, officer, _, enquiry) = await AskedAsync();
        var (address, draft) = ("/desk/enquiries/" + enquiry.Id, $"/desk/enquiries/{enquiry.Id}/draft");
        var form = await staff.OpenAsync(address);
        await staff.SubmitAsync(form, "#answer", ("Input.Words", "How much land?"), ("Input.Kind", "Question"));

        await staff.SubmitWithHtmxAsync(form, "#answer", draft, ("Input.Words", "How much"), ("Input.Kind", "Question"));

        var next = await staff.OpenAsync(address);
        Assert.Equal("", next.Document.QuerySelector("#Input_Words")!.TextContent);
        Assert.Equal("Answer", next.Document.QuerySelector("[name='Input.Kind'][checked]")!.GetAttribute("value"));
        var colleague = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.DoesNotContain(
            $"{officer.DisplayName} has this page open",
            (await colleague.OpenAsync(address)).Text,
            StringComparison.Ordinal
        );
        // What is written in the next form is kept, and what a browser tells of a form says which.
        await staff.SubmitWithHtmxAsync(next, "#answer", draft, ("Input.Words", "Thank you"));
        Assert.Equal("Thank you", (await staff.OpenAsync(address)).Document.QuerySelector("#Input_Words")!.TextContent);
        var told = next.Document.QuerySelector("#Input_Words")!.GetAttribute("hx-include")!;
        Assert.Single(next.Document.QuerySelectorAll(told), field => field.GetAttribute("name") == FormKey.Field);
    }

    [Fact]
    public async Task What_a_colleague_planned_meanwhile_is_not_overwritten_and_what_was_typed_stays()
    {
        var (staff, officer, _, enquiry) = await AskedAsync();
        var form = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage");
        await site.RunAsync<EnquiryService>(enquiries =>
            enquiries.ChangeAsync(
                enquiry.Id,
                e => Task.FromResult(e.Plan("Meet on the third", new(2090, 1, 3), null, officer.Id, TimeProvider.System.GetUtcNow())),
                CancellationToken.None
            )
        );

        var shown = await staff.SubmitAsync(
            form,
            "main form",
            ("To", "Qualified"),
            ("NextStep", "A call"),
            ("NextStepOn", "2090-01-02"),
            ("Why", "Big enough")
        );

        Assert.Contains("while you wrote", shown.Text, StringComparison.Ordinal);
        Assert.Equal(
            ("Qualified", "A call", "2090-01-02", "Big enough"),
            (shown.ValueOf("To"), shown.ValueOf("NextStep"), shown.ValueOf("NextStepOn"), shown.ValueOf("Why"))
        );
        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal((EnquiryState.New, "Meet on the third"), (after.State, after.NextStep));
        // Whoever has seen it may say it again.
        await staff.SubmitAsync(shown, "main form");
        Assert.Equal("A call", (await site.ReadAsync(enquiry.Id)).NextStep);
    }

    [Fact]
    public async Task What_the_investor_wrote_meanwhile_is_read_before_it_ends()
    {
        var (staff, _, investor, enquiry) = await AskedAsync();
        var form = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/ending");
        await investor.SubmitAsync(await investor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "We now bring 50 million."));

        var shown = await staff.SubmitAsync(form, "main form", ("How", "declined"), ("Words", "It is too small, thank you."));

        Assert.Contains("while you wrote", shown.Text, StringComparison.Ordinal);
        Assert.Equal("It is too small, thank you.", shown.ValueOf("Words"));
        Assert.Equal("We now bring 50 million.", Assert.Single(shown.TextsOf(".message .said")));
        Assert.Equal(EnquiryState.New, (await site.ReadAsync(enquiry.Id)).State);
        await staff.SubmitAsync(shown, "main form");
        Assert.Equal(EnquiryState.Declined, (await site.ReadAsync(enquiry.Id)).State);
    }

    [Fact]
    public async Task What_the_investor_asked_meanwhile_is_not_left_without_an_answer()
    {
        var (staff, officer, investor, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        await investor.SubmitAsync(await investor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "Thank you!"));
        var form = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/no-answer");
        await investor.SubmitAsync(await investor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "And the water?"));

        var shown = await staff.SubmitAsync(form, "main form", ("Why", "Only thanks"));

        Assert.Contains("while you wrote", shown.Text, StringComparison.Ordinal);
        Assert.NotNull((await site.ReadAsync(enquiry.Id)).DueAt);
    }

    [Theory]
    [InlineData("ending")]
    [InlineData("no-answer")]
    public async Task The_same_form_six_times_at_once_is_done_once_and_each_is_told_so(string page)
    {
        var (staff, officer, investor, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        await investor.SubmitAsync(await investor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "Thank you!"));
        var form = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/{page}");
        (string, string?)[] typed = page == "ending" ? [("How", "declined"), ("Words", "It is too small, thank you.")] : [];

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => staff.SubmitAsync(form, "main form", typed)));

        Assert.All(answers, answer => Assert.DoesNotContain("while you wrote", answer.Text, StringComparison.Ordinal));
        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal(page == "ending" ? 1 : 0, after.Messages.Count(m => m.Text == "It is too small, thank you."));
        Assert.Equal(page == "ending" ? 0 : 1, after.History.Count(line => line.Kind == EnquiryEventKind.LeftUnanswered));
    }

    private async Task<(Visitor Staff, Person Officer, Visitor Investor, Enquiry Enquiry)> AskedAsync()
    {
        var (officer, investor) = (await site.People.StaffAsync(), await site.People.InvestorAsync("en"));
        var enquiry = await site.AskAsync(investor);
        return (await site.People.SignInAsync(officer), officer, await site.People.SignInAsync(investor), enquiry);
    }
}
