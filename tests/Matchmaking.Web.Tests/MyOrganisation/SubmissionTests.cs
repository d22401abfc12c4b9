using System.Globalization;
using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.MyOrganisation;

/// <summary>An investor's organisation sends in a listing; the desk accepts it or sends it back.</summary>
public sealed class SubmissionTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/organisation")]
    [InlineData("/organisation/opportunities")]
    [InlineData("/organisation/opportunities/create")]
    public async Task The_organisations_pages_are_for_investors(string path)
    {
        Assert.Equal(HttpStatusCode.Redirect, (await site.NewVisitor().Client.GetAsync(path)).StatusCode);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(path)).Status);
        foreach (var language in Matchmaking.Web.Languages.Language.All)
        {
            var investor = await site.People.SignInAsync(await site.People.InvestorAsync(language));
            Assert.Equal(HttpStatusCode.OK, (await investor.OpenAsync(path)).Status);
        }
    }

    [Fact]
    public async Task One_language_is_enough_to_submit()
    {
        var (investor, person, id) = await SubmitAsync("苏姆盖特电池回收");

        var list = await investor.OpenAsync("/organisation/opportunities");
        Assert.Contains("苏姆盖特电池回收", list.TextsOf("tbody th a"));
        Assert.Contains("Waiting for AZPROMO’s review", list.Text, StringComparison.Ordinal);
        var row = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Id == id));
        Assert.Equal((PublicationStatus.Submitted, person.OrganisationId), (row.Status, row.SubmittedById));
    }

    [Fact]
    public async Task What_only_the_desk_decides_cannot_be_sent_along()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var title = "Smuggled " + Guid.NewGuid().ToString("N");
        await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/opportunities/create"),
            "main form",
            ("Input.Title.En", title),
            ("Input.Sector", "agri"),
            ("Input.Status", "Published"),
            ("Input.Promoter.En", "Somebody else"),
            ("Input.Availability", "Done"),
            ("Input.ContactId", Guid.NewGuid().ToString())
        );
        var row = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == title));
        Assert.Equal((PublicationStatus.Submitted, Availability.Open, null), (row.Status, row.Availability, row.ContactId));
        Assert.StartsWith("Organisation", row.Promoter.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_keeps_what_was_typed()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync("zh-Hans"));
        var answer = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/opportunities/create"),
            "main form",
            ("Input.Summary.Zh", "留下的文字"),
            ("Input.AmountFrom", "5000万"),
            ("Input.AmountTo", "3400万"),
            ("Input.Currency", "CNY"),
            ("Input.Places", "BAK")
        );
        Assert.Contains("请至少用一种语言填写标题。", answer.TextsOf(".error-summary a"));
        Assert.Contains("请选择行业。", answer.TextsOf(".error-summary a"));
        Assert.Contains("最低金额（5000万元）不能高于最高金额（3400万元）。", answer.TextsOf(".error-summary a"));
        Assert.Equal("留下的文字", answer.ValueOf("Input.Summary.Zh"));
        Assert.Equal(
            ("5000万", "3400万", "CNY"),
            (answer.ValueOf("Input.AmountFrom"), answer.ValueOf("Input.AmountTo"), answer.ValueOf("Input.Currency"))
        );
        Assert.NotNull(answer.Document.QuerySelector("input[name='Input.Places'][value=BAK][checked]"));
    }

    [Fact]
    public async Task Another_organisations_submission_is_not_found()
    {
        var (_, _, id) = await SubmitAsync("Ours");
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"/organisation/opportunities/{id}/edit")).Status);
        var own = await stranger.OpenAsync("/organisation/opportunities/create");
        var form = await stranger.SubmitWithHtmxAsync(
            own,
            "main form",
            $"/organisation/opportunities/{id}/edit",
            ("Input.Title.En", "Taken over"),
            ("Input.Sector", "agri")
        );
        Assert.Equal(HttpStatusCode.NotFound, form.Status);
        Assert.DoesNotContain("Ours", (await stranger.OpenAsync("/organisation/opportunities")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_returned_one_is_mailed_with_the_reason_and_can_be_sent_again()
    {
        var (investor, person, id) = await SubmitAsync("To be returned");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/reviews/{id}/return");

        Assert.Contains("Write the reason.", (await staff.SubmitAsync(page, "main form", ("Reason", "  \r\n "))).TextsOf(".error"));
        var tooLong = await staff.SubmitAsync(page, "main form", ("Reason", new string('x', 2001)));
        Assert.Equal(2001, tooLong.ValueOf("Reason")!.Length);
        Assert.Equal(PublicationStatus.Submitted, await StatusAsync(id));

        var returned = await staff.SubmitAsync(page, "main form", ("Reason", "Which plot?\r\nWhose land?"));
        Assert.Contains("Returned; the reason goes out by email.", returned.Html, StringComparison.Ordinal);
        await site.SendMailsAsync();
        var mail = await site.Mails.WaitForAsync(person.Email!, mail => mail.Subject == "Please change: To be returned");
        Assert.Contains("Whose land?", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/organisation/opportunities/{id}/edit", mail.Text, StringComparison.Ordinal);

        var form = await investor.OpenAsync($"/organisation/opportunities/{id}/edit");
        Assert.Contains("Which plot?", form.Text, StringComparison.Ordinal);
        await investor.SubmitAsync(form, "main form", ("Input.Summary.En", "Plot 7, ours."));
        Assert.Equal(PublicationStatus.Submitted, await StatusAsync(id));
        Assert.Contains("sent again after a return", (await staff.OpenAsync("/desk/reviews")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_one_becomes_a_draft_of_the_desk_and_its_members_hear_of_it_twice()
    {
        var (investor, person, id) = await SubmitAsync("To be accepted");
        var reviewer = await site.People.StaffAsync();
        var staff = await site.People.SignInAsync(reviewer);

        var review = await staff.OpenAsync($"/desk/reviews/{id}");
        var editor = await staff.SubmitAsync(review, "main form");
        Assert.Contains("Complete it, then publish it.", editor.Html, StringComparison.Ordinal);
        await staff.SubmitAsync(review, "main form");
        var draft = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Id == id));
        Assert.Equal((PublicationStatus.Draft, reviewer.Id, person.OrganisationId), (draft.Status, draft.ContactId, draft.SubmittedById));
        await site.SendMailsAsync();
        await site.Mails.WaitForAsync(person.Email!, mail => mail.Subject == "Accepted: To be accepted");

        // It is no longer in its author's hands.
        var closed = await investor.OpenAsync($"/organisation/opportunities/{id}/edit");
        Assert.Contains("AZPROMO has accepted this", closed.Html, StringComparison.Ordinal);

        await staff.SubmitAsync(
            editor,
            "main form",
            ("Input.Title.Zh", "接受"),
            ("Input.Title.Az", "Qəbul"),
            ("Input.Summary.Zh", "一"),
            ("Input.Summary.Az", "Bir"),
            ("Input.Summary.En", "One")
        );
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/opportunities/{id}/publication"), "main form");
        Assert.Equal(PublicationStatus.Published, await StatusAsync(id));
        await site.SendMailsAsync();
        await site.Mails.WaitForAsync(person.Email!, mail => mail.Subject == "Published: To be accepted");
        Assert.Equal(2, site.Mails.To(person.Email!).Count);
    }

    [Theory]
    [InlineData(PublicationStatus.Draft)]
    [InlineData(PublicationStatus.Published)]
    [InlineData(PublicationStatus.Withdrawn)]
    public async Task What_the_desk_has_accepted_its_author_no_longer_changes(PublicationStatus status)
    {
        var (investor, person, waiting) = await SubmitAsync("Still waiting");
        var accepted = await site.PublishAsync(o => (o.Status, o.SubmittedById) = (status, person.OrganisationId));
        var before = await StateAsync();

        Assert.Contains(
            "AZPROMO has accepted this",
            (await investor.OpenAsync($"/organisation/opportunities/{accepted.Id}/edit")).Html,
            StringComparison.Ordinal
        );
        // A form that is whole, of one that may be changed, with the version of one that may not.
        var form = await investor.OpenAsync($"/organisation/opportunities/{waiting}/edit");
        form.Document.QuerySelector("main form")!.SetAttribute("action", $"/organisation/opportunities/{accepted.Id}/edit");
        var answer = await investor.SubmitAsync(
            form,
            "main form",
            ("Input.Version", before.Version.ToString(CultureInfo.InvariantCulture)),
            ("Input.Title.En", "Changed afterwards")
        );

        Assert.Contains("AZPROMO has accepted this", answer.Html, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());

        Task<(PublicationStatus, string, uint Version)> StateAsync() =>
            site.InDatabaseAsync(async db =>
                await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == accepted.Id) is var row
                    ? (row.Status, row.Title.En, row.Version)
                    : default
            );
    }

    [Fact]
    public async Task What_was_changed_during_the_review_is_not_accepted_unseen()
    {
        var (investor, _, id) = await SubmitAsync("Changing");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var review = await staff.OpenAsync($"/desk/reviews/{id}");
        await investor.SubmitAsync(
            await investor.OpenAsync($"/organisation/opportunities/{id}/edit"),
            "main form",
            ("Input.Title.En", "Changed")
        );

        var answer = await staff.SubmitAsync(review, "main form");

        Assert.Contains("Please look again before you decide.", answer.Html, StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Submitted, await StatusAsync(id));
        Assert.Contains("Changed", answer.TextsOf("h1"));
    }

    [Fact]
    public async Task Two_colleagues_edit_the_same_submission_and_neither_loses_a_word()
    {
        var (one, person, id) = await SubmitAsync("Two colleagues");
        var colleague = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == colleague.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.OrganisationId, person.OrganisationId))
        );
        var other = await site.People.SignInAsync(colleague);
        var path = $"/organisation/opportunities/{id}/edit";
        var (mine, theirs) = (await one.OpenAsync(path), await other.OpenAsync(path));
        await other.SubmitAsync(theirs, "main form", ("Input.Title.En", "Theirs"), ("Input.Summary.En", "Their summary"));

        var asked = await one.SubmitAsync(mine, "main form", ("Input.Title.En", "Mine"), ("Input.Title.Zh", "我的"));

        Assert.Equal(["Title · English"], asked.TextsOf(".conflict legend"));
        Assert.StartsWith($"Saved by {colleague.Email}, ", asked.TextsOf(".conflict h3")[0], StringComparison.Ordinal);
        Assert.Equal("Theirs", await TitleAsync());
        await one.SubmitAsync(asked, "main form", ("Conflict.Choices[Title.En]", "Mine"));
        var saved = await site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == id));
        Assert.Equal(("Mine", "我的", "Their summary"), (saved.Title.En, saved.Title.Zh, saved.Summary.En));
        // What only the desk fills in is no part of it.
        Assert.StartsWith("Organisation", saved.Promoter.En, StringComparison.Ordinal);

        // And what nobody else touched is saved without asking.
        mine = await one.OpenAsync(path);
        await other.SubmitAsync(await other.OpenAsync(path), "main form", ("Input.Summary.En", "Again theirs"));
        var list = await one.SubmitAsync(mine, "main form", ("Input.Summary.Zh", "我的摘要"));
        Assert.Contains("What somebody else saved meanwhile was kept: Summary · English.", list.Html, StringComparison.Ordinal);

        Task<string> TitleAsync() =>
            site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Title.En).SingleAsync());
    }

    private async Task<(Visitor Investor, Person Person, Guid Id)> SubmitAsync(string title)
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);
        var field = title.Any(c => c > '\u3000') ? "Input.Title.Zh" : "Input.Title.En";
        var list = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/opportunities/create"),
            "main form",
            (field, title),
            ("Input.Sector", "wast"),
            ("Input.Places", "AZ-SM")
        );
        Assert.Contains("Sent.", list.Html, StringComparison.Ordinal);
        return (
            investor,
            person,
            await site.InDatabaseAsync(db =>
                db.Opportunities.Where(o => o.SubmittedById == person.OrganisationId).Select(o => o.Id).SingleAsync()
            )
        );
    }

    private Task<PublicationStatus> StatusAsync(Guid id) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Status).SingleAsync());
}
