using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What an investor sees of an enquiry, and what the desk does with it.</summary>
public sealed class ConversationTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_desk_answers_and_the_investor_reads_it_in_the_mail_and_on_the_site()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);

        var sent = await staff.SubmitAsync(page, "#answer", ("Input.Words", "The plot in Sumgayit is free."));

        Assert.Contains("the promised answer is given", sent.Html, StringComparison.Ordinal);
        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal((EnquiryState.Acknowledged, null), (after.State, after.DueAt));
        await site.SendMailsAsync();
        var mail = Assert.Single(
            site.Mails.To(enquiry.Email!),
            mail => mail.Text.Contains("The plot in Sumgayit", StringComparison.Ordinal)
        );
        Assert.Contains("Written by a person", mail.Text, StringComparison.Ordinal);
        var investor = await site.People.SignInAsync(await PersonAsync(enquiry.PersonId!.Value));
        Assert.Contains(
            "The plot in Sumgayit is free.",
            (await investor.OpenAsync("/enquiries/" + enquiry.Id)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(officer.Id, after.Messages.Single(m => m.Kind == MessageKind.Answer).AuthorId);
    }

    [Fact]
    public async Task The_investor_writes_and_the_owner_is_told()
    {
        var (_, officer, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Question);
        var investor = await site.People.SignInAsync(await PersonAsync(enquiry.PersonId!.Value));
        var page = await investor.OpenAsync("/enquiries/" + enquiry.Id);
        Assert.Contains("Your answer is awaited", page.Text, StringComparison.Ordinal);

        await investor.SubmitAsync(page, "#reply", ("Words", "We need 12 hectares."));

        var after = await site.ReadAsync(enquiry.Id);
        Assert.Null(after.PausedAt);
        Assert.NotNull(after.DueAt);
        await site.SendMailsAsync();
        var owner = await PersonAsync(after.OwnerId!.Value);
        Assert.Contains(site.Mails.To(owner.Email!), mail => mail.Text.Contains("12 hectares", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_and_a_colleague_finds_it()
    {
        var (_, _, enquiry) = await AskedAsync();
        var other = await site.People.SignInAsync(await site.People.InvestorAsync());
        var colleague = await site.People.SignInAsync(await site.People.ColleagueOfAsync(await PersonAsync(enquiry.PersonId!.Value)));

        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync("/enquiries/" + enquiry.Id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/enquiries/{enquiry.Id}/withdrawal")).Status);
        Assert.Empty((await other.OpenAsync("/enquiries")).TextsOf(".enquiries li"));
        Assert.Equal(HttpStatusCode.OK, (await colleague.OpenAsync("/enquiries/" + enquiry.Id)).Status);
        Assert.Single((await colleague.OpenAsync("/enquiries")).TextsOf(".enquiries li"));
    }

    [Fact]
    public async Task A_note_is_for_the_desk_alone()
    {
        var (staff, _, enquiry) = await AskedAsync();

        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/enquiries/" + enquiry.Id),
            "#notes form",
            ("Words", "Do not name the company yet.")
        );

        Assert.Contains("Do not name", (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Text, StringComparison.Ordinal);
        var investor = await site.People.SignInAsync(await PersonAsync(enquiry.PersonId!.Value));
        Assert.DoesNotContain("Do not name", (await investor.OpenAsync("/enquiries/" + enquiry.Id)).Html, StringComparison.Ordinal);
        await site.SendMailsAsync();
        Assert.DoesNotContain(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("Do not name", StringComparison.Ordinal));
        Assert.Equal(EnquiryState.New, (await site.ReadAsync(enquiry.Id)).State);
    }

    [Fact]
    public async Task A_template_with_blanks_is_not_sent_and_what_was_typed_stays()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        page = await staff.PressAsync(page, "button[name=template]");
        Assert.Contains("{{", page.Document.QuerySelector("#Input_Words")!.TextContent, StringComparison.Ordinal);

        var refused = await staff.SubmitAsync(page, "#answer");

        Assert.Contains("not filled in", refused.Text, StringComparison.Ordinal);
        Assert.Contains("{{", refused.Document.QuerySelector("#Input_Words")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
    }

    [Fact]
    public async Task A_template_as_it_stands_is_sent_and_answers_nothing()
    {
        var (staff, _, enquiry) = await AskedAsync();
        await site.InDatabaseAsync(db =>
        {
            db.Add(
                new Features.Enquiries.Answers.AnswerTemplate
                {
                    Kind = MessageKind.Answer,
                    Name = new("好", "Yaxşı", "Kind words"),
                    Text = new("您好，{{investor}}", "Salam, {{investor}}", "Dear {{investor}}, thank you for asking."),
                }
            );
            return db.SaveChangesAsync();
        });
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        var template = page.Document.QuerySelectorAll("button[name=template]").Single(button => button.TextContent == "Kind words");
        page = await staff.PressAsync(page, $"button[value='{template.GetAttribute("value")}']");

        var sent = await staff.SubmitAsync(page, "#answer");

        Assert.Contains("is no answer", sent.Html, StringComparison.Ordinal);
        var after = await site.ReadAsync(enquiry.Id);
        Assert.True(after.Messages.Single(m => m.IsFromDesk).IsTemplate);
        Assert.Equal((EnquiryState.New, enquiry.DueAt), (after.State, after.DueAt));
    }

    [Fact]
    public async Task What_somebody_sent_while_one_wrote_is_shown_before_one_sends()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        await site.TellAsync(enquiry, officer, MessageKind.News, "I have called them.");

        var again = await staff.SubmitAsync(page, "#answer", ("Input.Words", "My own answer"));

        Assert.Contains("Something was written or changed while you wrote", again.Text, StringComparison.Ordinal);
        Assert.Contains("I have called them.", again.Text, StringComparison.Ordinal);
        Assert.Equal("My own answer", again.Document.QuerySelector("#Input_Words")!.TextContent);
        await staff.SubmitAsync(again, "#answer");
        Assert.Contains((await site.ReadAsync(enquiry.Id)).Messages, m => m.Text == "My own answer");
    }

    [Fact]
    public async Task A_colleague_sees_that_somebody_writes()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);
        await staff.SubmitWithHtmxAsync(page, "#answer", $"/desk/enquiries/{enquiry.Id}/draft", ("Input.Words", "Half a sentence"));
        var colleague = await site.People.SignInAsync(await site.People.StaffAsync());

        var seen = await colleague.OpenAsync("/desk/enquiries/" + enquiry.Id);

        Assert.Contains($"{officer.DisplayName} has this page open", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Half a sentence", seen.Html, StringComparison.Ordinal);
        Assert.Equal(
            "Half a sentence",
            (await staff.OpenAsync("/desk/enquiries/" + enquiry.Id)).Document.QuerySelector("#Input_Words")!.TextContent
        );
    }

    [Fact]
    public async Task It_is_handed_over_and_the_new_owner_is_told()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var colleague = await site.People.StaffAsync();

        await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/assignment"),
            "main form",
            ("Owner", colleague.Id.ToString()),
            ("Why", "Speaks Chinese")
        );

        Assert.Equal(colleague.Id, (await site.ReadAsync(enquiry.Id)).OwnerId);
        await site.SendMailsAsync();
        Assert.Contains(site.Mails.To(colleague.Email!), mail => mail.Subject.Contains("is yours now", StringComparison.Ordinal));
        var refused = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/assignment"),
            "main form",
            ("Owner", enquiry.PersonId.ToString()),
            ("Why", "Not of the desk")
        );
        Assert.Equal("Not of the desk", refused.Document.QuerySelector("#Why")!.TextContent);
        Assert.Equal(colleague.Id, (await site.ReadAsync(enquiry.Id)).OwnerId);
    }

    [Fact]
    public async Task It_moves_on_with_a_next_step_and_its_day()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage");

        var refused = await staff.SubmitAsync(
            page,
            "main form",
            ("To", "Qualified"),
            ("NextStep", "The promoter's consent"),
            ("NextStepOn", "2020-01-01")
        );
        Assert.Contains("Choose a day from today", refused.Text, StringComparison.Ordinal);
        Assert.Equal("The promoter's consent", refused.ValueOf("NextStep"));
        await staff.SubmitAsync(refused, "main form", ("NextStepOn", "2090-01-01"));

        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal((EnquiryState.Qualified, "The promoter's consent"), (after.State, after.NextStep));
    }

    [Fact]
    public async Task It_does_not_end_for_want_of_an_answer_before_the_investor_had_time_for_one()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Question);

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/ending"),
            "main form",
            ("How", "expired"),
            ("Words", "Heard nothing")
        );

        Assert.Contains("The investor still has time", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Heard nothing", refused.ValueOf("Words"));
        Assert.NotNull((await site.ReadAsync(enquiry.Id)).PausedAt);
    }

    [Fact]
    public async Task Whose_question_went_unanswered_is_told_that_it_was_closed()
    {
        var (staff, officer, enquiry) = await AskedAsync();
        await site.TellAsync(enquiry, officer, MessageKind.Question);
        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                UPDATE enquiries SET paused_at = now() - interval '40 days', asked_at = now() - interval '40 days' WHERE id = {enquiry.Id};
                UPDATE enquiry_pauses SET "from" = now() - interval '40 days' WHERE enquiry_id = {enquiry.Id}
                """
            )
        );

        var done = await staff.SubmitAsync(await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/ending"), "main form", ("How", "expired"));

        Assert.Contains("It has ended; no answer is owed any more.", done.Text, StringComparison.Ordinal);
        Assert.Equal(EnquiryState.Expired, (await site.ReadAsync(enquiry.Id)).State);
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("so we closed it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_with_words_that_the_investor_gets()
    {
        var (staff, _, enquiry) = await AskedAsync();
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/ending");

        Assert.Contains("Write why", (await staff.SubmitAsync(page, "main form", ("How", "declined"))).Text, StringComparison.Ordinal);
        Assert.Contains("owes no answer", (await staff.SubmitAsync(page, "main form", ("How", "expired"))).Text, StringComparison.Ordinal);
        await site.InDatabaseAsync(db =>
        {
            db.Add(
                new AnswerTemplate
                {
                    Kind = MessageKind.Answer,
                    Name = new("Looking", "Looking", "Looking"),
                    Text = new("We will look into it.", "We will look into it.", "We will look into it."),
                }
            );
            return db.SaveChangesAsync();
        });
        var refused = await staff.SubmitAsync(page, "main form", ("How", "declined"), ("Words", "We will look into it!"));
        Assert.Contains("in your own words", refused.Text, StringComparison.Ordinal);
        Assert.Equal("We will look into it!", refused.ValueOf("Words"));
        await staff.SubmitAsync(page, "main form", ("How", "declined"), ("Words", "The plot is taken."));

        Assert.Equal(EnquiryState.Declined, (await site.ReadAsync(enquiry.Id)).State);
        await site.SendMailsAsync();
        Assert.Contains(site.Mails.To(enquiry.Email!), mail => mail.Text.Contains("The plot is taken.", StringComparison.Ordinal));
        Assert.EndsWith(
            enquiry.Id.ToString(),
            (await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage")).Path,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_investor_takes_it_back_until_it_is_answered()
    {
        var (_, officer, fresh) = await AskedAsync();
        var (_, _, answered) = await AskedAsync();
        await site.TellAsync(answered, officer, MessageKind.News);

        var first = await site.People.SignInAsync(await PersonAsync(fresh.PersonId!.Value));
        await first.SubmitAsync(await first.OpenAsync($"/enquiries/{fresh.Id}/withdrawal"), "main form");
        var second = await site.People.SignInAsync(await PersonAsync(answered.PersonId!.Value));

        Assert.Equal(EnquiryState.Withdrawn, (await site.ReadAsync(fresh.Id)).State);
        Assert.EndsWith(
            "/enquiries/" + answered.Id,
            (await second.OpenAsync($"/enquiries/{answered.Id}/withdrawal")).Path,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_came_by_telephone_is_written_down_and_the_clock_counts_from_then()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/enquiries/create");

        var refused = await staff.SubmitAsync(
            page,
            "main form",
            ("Input.Name", "Wang"),
            ("Input.Company", "Sample Solar"),
            ("Input.Words", "Asks about land"),
            ("Came", "2020-01-01T10:00")
        );
        Assert.Contains("at least one way to answer", refused.Text, StringComparison.Ordinal);
        Assert.Contains("within the last 30 days", refused.Text, StringComparison.Ordinal);
        var came = TimeProvider.System.GetUtcNow().AddDays(-3);
        var done = await staff.SubmitAsync(
            refused,
            "main form",
            ("Input.Phone", "+86 10 1234"),
            (
                "Came",
                TimeZoneInfo
                    .ConvertTimeBySystemTimeZoneId(came, "Asia/Baku")
                    .ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)
            )
        );

        var enquiry = await site.ReadAsync(Guid.Parse(done.Path.Split('/')[^1]));
        Assert.Equal((EnquiryChannel.Telephone, "Wang", null), (enquiry.Channel, enquiry.ContactName, enquiry.Email));
        Assert.InRange(enquiry.ReceivedAt, came.AddMinutes(-2), came.AddMinutes(1));
        Assert.True(enquiry.Promises.All(p => p.StartedAt == enquiry.ReceivedAt));
    }

    private async Task<(Visitor Staff, Person Officer, Enquiry Enquiry)> AskedAsync()
    {
        var officer = await site.People.StaffAsync();
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        return (await site.People.SignInAsync(officer), officer, enquiry);
    }

    private Task<Person> PersonAsync(Guid id) => site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == id));
}
