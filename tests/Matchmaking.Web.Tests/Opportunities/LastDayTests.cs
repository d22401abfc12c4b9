using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>The last day on which a listing is offered is a day of Baku, and belongs to it.</summary>
public sealed class LastDayTests(LastDayTests.SiteAfterMidnight site) : IClassFixture<LastDayTests.SiteAfterMidnight>
{
    public sealed class SiteAfterMidnight : Site
    {
        /// <summary>Half past midnight of 4 June 2026 in Baku; by UTC it is still the day before.</summary>
        protected override void Change(IServiceCollection services) =>
            services.AddSingleton<TimeProvider>(new FakeTimeProvider(new(2026, 6, 3, 20, 30, 0, TimeSpan.Zero)));
    }

    private static readonly DateOnly Today = new(2026, 6, 4),
        Yesterday = new(2026, 6, 3);

    [Fact]
    public async Task The_public_list_and_its_numbers_have_it_until_the_end_of_the_day()
    {
        foreach (var (title, day) in new[] { ("Yesterday", Yesterday), ("Today", Today), ("Endless", (DateOnly?)null) })
            await site.PublishAsync(o => (o.Sector, o.Subsector, o.Title, o.ValidUntil) = ("agri", null, new(title, title, title), day));
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync("/opportunities?sector=agri");

        Assert.Equal(["Endless", "Today"], page.TextsOf("#results .title").Order(StringComparer.Ordinal));
        Assert.StartsWith("2 ", page.TextsOf(".total")[0], StringComparison.Ordinal);
        var option = (await visitor.OpenAsync("/opportunities")).Document.QuerySelector("#filter-options input[name=sector][value=agri]")!;
        Assert.Equal("2", option.ParentElement!.QuerySelector(".count")!.TextContent);
        Assert.Equal(3, (await visitor.OpenAsync("/opportunities?sector=agri&all=1")).TextsOf("#results .title").Count);
    }

    [Fact]
    public async Task What_the_database_calls_open_is_what_a_listing_calls_open_of_itself()
    {
        DateOnly?[] days = [null, Yesterday, Today, Today.AddDays(1)];
        Opportunity[] all =
        [
            .. from status in Enum.GetValues<PublicationStatus>()
            from availability in Enum.GetValues<Availability>()
            from day in days
            select Listings.Opportunity(o =>
                (o.Sector, o.Subsector, o.Status, o.Availability, o.ValidUntil) = ("cult", null, status, availability, day)
            ),
        ];
        await site.InDatabaseAsync(db =>
        {
            db.AddRange(all);
            return db.SaveChangesAsync();
        });

        var (open, published) = await site.InDatabaseAsync(async db =>
            (
                await db.Opportunities.AsNoTracking().Where(o => o.Sector == "cult").OpenOn(Today).ToListAsync(),
                await db
                    .Opportunities.AsNoTracking()
                    .Where(o => o.Sector == "cult")
                    .Public()
                    .OpenFirstAsync(Today, 100, CancellationToken.None)
            )
        );

        Assert.Equal([null, Today, Today.AddDays(1)], open.Select(o => o.ValidUntil).Order());
        Assert.Equal(all.Where(o => o.IsOpenOn(Today)).Select(o => o.Id).Order(), open.Select(o => o.Id).Order());
        // What is open stands before what is not.
        Assert.Equal(
            [.. Enumerable.Repeat(true, 3), .. Enumerable.Repeat(false, 13)],
            published.Select(row => row.Availability == Availability.Open && !(row.ValidUntil < Today))
        );
    }

    [Fact]
    public async Task It_is_matched_on_its_last_day_and_not_on_the_day_after()
    {
        var (ended, ends) = (await AddAsync(Yesterday), await AddAsync(Today));
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["insu"]);
        Assert.Equal([ends.Id], await MatchesAsync());

        // The other way round: the mandate was there first.
        var (endedToo, endsToo) = (await AddAsync(Yesterday), await AddAsync(Today));
        Assert.Equal(new[] { ends.Id, endsToo.Id }.Order(), (await MatchesAsync()).Order());

        Task<Opportunity> AddAsync(DateOnly day) => site.PublishAsync(o => (o.Sector, o.Subsector, o.ValidUntil) = ("insu", null, day));
        Task<List<Guid>> MatchesAsync() =>
            site.InDatabaseAsync(db => db.Matches.Where(m => m.MandateId == mandate.Id).Select(m => m.OpportunityId).ToListAsync());
    }

    [Theory]
    [InlineData(3, PublicationStatus.Draft)]
    [InlineData(4, PublicationStatus.Published)]
    public async Task It_can_still_be_published_on_its_last_day(int day, PublicationStatus becomes)
    {
        var person = await site.People.StaffAsync();
        var draft = await site.PublishAsync(o =>
            (o.Status, o.PublishedAt, o.ContactId, o.ValidUntil) = (PublicationStatus.Draft, null, person.Id, new(2026, 6, day))
        );
        var staff = await site.People.SignInAsync(person);
        var version = await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft.Id).Select(o => o.Version).SingleAsync());

        await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/opportunities/{draft.Id}/publication"),
            "main form",
            ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

        Assert.Equal(
            becomes,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft.Id).Select(o => o.Status).SingleAsync())
        );
    }

    [Fact]
    public async Task The_desk_is_reminded_from_thirty_days_before_until_its_last_day()
    {
        foreach (var days in new[] { -1, 0, 30, 31 })
            await site.PublishAsync(o => (o.Sector, o.Subsector, o.ValidUntil) = ("mine", null, Today.AddDays(days)));

        var expiring = await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Sector == "mine").Expiring(Today).Select(o => o.ValidUntil).ToListAsync()
        );

        Assert.Equal([Today, Today.AddDays(30)], expiring.Order());
    }
}
