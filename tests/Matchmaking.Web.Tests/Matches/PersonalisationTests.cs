using System.Net;
using Matchmaking.Matching;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>What an organisation says moves its own scores, and it keeps control over that.</summary>
public sealed class PersonalisationTests(Site site) : IClassFixture<Site>
{
    private const string Page = "/matches/personalisation";

    [Fact]
    public async Task Feedback_moves_the_scores_of_that_organisation_only_at_once_and_later()
    {
        var (investor, mandate, other) = await TwoAsync("plas", "plas.tyres");
        var neighbour = await site.People.InvestorAsync();
        var neighbours = await site.AddMandateAsync(neighbour, m => m.Sectors = ["plas"]);
        Assert.Equal(96, await ScoreAsync(mandate, other));
        Assert.Equal(100, await ScoreAsync(neighbours, other));

        var later = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("plas", "plas.tyres"));
        var unlike = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("plas", "plas.plastics"));

        Assert.Equal(96, await ScoreAsync(mandate, later));
        Assert.Equal(100, await ScoreAsync(mandate, unlike));
        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/matches");
        Assert.Equal(["100", "96", "96"], page.TextsOf(".match .score-big > b"));
        Assert.Equal(
            ["You turned down such listings: Tyres−4", "You turned down such listings: Tyres−4"],
            page.TextsOf(".reasons .against")
        );
        Assert.Equal(2, page.Document.QuerySelectorAll(".score-bar .bite").Length);
    }

    [Fact]
    public async Task Taking_it_back_takes_its_points_back()
    {
        var (investor, mandate, other) = await TwoAsync("mach", "mach.tractors");
        var turnedDown = await site.InDatabaseAsync(db =>
            db.Feedback.Where(f => f.OrganisationId == investor.OrganisationId).Select(f => f.OpportunityId).SingleAsync()
        );

        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, turnedDown, new(null, null), CancellationToken.None)
        );

        Assert.Equal(100, await ScoreAsync(mandate, other));
        Assert.DoesNotContain(await ReasonsAsync(mandate, other), reason => reason.Condition == Condition.Feedback);
    }

    [Fact]
    public async Task What_it_was_said_of_weighs_even_when_that_listing_becomes_another()
    {
        var (investor, mandate, other) = await TwoAsync("text", "text.garments");
        var turnedDown = await site.InDatabaseAsync(db =>
            db.Feedback.Where(f => f.OrganisationId == investor.OrganisationId).Select(f => f.Opportunity!).SingleAsync()
        );

        await site.ChangeAsync(turnedDown, o => o.Subsector = null);
        await site.ChangeAsync(other, o => o.Summary = o.Summary with { En = "Matched again." });

        Assert.Equal(96, await ScoreAsync(mandate, other));
        Assert.Equal(100, await ScoreAsync(mandate, turnedDown));
    }

    [Fact]
    public async Task The_page_says_what_is_used_what_it_weighs_and_why()
    {
        var (investor, _, _) = await TwoAsync("agri", "agri.greenhouse");
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.OpenAsync(Page);

        Assert.Equal(["Greenhousesbecause you turned down 1 for it −4"], page.TextsOf(".weights li"));
        Assert.Contains("in 1 mandate", page.Text, StringComparison.Ordinal);
        Assert.Contains("turned down 1, which are hidden", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            Page,
            (await visitor.OpenAsync("/matches")).Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))
        );
        Assert.Contains(
            Page,
            (await visitor.OpenAsync("/organisation")).Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task It_can_be_switched_off_and_on_again_and_hides_what_was_turned_down_either_way()
    {
        var (investor, mandate, other) = await TwoAsync("food", "food.processing");
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(await visitor.OpenAsync(Page), "main form", ("on", "false"));

        Assert.Contains("Personalisation is off", page.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal(100, await ScoreAsync(mandate, other));
        var later = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("food", "food.processing"));
        Assert.Equal(100, await ScoreAsync(mandate, later));
        Assert.Equal(2, (await visitor.OpenAsync("/matches")).TextsOf(".title").Count);

        await visitor.SubmitAsync(page, "main form", ("on", "true"));
        Assert.Equal(96, await ScoreAsync(mandate, other));
        Assert.Equal(96, await ScoreAsync(mandate, later));
    }

    [Fact]
    public async Task The_weights_are_reset_after_a_question_and_grow_again_from_then()
    {
        var (investor, mandate, other) = await TwoAsync("elec", "elec.laptops");
        var visitor = await site.People.SignInAsync(investor);

        var question = await visitor.OpenAsync((await visitor.OpenAsync(Page)).Document.QuerySelector("#weights a")!.GetAttribute("href")!);
        Assert.Equal(96, await ScoreAsync(mandate, other));
        var page = await visitor.SubmitAsync(question, "main form");

        Assert.Empty(page.TextsOf(".weights li"));
        Assert.Equal(100, await ScoreAsync(mandate, other));
        Assert.Single((await visitor.OpenAsync("/matches")).TextsOf(".title"));
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, other.Id, new(FeedbackAnswer.Fits, null), CancellationToken.None)
        );
        Assert.Equal(5, (await visitor.OpenAsync(Page)).TextsOf(".weights .plus").Count);
    }

    [Fact]
    public async Task The_plain_list_ranks_by_the_mandate_alone()
    {
        var (investor, _, other) = await TwoAsync("renw", "renw.solar");
        var unlike = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo, o.Title) = (
                "renw",
                "renw.onshore-wind",
                33_000_000,
                42_000_000,
                o.Title with
                {
                    En = "Wind",
                }
            )
        );
        await site.InDatabaseAsync(db =>
            db.Mandates.Where(m => m.OrganisationId == investor.OrganisationId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.TicketTo, 40_000_000).SetProperty(m => m.Currency, "USD"))
        );
        await site.ChangeAsync(other, o => o.Summary = o.Summary with { En = "Matched again." });
        await site.ChangeAsync(unlike, o => o.Summary = o.Summary with { En = "Matched again." });
        var visitor = await site.People.SignInAsync(investor);

        var personal = await visitor.OpenAsync("/matches");
        var plain = await visitor.OpenAsync(
            personal.Document.QuerySelectorAll("main a").Single(a => a.TextContent == "Rank by the mandate only").GetAttribute("href")!
        );

        Assert.Equal([("Wind", "97"), (other.Title.En, "96")], personal.TextsOf(".title").Zip(personal.TextsOf(".match .score-big > b")));
        Assert.Equal([(other.Title.En, "100"), ("Wind", "97")], plain.TextsOf(".title").Zip(plain.TextsOf(".match .score-big > b")));
        Assert.Empty(plain.TextsOf(".reasons .against"));
    }

    [Fact]
    public async Task Strangers_have_no_say()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await site.NewClient().GetAsync(Page)).StatusCode);
        var desk = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.NotEqual(HttpStatusCode.OK, (await desk.Client.GetAsync(Page)).StatusCode);
    }

    /// <summary>An investor with a mandate and two listings that match it, of which one was turned down because of its sector.</summary>
    private async Task<(Person Investor, Mandate Mandate, Opportunity Other)> TwoAsync(string sector, string subsector)
    {
        var down = await site.PublishAsync(o => (o.Sector, o.Subsector) = (sector, subsector));
        var other = await site.PublishAsync(o => (o.Sector, o.Subsector) = (sector, subsector));
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.Sectors = [sector]);
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                investor.OrganisationId!.Value,
                investor.Id,
                down.Id,
                new(FeedbackAnswer.DoesNotFit, FeedbackCause.Sector),
                CancellationToken.None
            )
        );
        return (investor, mandate, other);
    }

    private Task<int> ScoreAsync(Mandate mandate, Opportunity opportunity) =>
        site.InDatabaseAsync(db =>
            db.Matches.Where(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id).Select(m => m.Score).SingleAsync()
        );

    private Task<IReadOnlyList<Reason>> ReasonsAsync(Mandate mandate, Opportunity opportunity) =>
        site.InDatabaseAsync(db =>
            db.Matches.Where(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id).Select(m => m.Reasons).SingleAsync()
        );
}
