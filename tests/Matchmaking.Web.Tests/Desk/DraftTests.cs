using System.Net;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk throws drafts away, takes them out again, and copies listings.</summary>
public sealed class DraftTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_draft_is_deleted_after_a_question_and_can_be_restored()
    {
        var (staff, person) = await StaffAsync();
        var id = await AddAsync(PublicationStatus.Draft, o => o.Title = o.Title with { En = "Thrown away" });
        var link = Link(await staff.OpenAsync($"/desk/opportunities/{id}/edit"), "/disposal");

        var ask = await staff.OpenAsync(link);
        Assert.Equal("Delete this draft?", ask.TextsOf("h1").Single());
        var done = await staff.SubmitAsync(ask, "main form");

        Assert.Equal("/desk/opportunities", done.Path);
        Assert.Equal(PublicationStatus.Discarded, await StatusAsync(id));
        Assert.DoesNotContain("Thrown away", (await staff.OpenAsync("/desk/opportunities?q=thrown")).TextsOf("tbody th a"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{id}/edit")).Status);
        // A second click is answered like the first one.
        Assert.Equal("/desk/opportunities", (await staff.SubmitAsync(ask, "main form")).Path);

        var gone = await staff.OpenAsync("/desk/opportunities?status=discarded&q=thrown");
        var back = await staff.SubmitAsync(await staff.OpenAsync(Link(gone, "/disposal")), "main form");

        Assert.Equal($"/desk/opportunities/{id}/edit", back.Path);
        Assert.Equal(PublicationStatus.Draft, await StatusAsync(id));
        Assert.Equal([(OpportunityEventKind.Discarded, person), (OpportunityEventKind.Recovered, person)], await HistoryAsync(id));
    }

    [Fact]
    public async Task Six_presses_at_once_are_answered_like_one()
    {
        var (staff, person) = await StaffAsync();
        var id = await AddAsync(PublicationStatus.Draft);
        var ask = await staff.OpenAsync($"/desk/opportunities/{id}/disposal");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => staff.SubmitAsync(ask, "main form")));

        Assert.All(answers, answer => Assert.Equal("/desk/opportunities", answer.Path));
        Assert.Equal([(OpportunityEventKind.Discarded, person)], await HistoryAsync(id));
    }

    [Theory]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Returned)]
    [InlineData(PublicationStatus.Published)]
    [InlineData(PublicationStatus.Withdrawn)]
    [InlineData(PublicationStatus.Declined)]
    public async Task Only_a_draft_can_be_deleted(PublicationStatus status)
    {
        var (staff, _) = await StaffAsync();
        var (draft, other) = (await AddAsync(PublicationStatus.Draft), await AddAsync(status));
        var ask = await staff.OpenAsync($"/desk/opportunities/{draft}/disposal");

        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{other}/disposal")).Status);
        foreach (var handler in new[] { "", "?handler=Recover" })
        {
            ask.Document.QuerySelector("main form")!.SetAttribute("action", $"/desk/opportunities/{other}/disposal{handler}");
            Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(ask, "main form")).Status);
        }
        Assert.Equal(status, await StatusAsync(other));
    }

    [Fact]
    public async Task What_an_organisation_sent_in_and_what_was_public_are_not_deleted()
    {
        var (staff, _) = await StaffAsync();
        var author = await site.People.InvestorAsync();
        foreach (
            var id in new[]
            {
                await AddAsync(PublicationStatus.Draft, o => o.SubmittedById = author.OrganisationId),
                await AddAsync(PublicationStatus.Draft, o => o.PublishedAt = o.CreatedAt),
                Guid.NewGuid(),
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{id}/disposal")).Status);
    }

    [Fact]
    public async Task A_colleagues_save_in_between_is_shown_before_the_draft_goes()
    {
        var (staff, _) = await StaffAsync();
        var id = await AddAsync(PublicationStatus.Draft);
        var ask = await staff.OpenAsync($"/desk/opportunities/{id}/disposal");
        await site.ChangeAsync(await ReadAsync(id), o => o.Title = o.Title with { En = "Finished meanwhile" });

        var refused = await staff.SubmitAsync(ask, "main form");

        Assert.Equal(PublicationStatus.Draft, await StatusAsync(id));
        Assert.Contains("Finished meanwhile", refused.Text, StringComparison.Ordinal);
        await staff.SubmitAsync(refused, "main form");
        Assert.Equal(PublicationStatus.Discarded, await StatusAsync(id));
    }

    [Theory]
    [InlineData("disposal")]
    [InlineData("copy")]
    public async Task It_is_for_the_desk(string noun)
    {
        var (staff, _) = await StaffAsync();
        var id = await AddAsync(PublicationStatus.Draft);
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var path = $"/desk/opportunities/{id}/{noun}";
        Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync(path)).Status);

        var page = await investor.OpenAsync("/account/profile");
        page.Document.QuerySelector("main form")!.SetAttribute("action", path);
        Assert.Equal(HttpStatusCode.NotFound, (await investor.SubmitAsync(page, "main form")).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{Guid.NewGuid()}/{noun}")).Status);
        Assert.Equal(PublicationStatus.Draft, await StatusAsync(id));
    }

    [Fact]
    public async Task A_copy_is_a_draft_of_whoever_made_it_and_the_original_stays_as_it_was()
    {
        var (staff, person) = await StaffAsync();
        var original = await site.PublishAsync(o => o.Title = o.Title with { En = "Twice" });
        var link = Link(await staff.OpenAsync($"/desk/opportunities/{original.Id}/edit"), "/copy");

        var editor = await staff.SubmitAsync(await staff.OpenAsync(link), "main form");

        Assert.Equal("Twice", editor.ValueOf("Input.Title.En"));
        Assert.Equal(person.ToString(), editor.ValueOf("Input.ContactId"));
        var copy = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == "Twice" && o.Id != original.Id));
        Assert.Equal((PublicationStatus.Draft, true), (copy.Status, copy.Slug != original.Slug));
        Assert.Equal([(OpportunityEventKind.Copied, person)], await HistoryAsync(copy.Id));
        Assert.Contains(original.Slug, editor.TextsOf("[aria-labelledby=history-title] li").Single(), StringComparison.Ordinal);
        Assert.Equal(original.UpdatedAt, (await ReadAsync(original.Id)).UpdatedAt, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Returned)]
    [InlineData(PublicationStatus.Declined)]
    [InlineData(PublicationStatus.Discarded)]
    public async Task What_is_not_the_desks_to_edit_is_not_copied(PublicationStatus status)
    {
        var (staff, _) = await StaffAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{await AddAsync(status)}/copy")).Status);
    }

    private async Task<(Visitor Visitor, Guid Id)> StaffAsync()
    {
        var person = await site.People.StaffAsync();
        return (await site.People.SignInAsync(person), person.Id);
    }

    private async Task<Guid> AddAsync(PublicationStatus status, Action<Opportunity>? change = null) =>
        (
            await site.PublishAsync(o =>
            {
                o.Status = status;
                if (status is not (PublicationStatus.Published or PublicationStatus.Withdrawn))
                    o.PublishedAt = null;
                change?.Invoke(o);
            })
        ).Id;

    private Task<Opportunity> ReadAsync(Guid id) =>
        site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == id));

    private async Task<PublicationStatus> StatusAsync(Guid id) => (await ReadAsync(id)).Status;

    private async Task<IEnumerable<(OpportunityEventKind Kind, Guid By)>> HistoryAsync(Guid id) =>
        (await site.InDatabaseAsync(db => db.OpportunityEvents.Where(e => e.OpportunityId == id).OrderBy(e => e.At).ToListAsync())).Select(
            e => (e.Kind, e.ById!.Value)
        );

    private static string Link(Page page, string end) => page.Document.QuerySelector($"main a[href$='{end}']")!.GetAttribute("href")!;
}
