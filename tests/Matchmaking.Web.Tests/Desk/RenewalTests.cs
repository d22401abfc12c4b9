using System.Net;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk gives a listing a new last day, also when the old one is over.</summary>
public sealed class RenewalTests(Site site) : IClassFixture<Site>
{
    private static readonly DateOnly Today = BakuDay.Of(TimeProvider.System);

    [Fact]
    public async Task An_expired_listing_is_offered_again_until_the_new_day()
    {
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ValidUntil) = ("tour", null, Today.AddDays(-3)));
        var staff = await StaffAsync();

        var done = await staff.SubmitAsync(await OpenAsync(staff, listing), "main form", ("LastDay", Text(Today.AddDays(40))));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Renewed until", done.Html, StringComparison.Ordinal);
        // The editor, where it leads, tells of it in its history.
        Assert.Contains(Text(Today.AddDays(40)), done.TextsOf("[aria-labelledby=history-title] li")[0], StringComparison.Ordinal);
        Assert.Equal(Today.AddDays(40), (await ReadAsync(listing)).ValidUntil);
        Assert.Single((await site.NewVisitor().OpenAsync("/opportunities?sector=tour")).TextsOf("#results .title"));
    }

    [Fact]
    public async Task Who_was_told_of_it_is_told_of_the_new_day()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["text"], []));
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ValidUntil) = ("text", null, Today.AddDays(5)));
        await site.SendMailsAsync();
        var staff = await StaffAsync();

        await staff.SubmitAsync(await OpenAsync(staff, listing), "main form", ("LastDay", Text(Today.AddDays(60))));

        Assert.Equal(
            [1, 2],
            await site.InDatabaseAsync(db =>
                db.AlertItems.Where(i => i.PersonId == investor.Id && i.OpportunityId == listing.Id)
                    .Select(i => i.Version)
                    .Order()
                    .ToListAsync()
            )
        );
    }

    [Theory]
    [InlineData("tomorrow", "“tomorrow” is not a date")]
    [InlineData("", "is not a date")]
    [InlineData("1999-12-31", "is not a date")]
    [InlineData("2101-01-01", "is not a date")]
    public async Task What_is_no_day_is_said_beside_the_field_and_stays_there(string typed, string said)
    {
        var listing = await site.PublishAsync(o => o.ValidUntil = Today);
        var staff = await StaffAsync();

        var page = await staff.SubmitAsync(await OpenAsync(staff, listing), "main form", ("LastDay", typed));

        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal(typed, page.Document.QuerySelector("#LastDay")!.GetAttribute("value") ?? "");
        Assert.Equal(Today, (await ReadAsync(listing)).ValidUntil);
    }

    [Theory]
    [InlineData(-1, "That day has passed")]
    [InlineData(0, "This is its last day already")]
    public async Task A_day_that_is_over_and_the_same_day_are_refused(int days, string said)
    {
        var listing = await site.PublishAsync(o => o.ValidUntil = Today);
        var staff = await StaffAsync();

        var page = await staff.SubmitAsync(await OpenAsync(staff, listing), "main form", ("LastDay", Text(Today.AddDays(days))));

        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Empty(await site.InDatabaseAsync(db => db.OpportunityEvents.Where(e => e.OpportunityId == listing.Id).ToListAsync()));
    }

    [Fact]
    public async Task Only_what_is_public_can_be_renewed()
    {
        var staff = await StaffAsync();
        foreach (var status in Enum.GetValues<PublicationStatus>().Where(status => status != PublicationStatus.Published))
        {
            var listing = await site.PublishAsync(o => o.Status = status);

            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(Path(listing.Id))).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(Path(Guid.NewGuid()))).Status);
    }

    [Fact]
    public async Task A_colleagues_save_in_between_is_shown_first()
    {
        var listing = await site.PublishAsync(o => o.ValidUntil = Today.AddDays(1));
        var staff = await StaffAsync();
        var page = await OpenAsync(staff, listing);
        await site.ChangeAsync(await ReadAsync(listing), o => o.ValidUntil = Today.AddDays(7));

        var refused = await staff.SubmitAsync(page, "main form", ("LastDay", Text(Today.AddDays(90))));

        Assert.Equal(Text(Today.AddDays(90)), refused.Document.QuerySelector("#LastDay")!.GetAttribute("value"));
        Assert.Equal(Today.AddDays(7), (await ReadAsync(listing)).ValidUntil);
        // A second press is a decision.
        await staff.SubmitAsync(refused, "main form", ("LastDay", Text(Today.AddDays(90))));
        Assert.Equal(Today.AddDays(90), (await ReadAsync(listing)).ValidUntil);
    }

    [Fact]
    public async Task Correcting_the_day_does_not_hide_a_colleagues_save()
    {
        var listing = await site.PublishAsync(o => o.ValidUntil = Today.AddDays(1));
        var staff = await StaffAsync();
        var page = await OpenAsync(staff, listing);
        await site.ChangeAsync(await ReadAsync(listing), o => o.ValidUntil = Today.AddDays(7));

        var refused = await staff.SubmitAsync(page, "main form", ("LastDay", "soon"));
        await staff.SubmitAsync(refused, "main form", ("LastDay", Text(Today.AddDays(90))));

        Assert.Equal(Today.AddDays(7), (await ReadAsync(listing)).ValidUntil);
    }

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());

    private static Task<Page> OpenAsync(Visitor staff, Opportunity listing) => staff.OpenAsync(Path(listing.Id));

    private Task<Opportunity> ReadAsync(Opportunity listing) =>
        site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == listing.Id));

    private static string Path(Guid id) => $"/desk/opportunities/{id}/renewal";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
