using System.Globalization;
using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk looks whom a listing would reach, publishes it and takes it back.</summary>
public sealed class PublicationTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Publishing_says_whom_it_reaches_and_then_reaches_them_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["elec"]);
        var (staff, id) = await DraftAsync(o => (o.Sector, o.Subsector) = ("elec", null));

        var look = await staff.OpenAsync($"/desk/opportunities/{id}/publication");
        Assert.Contains("Publish and notify 1 person now", look.Text, StringComparison.Ordinal);
        Assert.Contains("电动客车与电池", look.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.OpportunityId == id)));

        var done = await staff.SubmitAsync(look, "main form");
        Assert.Contains("Published; 1 person is being notified.", done.Html, StringComparison.Ordinal);
        // The same page once more, as after a double click.
        var again = await staff.SubmitAsync(look, "main form");
        Assert.Contains("This is published already.", again.Html, StringComparison.Ordinal);

        Assert.Equal(1, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.OpportunityId == id)));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
        await site.Mails.WaitForAsync(investor.Email!, mail => mail.Subject.Contains("Sumgayit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publishing_while_all_sending_is_stopped_says_so_before_and_after()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["renw"], []));
        var (staff, id) = await DraftAsync(o => (o.Sector, o.Subsector) = ("renw", null));
        var by = await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.ContactId!.Value).SingleAsync());
        await site.RunAsync<MailStops>(stops => stops.StopAsync("A wrong text", by, CancellationToken.None));
        try
        {
            var look = await staff.OpenAsync($"/desk/opportunities/{id}/publication");
            Assert.Contains("All sending is stopped.", look.TextsOf(".mail-stopped").Single(), StringComparison.Ordinal);
            Assert.Equal(["Publish; 1 person is notified when sending resumes"], look.TextsOf("main form .btn-main"));

            var done = await staff.SubmitAsync(look, "main form");
            Assert.Contains(
                "all sending is stopped: 1 person is notified when it resumes.",
                done.TextsOf(".flash").Single(),
                StringComparison.Ordinal
            );
        }
        finally
        {
            await site.RunAsync<MailStops>(stops => stops.LiftAsync(by, CancellationToken.None));
        }
        await site.Mails.WaitForAsync(investor.Email!);
    }

    [Fact]
    public async Task Two_clicks_at_the_same_moment_publish_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["heal"], []));
        var (staff, id) = await DraftAsync(o => (o.Sector, o.Subsector) = ("heal", null));
        var look = await staff.OpenAsync($"/desk/opportunities/{id}/publication");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => staff.SubmitAsync(look, "main form")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task What_is_incomplete_is_not_published()
    {
        var (staff, id) = await DraftAsync(o => (o.Title, o.ContactId) = (new("", "Başlıq", "Title"), null));

        var look = await staff.OpenAsync($"/desk/opportunities/{id}/publication");
        Assert.Contains("The title is missing: 简体中文", look.TextsOf(".notice a"));
        Assert.Contains("The contact at AZPROMO is missing", look.TextsOf(".notice a"));
        Assert.Contains(
            $"/desk/opportunities/{id}/edit#Input_Title_Zh",
            look.Document.QuerySelectorAll(".notice a").Select(a => a.GetAttribute("href"))
        );
        Assert.Null(look.Document.QuerySelector("main form .btn-main"));

        // Sent all the same, and with the right version: what is missing is the only reason left to refuse it.
        var answer = await staff.SubmitAsync(look, "main form", ("version", await VersionAsync(id)));
        Assert.Contains("The title is missing: 简体中文", answer.TextsOf(".notice a"));
        Assert.Equal(PublicationStatus.Draft, await StatusAsync(id));
    }

    [Theory]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Returned)]
    public async Task What_its_author_has_in_hand_the_desk_neither_edits_nor_publishes_nor_withdraws(PublicationStatus status)
    {
        var (staff, draft) = await DraftAsync();
        var author = await site.People.InvestorAsync();
        var contact = await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft).Select(o => o.ContactId).SingleAsync());
        var id = await AddAsync(o => (o.Status, o.SubmittedById, o.ContactId) = (status, author.OrganisationId, contact));
        foreach (var path in new[] { "edit", "publication", "withdrawal", "prospects" })
            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{id}/{path}")).Status);

        // Forms that are whole, of a draft that may be edited, sent to the address of one that may not.
        var (editor, look) = (
            await staff.OpenAsync($"/desk/opportunities/{draft}/edit"),
            await staff.OpenAsync($"/desk/opportunities/{draft}/publication")
        );
        var version = await VersionAsync(id);
        foreach (
            var (page, path) in new[] { (editor, "edit"), (editor, "edit?handler=Reach"), (look, "publication"), (look, "withdrawal") }
        )
        {
            page.Document.QuerySelector("main form")!.SetAttribute("action", $"/desk/opportunities/{id}/{path}");
            var answer = await staff.SubmitAsync(
                page,
                "main form",
                ("version", version),
                ("Input.Version", version),
                ("Input.Title.En", "Taken over")
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }
        Assert.Equal((status, version), (await StatusAsync(id), await VersionAsync(id)));
    }

    [Fact]
    public async Task What_changed_after_the_look_is_looked_at_again()
    {
        var (staff, id) = await DraftAsync();
        var look = await staff.OpenAsync($"/desk/opportunities/{id}/publication");
        await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedAt, o => o.CreatedAt.AddDays(-1)))
        );

        var answer = await staff.SubmitAsync(look, "main form");

        Assert.Contains("Somebody changed it while you were looking.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Draft, await StatusAsync(id));
        await staff.SubmitAsync(answer, "main form");
        Assert.Equal(PublicationStatus.Published, await StatusAsync(id));
    }

    [Fact]
    public async Task What_was_withdrawn_can_be_published_again_and_tells_who_never_heard()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["fina"], []));
        var (staff, id) = await DraftAsync(o => (o.Sector, o.Subsector) = ("fina", null));
        // Nobody hears of it the first time, because the address is not confirmed yet.
        await site.InDatabaseAsync(db =>
            db.Users.Where(u => u.Id == investor.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailConfirmed, false))
        );
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/opportunities/{id}/publication"), "main form");
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
        var slug = await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Slug).SingleAsync());

        var confirm = await staff.OpenAsync($"/desk/opportunities/{id}/withdrawal");
        Assert.Contains("Withdraw this opportunity?", confirm.Text, StringComparison.Ordinal);
        var done = await staff.SubmitAsync(confirm, "main form");
        Assert.Contains("Withdrawn.", done.Html, StringComparison.Ordinal);
        await staff.SubmitAsync(confirm, "main form");
        Assert.Equal(PublicationStatus.Withdrawn, await StatusAsync(id));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.OpportunityId == id)));

        await site.InDatabaseAsync(db =>
            db.Users.Where(u => u.Id == investor.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailConfirmed, true))
        );
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/opportunities/{id}/publication"), "main form");
        Assert.Equal(PublicationStatus.Published, await StatusAsync(id));
        Assert.Equal(slug, await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Slug).SingleAsync()));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task Publication_and_withdrawal_of_what_is_not_there_are_not_found()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var submitted = await AddAsync(o => o.Status = PublicationStatus.Submitted);
        var draft = await AddAsync(o => o.Status = PublicationStatus.Draft);
        foreach (
            var path in new[]
            {
                $"{Guid.NewGuid()}/edit",
                $"{Guid.NewGuid()}/publication",
                $"{Guid.NewGuid()}/withdrawal",
                "x/edit",
                $"{submitted}/edit",
                $"{submitted}/publication",
                $"{draft}/withdrawal",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync("/desk/opportunities/" + path)).Status);

        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync($"/desk/opportunities/{draft}/publication")).Status);
    }

    private Task<PublicationStatus> StatusAsync(Guid id) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Status).SingleAsync());

    /// <summary>As a form sends it.</summary>
    private async Task<string> VersionAsync(Guid id) =>
        (await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Version).SingleAsync())).ToString(
            CultureInfo.InvariantCulture
        );

    private Task<Guid> AddAsync(Action<Opportunity> change) =>
        site.InDatabaseAsync(async db =>
        {
            var opportunity = Listings.Opportunity(o =>
            {
                o.PublishedAt = null;
                change(o);
            });
            db.Opportunities.Add(opportunity);
            await db.SaveChangesAsync();
            return opportunity.Id;
        });

    private async Task<(Visitor Staff, Guid Id)> DraftAsync(Action<Opportunity>? change = null)
    {
        var person = await site.People.StaffAsync();
        var id = await AddAsync(o =>
        {
            (o.Status, o.ContactId) = (PublicationStatus.Draft, person.Id);
            change?.Invoke(o);
        });
        return (await site.People.SignInAsync(person), id);
    }
}
