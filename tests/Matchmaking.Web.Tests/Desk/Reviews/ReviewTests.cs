using System.Globalization;
using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Reviews;

/// <summary>Which submissions the desk decides on, and who hears of it.</summary>
public sealed class ReviewTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(PublicationStatus.Draft)]
    [InlineData(PublicationStatus.Returned)]
    [InlineData(PublicationStatus.Published)]
    [InlineData(PublicationStatus.Withdrawn)]
    [InlineData(PublicationStatus.Declined)]
    public async Task What_does_not_wait_is_neither_accepted_nor_returned(PublicationStatus status)
    {
        var author = await site.People.InvestorAsync();
        var (waiting, id) = (await AddAsync(author, PublicationStatus.Submitted), await AddAsync(author, status));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var before = await StateAsync(id);

        // Forms that are whole, of one that waits, with the version of one that does not.
        foreach (var (form, decision) in new[] { ("", "acceptance"), ("/return", "return"), ("/refusal", "refusal") })
        {
            // What was accepted can still be declined.
            if ((decision, status) == ("refusal", PublicationStatus.Draft))
                continue;

            var page = await staff.OpenAsync($"/desk/reviews/{waiting}{form}");
            var answer = await DecideAsync(staff, page, id, decision);
            // It leads to where the listing stands now.
            Assert.Equal((HttpStatusCode.OK, true), (answer.Status, answer.Path.Contains(id.ToString(), StringComparison.Ordinal)));
            Assert.Equal(before, await StateAsync(id));
        }
        Assert.False(await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.PersonId == author.Id)));
    }

    [Fact]
    public async Task What_is_unknown_is_not_found_and_an_investor_decides_nothing()
    {
        var author = await site.People.InvestorAsync();
        var waiting = await AddAsync(author, PublicationStatus.Submitted);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var review = await staff.OpenAsync($"/desk/reviews/{waiting}");
        var investor = await site.People.SignInAsync(author);
        var own = await investor.OpenAsync($"/organisation/opportunities/{waiting}/edit");

        foreach (var decision in new[] { "acceptance", "return", "refusal" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(staff, review, Guid.NewGuid(), decision)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(investor, own, waiting, decision)).Status);
        }
        Assert.Equal(PublicationStatus.Submitted, (await StateAsync(waiting)).Status);
    }

    [Theory]
    [InlineData("", "acceptance")]
    [InlineData("/return", "return")]
    [InlineData("/refusal", "refusal")]
    public async Task The_confirmed_members_of_its_own_organisation_hear_of_the_decision_and_nobody_else(string form, string decision)
    {
        var (author, colleague, unconfirmed, stranger) = (
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync()
        );
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == colleague.Id || p.Id == unconfirmed.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.OrganisationId, author.OrganisationId)
                        .SetProperty(p => p.EmailConfirmed, p => p.Id == colleague.Id)
                )
        );
        var id = await AddAsync(author, PublicationStatus.Submitted);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        await DecideAsync(staff, await staff.OpenAsync($"/desk/reviews/{id}{form}"), id, decision);

        Guid?[] people = [author.Id, colleague.Id, unconfirmed.Id, stranger.Id];
        var told = await site.InDatabaseAsync(db => db.Mails.Where(m => people.Contains(m.PersonId)).Select(m => m.PersonId).ToListAsync());
        Assert.Equal(people[..2].Order(), told.Order());
    }

    [Theory]
    [InlineData("", "Write the reason.")]
    [InlineData("2001", "there are 2,001")]
    public async Task A_refusal_needs_a_reason_and_keeps_one_that_is_too_long(string length, string said)
    {
        var id = await AddAsync(await site.People.InvestorAsync(), PublicationStatus.Submitted);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var typed = length.Length == 0 ? "" : new string('x', int.Parse(length, CultureInfo.InvariantCulture));

        var page = await staff.SubmitAsync(await staff.OpenAsync($"/desk/reviews/{id}/refusal"), "main form", ("Reason", typed));

        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal(typed, page.ValueOf("Reason")!.Trim());
        Assert.Equal(PublicationStatus.Submitted, (await StateAsync(id)).Status);
    }

    [Theory]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Draft)]
    public async Task What_is_declined_is_so_for_its_organisation_with_the_reason_and_in_the_history(PublicationStatus status)
    {
        var author = await site.People.InvestorAsync();
        var id = await AddAsync(author, status);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        // Found from where it stands.
        var from = await staff.OpenAsync(status == PublicationStatus.Draft ? $"/desk/opportunities/{id}/edit" : $"/desk/reviews/{id}");
        var link = from.Document.QuerySelector("a[href$='/refusal']")!.GetAttribute("href")!;

        var done = await staff.SubmitAsync(await staff.OpenAsync(link), "main form", ("Reason", "The plot is taken"));

        Assert.Contains("Declined; the reason goes out by email.", done.Html, StringComparison.Ordinal);
        var mail = await site.Mails.WaitForAsync(author.Email!);
        Assert.Contains("The plot is taken", mail.Text, StringComparison.Ordinal);
        var own = await (await site.People.SignInAsync(author)).OpenAsync("/organisation/opportunities");
        Assert.Equal(["Declined The plot is taken"], own.TextsOf("tbody td:nth-child(2)"));
        Assert.Equal(
            [(OpportunityEventKind.Declined, "The plot is taken")],
            await site.InDatabaseAsync(async db =>
                (await db.OpportunityEvents.Where(e => e.OpportunityId == id).ToListAsync()).Select(e => (e.Kind, e.Text!))
            )
        );
        Assert.Contains("The plot is taken", (await staff.OpenAsync($"/desk/reviews/{id}")).Text, StringComparison.Ordinal);
    }

    /// <summary>Sends the form of a page to the decision on a listing, with what that asks for.</summary>
    private async Task<Page> DecideAsync(Visitor visitor, Page page, Guid id, string decision)
    {
        page.Document.QuerySelector("main form")!.SetAttribute("action", $"/desk/reviews/{id}/{decision}");
        var version = await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == id).Select(o => o.Version).SingleOrDefaultAsync()
        );
        return await visitor.SubmitAsync(
            page,
            "main form",
            ("version", version.ToString(CultureInfo.InvariantCulture)),
            ("Reason", "Which plot?")
        );
    }

    private async Task<Guid> AddAsync(Person author, PublicationStatus status) =>
        (
            await site.PublishAsync(o =>
            {
                (o.Status, o.SubmittedById) = (status, author.OrganisationId);
                if (status is not (PublicationStatus.Published or PublicationStatus.Withdrawn))
                    o.PublishedAt = null;
            })
        ).Id;

    private Task<(PublicationStatus Status, Guid?, string?, uint)> StateAsync(Guid id) =>
        site.InDatabaseAsync(async db =>
            await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == id) is var row
                ? (row.Status, row.ContactId, row.ReturnReason, row.Version)
                : default
        );
}
