using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Tests.Desk.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>What an answer says of the next step: shown before it is sent, kept while it is typed, and only of what is open.</summary>
public sealed class PlannedAnswerTests(ClockSite site) : IClassFixture<ClockSite>
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task While_an_answer_is_owed_it_comes_first_and_the_step_after_it_everywhere()
    {
        var (staff, investor, enquiry) = await AskedAsync();
        await SendAsync(staff, enquiry, ("Input.NextStep", "A visit"), ("Input.NextStepOn", "2026-12-18"));
        await investor.SubmitAsync(await investor.OpenAsync("/enquiries/" + enquiry.Id), "#reply", ("Words", "And the power?"));

        var (desk, list) = (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id), await staff.OpenAsync("/desk/enquiries"));
        var (own, owns) = (await investor.OpenAsync("/enquiries/" + enquiry.Id), await investor.OpenAsync("/enquiries"));

        Assert.Contains(
            "Next: the answer · by Tue 1 Dec, 13:00 Baku · 17:00 Beijing Then: A visit · by 18 December 2026",
            Folded(desk.Text),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Next: the answer · by Tue 1 Dec, 13:00 Baku · 17:00 Beijing Then: A visit · by 18 December 2026",
            Folded(list.Text),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Next: our answer · by Tue 1 Dec, 13:00 Baku · 17:00 Beijing Then: A visit · by 18 December 2026",
            Folded(own.Text),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Next: our answer · by Tue 1 Dec, 13:00 Baku · 17:00 Beijing Then: A visit · by 18 December 2026",
            Folded(owns.Text),
            StringComparison.Ordinal
        );
        var file = await staff.Client.GetStringAsync(
            new Uri("/desk/enquiries/export?handler=File&From=2026-11-30&Until=2026-11-30", UriKind.Relative)
        );
        Assert.Contains("\"the answer; then: A visit (2026-12-18)\",\"2026-12-01\"", file, StringComparison.Ordinal);
        var page = await PreviewAsync(staff, enquiry, ("Input.Kind", "News"));
        Assert.Contains("Then: A visit, by 18 December 2026.", Preview(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Answer", "Next: we get in touch to hear how it goes, by 7 December 2026.")]
    [InlineData("Question", "Next: your reply; without one we get in touch again, by 14 December 2026.")]
    [InlineData("News", "The next answer comes by Mon 7 Dec, 13:00 Baku")]
    public async Task Without_a_step_the_preview_names_the_day_on_which_the_agency_is_back(string kind, string said)
    {
        var (staff, _, enquiry) = await AskedAsync();

        var page = await PreviewAsync(staff, enquiry, ("Input.Kind", kind));

        Assert.Contains(said, Preview(page), StringComparison.Ordinal);
        Assert.Null((await site.ReadAsync(enquiry.Id)).NextStepOn);
    }

    [Theory]
    [InlineData("2026-11-29", "Choose a day from today")]
    [InlineData("2101-01-01", "Choose a day from today to the year 2100")]
    [InlineData("", "By when")]
    public async Task A_step_that_would_be_refused_is_not_shown_as_if_it_were_sent(string on, string said)
    {
        var (staff, _, enquiry) = await AskedAsync();
        await SendAsync(staff, enquiry, ("Input.NextStep", "The old one"), ("Input.NextStepOn", "2026-12-18"));

        var page = await PreviewAsync(staff, enquiry, ("Input.NextStep", "A visit"), ("Input.NextStepOn", on));

        Assert.Contains(said, Preview(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Next:", Preview(page), StringComparison.Ordinal);
        Assert.Equal(("A visit", on), (page.ValueOf("Input.NextStep"), page.ValueOf("Input.NextStepOn")));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("。。。")]
    [InlineData("👍")]
    public async Task Signs_alone_are_no_step(string step)
    {
        var (staff, _, enquiry) = await AskedAsync();

        await SendAsync(staff, enquiry, ("Input.NextStep", step), ("Input.NextStepOn", "2026-12-18"));

        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
    }

    [Fact]
    public async Task It_says_what_became_of_a_message_where_nothing_was_owed()
    {
        var (staff, _, enquiry) = await AskedAsync();
        await SendAsync(staff, enquiry);
        foreach (var kind in new[] { "Answer", "News" })
        {
            var sent = await staff.SubmitAsync(
                await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
                "#answer",
                ("Input.Words", "There is rail too: " + kind),
                ("Input.Kind", kind)
            );

            Assert.Equal("Sent.", sent.Document.QuerySelector(".flash")!.TextContent.Trim());
        }
    }

    [Theory]
    [InlineData("2026-12-04", "2026-12-04T13:59:59Z", "stands while both fields are empty", "The visit")]
    [InlineData("2026-12-04", "2026-12-04T14:00:00Z", "is over", null)]
    public async Task A_step_stands_until_its_day_is_over_and_then_gives_way(string on, string now, string hint, string? left)
    {
        var (staff, _, enquiry) = await AskedAsync();
        var investor = await site.InDatabaseAsync(db => db.Users.SingleAsync(person => person.Id == enquiry.PersonId));
        await SendAsync(staff, enquiry, ("Input.NextStep", "The visit"), ("Input.NextStepOn", on));
        site.Clock.AdjustTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            staff = await site.People.SignInAsync(await site.People.StaffAsync());
            var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
            Assert.Contains(hint, page.Document.QuerySelector("#answer .next-step")!.TextContent, StringComparison.Ordinal);
            var day = left is null ? "was due 4 December 2026, late" : "by 4 December 2026";
            Assert.Contains("Next: The visit · " + day, Folded(page.Text), StringComparison.Ordinal);
            var own = await (await site.People.SignInAsync(investor)).OpenAsync("/enquiries/" + enquiry.Id);
            Assert.Contains("Next: The visit · " + day, Folded(own.Text), StringComparison.Ordinal);

            await staff.SubmitAsync(page, "#answer", ("Input.Words", "The power is there too."));

            var after = await site.ReadAsync(enquiry.Id);
            Assert.Equal(left, after.NextStep);
            Assert.Equal(left is null ? new DateOnly(2026, 12, 11) : new DateOnly(2026, 12, 4), after.NextStepOn);
        }
        finally
        {
            site.Clock.AdjustTime(Monday);
        }
    }

    [Fact]
    public async Task What_has_ended_is_neither_asked_about_nor_planned_and_what_was_typed_stays()
    {
        var (staff, investor, enquiry) = await AskedAsync();
        var open = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        await investor.SubmitAsync(await investor.OpenAsync($"/enquiries/{enquiry.Id}/withdrawal"), "main form");

        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        Assert.Null(page.Document.QuerySelector("#answer [name='Input.NextStep']"));
        Assert.Null(page.Document.QuerySelector("#answer [value=Question]"));

        var refused = await staff.SubmitAsync(
            open,
            "#answer",
            ("Input.Words", "What is it that you need?"),
            ("Input.Kind", "Question"),
            ("Input.NextStep", "A visit"),
            ("Input.NextStepOn", "2026-12-18")
        );

        Assert.Contains("It has ended and nothing comes next", refused.Text, StringComparison.Ordinal);
        Assert.Contains("nothing is asked any more", refused.Text, StringComparison.Ordinal);
        Assert.Equal("A visit", refused.ValueOf("Input.NextStep"));
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);

        await staff.SubmitAsync(page, "#answer", ("Input.Words", "You may come back any time."));
        Assert.Equal(2, (await site.ReadAsync(enquiry.Id)).Messages.Count);
    }

    [Theory]
    [InlineData("stage", "NextStep", "NextStepOn")]
    [InlineData("", "Input.NextStep", "Input.NextStepOn")]
    public async Task A_blank_in_a_step_is_not_sent(string page, string step, string on)
    {
        var (staff, _, enquiry) = await AskedAsync();

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/{page}".TrimEnd('/')),
            page.Length == 0 ? "#answer" : "main form",
            (page.Length == 0 ? "Input.Words" : "Why", "It is free."),
            (step, "{{who}} visits"),
            (on, "2026-12-18")
        );

        Assert.Contains("1 blank is not filled in: who", refused.Text, StringComparison.Ordinal);
        Assert.Equal("{{who}} visits", refused.ValueOf(step));
        Assert.Null((await site.ReadAsync(enquiry.Id)).NextStep);
    }

    [Fact]
    public async Task What_was_planned_or_ended_meanwhile_is_shown_before_one_sends()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var mine = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage"),
            "main form",
            ("NextStep", "A visit"),
            ("NextStepOn", "2026-12-18")
        );

        var again = await staff.SubmitAsync(mine, "#answer", ("Input.Words", "The plot is free."));

        Assert.Contains("Something was written or changed while you wrote", again.Text, StringComparison.Ordinal);
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
        Assert.Contains("Next: A visit", Folded(again.Text), StringComparison.Ordinal);
        await staff.SubmitAsync(again, "#answer");
        Assert.Equal(2, (await site.ReadAsync(enquiry.Id)).Messages.Count);
    }

    [Fact]
    public async Task A_template_of_a_question_as_it_stands_lets_nothing_wait_and_says_that_it_is_no_answer()
    {
        var (staff, _, enquiry) = await AskedAsync();
        await site.InDatabaseAsync(db =>
        {
            db.Add(
                new Features.Enquiries.Answers.AnswerTemplate
                {
                    Kind = MessageKind.Question,
                    Name = new("问", "Sual", "A plain question"),
                    Text = new("请问？", "Nə lazımdır?", "What do you need?"),
                }
            );
            return db.SaveChangesAsync();
        });

        var page = await staff.PressAsync(
            await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
            "#answer .cluster button[formaction]",
            ("Input.Words", "What do you need?"),
            ("Input.Kind", "Question")
        );

        Assert.Contains("is no answer: the clock goes on", Preview(page), StringComparison.Ordinal);
        Assert.DoesNotContain("until then the clock stands", Preview(page), StringComparison.Ordinal);
        Assert.Contains("The next answer comes by", Preview(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_in_the_form_of_an_answer_shows_it_and_neither_sends_nor_puts_a_template_in()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);

        var first = page.Document.QuerySelector("#answer button:not([type=button]), #answer [type=submit]")!;

        Assert.Contains("handler=Preview", first.GetAttribute("formaction"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_written_answer_is_found_again_with_its_step_and_its_day()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);

        await staff.SubmitWithHtmxAsync(
            page,
            "#answer",
            $"/desk/enquiries/{enquiry.Id}/draft",
            ("Input.Words", "Half a sentence"),
            ("Input.Via", "Telephone"),
            ("Input.NextStep", "A visit"),
            ("Input.NextStepOn", "2026-12-18")
        );

        page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        Assert.Equal(("A visit", "2026-12-18"), (page.ValueOf("Input.NextStep"), page.ValueOf("Input.NextStepOn")));
        Assert.Equal("Telephone", page.Document.QuerySelector("#Input_Via [selected]")!.GetAttribute("value"));
        await staff.SubmitWithHtmxAsync(
            page,
            "#answer",
            $"/desk/enquiries/{enquiry.Id}/draft",
            ("Input.Words", ""),
            ("Input.NextStep", ""),
            ("Input.NextStepOn", "")
        );
        Assert.Equal("", (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).ValueOf("Input.NextStep"));
    }

    private async Task<(Visitor Staff, Visitor Investor, Enquiry Enquiry)> AskedAsync()
    {
        site.Clock.AdjustTime(Monday);
        var (officer, investor) = (await site.People.StaffAsync(), await site.People.InvestorAsync("en"));
        var enquiry = await site.AskAsync(investor, change: draft => draft);
        return (await site.People.SignInAsync(officer), await site.People.SignInAsync(investor), enquiry);
    }

    private static async Task SendAsync(Visitor staff, Enquiry enquiry, params (string, string?)[] typed) =>
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
            "#answer",
            [("Input.Words", "The plot is free."), .. typed]
        );

    private static async Task<Page> PreviewAsync(Visitor staff, Enquiry enquiry, params (string, string?)[] typed) =>
        await staff.PressAsync(
            await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
            "#answer .cluster button[formaction]",
            [("Input.Words", "The plot is free."), .. typed]
        );

    private static string Preview(Page page) => Folded(page.Document.QuerySelector("#preview")!.TextContent);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
