using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>What a mandate under edit would have sent in the last 90 days.</summary>
public sealed class AlertPreviewTests(Site site) : IClassFixture<Site>
{
    private const string Form = "form#mandate",
        Preview = "/mandates/create?handler=Preview";

    [Fact]
    public async Task It_shows_a_count_a_week_and_the_list_newest_first_folded_after_five()
    {
        foreach (var days in new[] { 1, 2, 8, 30, 31, 32, 89, 95 })
            await PublishedAsync("digi", "digi.ai", days);
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var panel = await visitor.SubmitWithHtmxAsync(await visitor.OpenAsync("/mandates/create"), Form, Preview, ("sectors", "digi.ai"));

        Assert.Equal(
            ["1", "0", "0", "0", "0", "0", "0", "0", "3", "0", "0", "1", "2"],
            panel.TextsOf(".week-bars li").Select(week => week.Split(": ")[1].Split(' ')[0])
        );
        Assert.Equal(13, panel.Document.QuerySelectorAll(".week-bars rect").Length);
        Assert.Contains("notified of 7 opportunities, in 7 emails", panel.Html, StringComparison.Ordinal);
        Assert.Equal(["1 days", "2 days", "8 days", "30 days", "31 days", "32 days", "89 days"], panel.TextsOf(".told a"));
        Assert.Equal(["32 days", "89 days"], panel.TextsOf("details .told a"));
        Assert.Empty(panel.TextsOf(".notice"));
    }

    [Fact]
    public async Task A_mandate_that_would_have_been_silent_or_deafening_is_warned_of()
    {
        for (var i = 0; i < 21; i++)
            await PublishedAsync("watr", "watr.supply", 3);
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/mandates/create");

        var loud = await visitor.SubmitWithHtmxAsync(page, Form, Preview, ("sectors", "watr"));
        Assert.Contains(
            "In its busiest week it would have notified you of 21, more than 20.",
            loud.TextsOf(".notice").Single(),
            StringComparison.Ordinal
        );
        Assert.NotNull(loud.Document.QuerySelector(".week-bars .most"));

        var silent = await visitor.SubmitWithHtmxAsync(page, Form, Preview, ("sectors", "watr"), ("ticketFrom", "900 million"));
        Assert.Contains("would have sent you no alert", silent.TextsOf(".notice").Single(), StringComparison.Ordinal);
        Assert.Null(silent.Document.QuerySelector(".week-bars"));
    }

    [Fact]
    public async Task What_has_ended_since_would_have_been_told_of_and_matches_no_more()
    {
        await PublishedAsync("papr", "papr.packaging", 10, o => o.ValidUntil = BakuDay.Of(TimeProvider.System).AddDays(-2));
        await PublishedAsync("papr", "papr.packaging", 100, o => o.ValidUntil = BakuDay.Of(TimeProvider.System).AddDays(-2));
        await PublishedAsync("papr", "papr.packaging", 20, o => o.Availability = Web.Features.Opportunities.Availability.Done);
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var panel = await visitor.SubmitWithHtmxAsync(
            await visitor.OpenAsync("/mandates/create"),
            Form,
            Preview,
            ("sectors", "papr.packaging")
        );

        Assert.Contains("0 opportunities match now", panel.TextsOf("h2"));
        Assert.Equal(["10 days"], panel.TextsOf(".told a"));
    }

    [Fact]
    public async Task What_just_misses_by_each_wish_is_counted_and_what_misses_by_two_is_not()
    {
        await PublishedAsync("bldm", "bldm.prefab", 1);
        await PublishedAsync("bldm", "bldm.prefab", 1, o => o.Places = ["AZ-LAN"]);
        await PublishedAsync("bldm", "bldm.prefab", 1, o => o.AmountFrom = o.AmountTo = 900_000_000);
        await PublishedAsync("bldm", "bldm.prefab", 1, o => o.DealTypes = ["MA"]);
        await PublishedAsync("bldm", "bldm.prefab", 1, o => o.LegalStage = 6);
        await PublishedAsync("bldm", "bldm.prefab", 1, o => (o.LegalStage, o.DealTypes) = (6, ["MA"]));
        await PublishedAsync("bldm", "bldm.prefab", 1, o => (o.LegalStage, o.Title) = (6, o.Title with { En = "Tobacco" }));
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var panel = await visitor.SubmitWithHtmxAsync(
            await visitor.OpenAsync("/mandates/create"),
            Form,
            Preview,
            ("sectors", "bldm.prefab"),
            ("places", "AZ-SM"),
            ("ticketFrom", "20 million"),
            ("ticketTo", "60 million"),
            ("dealTypes", "JV"),
            ("legalStages", "3"),
            ("excludedWords", "tobacco")
        );

        Assert.Equal("1 opportunity matches now", panel.TextsOf("h2").Single());
        Assert.Contains(panel.TextsOf("h3"), text => text.StartsWith("4 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_organisation_turned_down_is_not_previewed()
    {
        var opportunity = await PublishedAsync("logi", "logi.warehousing", 3);
        var investor = await site.People.InvestorAsync();
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                investor.OrganisationId!.Value,
                investor.Id,
                opportunity.Id,
                new(FeedbackAnswer.DoesNotFit, null),
                CancellationToken.None
            )
        );
        var visitor = await site.People.SignInAsync(investor);

        var panel = await visitor.SubmitWithHtmxAsync(await visitor.OpenAsync("/mandates/create"), Form, Preview, ("sectors", "logi"));

        Assert.Contains("0 opportunities match now", panel.TextsOf("h2"));
        Assert.Contains("would have sent you no alert", panel.Text, StringComparison.Ordinal);
    }

    private Task<Web.Features.Opportunities.Opportunity> PublishedAsync(
        string sector,
        string subsector,
        int days,
        Action<Web.Features.Opportunities.Opportunity>? change = null
    ) =>
        site.PublishAsync(o =>
        {
            (o.Sector, o.Subsector, o.PublishedAt) = (sector, subsector, TimeProvider.System.GetUtcNow().AddDays(-days).AddMinutes(-1));
            o.Title = o.Title with { En = $"{days} days" };
            change?.Invoke(o);
        });
}
