using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Opportunities.Versions;

/// <summary>An investor who comes back to a listing is shown what has changed since.</summary>
public sealed class LookTests(LookTests.OwnTime site) : IClassFixture<LookTests.OwnTime>
{
    public sealed class OwnTime : Site
    {
        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task I_come_back_and_see_what_has_changed_and_on_the_next_visit_nothing()
    {
        var listing = await site.PublishAsync();
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Empty(await ChangesAsync(visitor, listing));
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));

        var shown = Assert.Single(await ChangesAsync(visitor, listing));
        // Loading the page again, in the same visit, takes nothing away.
        site.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal([shown], await ChangesAsync(visitor, listing));
        site.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Contains("Changed since you last looked: Amount", shown, StringComparison.Ordinal);
        Assert.Contains("34", shown, StringComparison.Ordinal);
        Assert.Contains("50", shown, StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(visitor, listing));
    }

    [Fact]
    public async Task Several_changes_are_shown_as_their_sum_in_my_language_only()
    {
        var listing = await site.PublishAsync();
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        await ChangesAsync(visitor, listing);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.ChangeAsync(listing, o => o.TechnicalStage = 4);
        await site.ChangeAsync(listing, o => (o.Summary, o.TechnicalStage) = (o.Summary with { Az = "Yeni mətn.", En = "A new text." }, 2));

        var shown = Assert.Single(await ChangesAsync(visitor, listing));

        Assert.Contains("text", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Yeni", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Technical stage", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_I_have_seen_is_no_news_and_what_a_colleague_has_seen_is_to_me()
    {
        var listing = await site.PublishAsync();
        var investor = await site.People.InvestorAsync();
        var (me, colleague) = (
            await site.People.SignInAsync(investor),
            await site.People.SignInAsync(await site.People.ColleagueOfAsync(investor))
        );
        await ChangesAsync(me, listing);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.ChangeAsync(listing, o => o.Places = ["AZ-BA"]);

        // Looks at it for the first time.
        Assert.Empty(await ChangesAsync(colleague, listing));
        Assert.Single(await ChangesAsync(me, listing));
    }

    [Fact]
    public async Task Visitors_and_the_desk_leave_no_trace()
    {
        var listing = await site.PublishAsync();
        foreach (var visitor in new[] { site.NewVisitor(), await site.People.SignInAsync(await site.People.StaffAsync()) })
            Assert.Empty(await ChangesAsync(visitor, listing));

        Assert.Equal(0, await site.InDatabaseAsync(db => db.OpportunityLooks.CountAsync(look => look.OpportunityId == listing.Id)));
    }

    private static async Task<IReadOnlyList<string>> ChangesAsync(Visitor visitor, Opportunity listing) =>
        (await visitor.OpenAsync("/opportunities/" + listing.Slug)).TextsOf("#changes");
}
