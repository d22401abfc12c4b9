using System.Net;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>The list of matches: best first, each opportunity once, and what the investor says of it.</summary>
public sealed class MatchListTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_visitor_is_asked_to_sign_in() =>
        Assert.Equal(HttpStatusCode.Redirect, (await site.NewClient().GetAsync("/matches")).StatusCode);

    [Fact]
    public async Task Who_has_no_mandate_is_shown_the_way_to_one()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(
            "/mandates/create",
            (await visitor.OpenAsync("/matches")).Document.QuerySelector(".empty a.btn-main")!.GetAttribute("href")
        );
    }

    [Fact]
    public async Task Best_first_each_opportunity_once_with_the_mandates_that_it_matches()
    {
        var exact = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Title) = ("bldm", "bldm.cement", o.Title with { En = "Cement here" })
        );
        var near = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Title) = ("bldm", "bldm.ceramics", o.Title with { En = "Ceramics here" })
        );
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Name, m.Sectors) = ("Cement", ["bldm.cement"]));
        var both = await site.AddMandateAsync(investor, m => (m.Name, m.Sectors) = ("Prefab", ["bldm.prefab"]));
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.OpenAsync("/matches");

        Assert.Equal([exact.Title.En, near.Title.En], page.TextsOf(".title"));
        Assert.Equal(
            ["Cement 100", "Prefab 85"],
            page.Document.QuerySelectorAll(".match")[0]
                .QuerySelectorAll(".chip")
                .Select(chip => string.Join(' ', chip.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        );
        Assert.Contains("Sector as you asked: Cement", page.Text, StringComparison.Ordinal);
        var only = await visitor.OpenAsync($"/matches?mandate={both.Id}");
        Assert.Equal(["85", "85"], only.TextsOf(".match .score-big > b"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/matches?mandate=nonsense")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/matches?part=99")).Status);
    }

    [Fact]
    public async Task What_does_not_fit_is_hidden_and_can_be_brought_back()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("food", "food.beverages"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["food"]);
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/matches");

        page = await visitor.SubmitAsync(page, ".match form", ("answer", "does-not-fit"));

        Assert.Contains("is hidden", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.TextsOf(".title"));
        Assert.Equal(FeedbackAnswer.DoesNotFit, (await FeedbackAsync())?.Answer);
        Assert.Equal([opportunity.Title.En], (await visitor.OpenAsync("/matches?hidden=true")).TextsOf(".title"));

        page = await visitor.SubmitAsync(page, ".match form", ("answer", "none"));
        Assert.Equal([opportunity.Title.En], page.TextsOf(".title"));
        Assert.Null(await FeedbackAsync());

        var row = await visitor.SubmitWithHtmxAsync(page, ".match form", null, ("answer", "fits"));
        Assert.Null(row.Document.QuerySelector("main"));
        Assert.Equal(["It fits"], row.TextsOf(".pill"));
        Assert.Equal(FeedbackAnswer.Fits, (await FeedbackAsync())?.Answer);

        Task<OpportunityFeedback?> FeedbackAsync() =>
            site.InDatabaseAsync(db => db.Feedback.SingleOrDefaultAsync(f => f.OpportunityId == opportunity.Id));
    }

    [Fact]
    public async Task Nobody_answers_for_another_organisation()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("metl", "metl.steel"));
        var owner = await site.People.InvestorAsync();
        await site.AddMandateAsync(owner, m => m.Sectors = ["metl"]);
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await stranger.OpenAsync("/mandates/create");

        var answer = await stranger.SubmitWithHtmxAsync(
            page,
            "form#mandate",
            $"/matches/{opportunity.Id}/feedback",
            ("answer", "does-not-fit")
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.False(await site.InDatabaseAsync(db => db.Feedback.AnyAsync(f => f.OpportunityId == opportunity.Id)));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await stranger.SubmitWithHtmxAsync(page, "form#mandate", $"/matches/{opportunity.Id}/feedback", ("answer", "maybe"))).Status
        );
    }

    [Fact]
    public async Task A_near_miss_is_told_apart_with_what_it_misses()
    {
        var miss = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo) = ("tour", "tour.hotel", 34_000_000, 34_000_000)
        );
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.TicketFrom, m.Currency) = (["tour.hotel"], 50_000_000, "USD"));
        // A single wish that is not met is no near miss: everything would be one.
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places, m.TicketFrom, m.Currency) = ([], [], 500_000_000, "USD"));

        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/matches");

        Assert.Equal([miss.Title.En], page.TextsOf("section .title"));
        Assert.Contains("Another amount: US$34 million (you asked for at least US$50 million)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing matches", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_lists_come_in_parts()
    {
        for (var i = 0; i < MatchList.PartSize + 1; i++)
            await site.PublishAsync(o => (o.Sector, o.Subsector) = ("watr", "watr.wastewater"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["watr"]);
        var visitor = await site.People.SignInAsync(investor);

        var first = await visitor.OpenAsync("/matches");
        var second = await visitor.OpenAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(MatchList.PartSize, first.TextsOf(".title").Count);
        Assert.Single(second.TextsOf(".title"));
        Assert.Empty(
            first
                .Document.QuerySelectorAll(".title")
                .Select(link => link.GetAttribute("href"))
                .Intersect(second.Document.QuerySelectorAll(".title").Select(link => link.GetAttribute("href")))
        );
    }
}
