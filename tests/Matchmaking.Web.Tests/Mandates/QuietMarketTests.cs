using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>A mandate is not called too narrow when there was nothing that any mandate could have told of.</summary>
public sealed class QuietMarketTests(Site site) : IClassFixture<Site>
{
    private const string TooNarrow = "条件可能太窄",
        Quiet = "过去 90 天没有发布新的机会";

    [Fact]
    public async Task With_all_boxes_ticked_and_nothing_published_the_conditions_are_not_to_blame()
    {
        var now = TimeProvider.System.GetUtcNow();
        var investor = await site.People.InvestorAsync("zh-Hans");
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/mandates/create");
        var all = page
            .Document.QuerySelectorAll("form#mandate input[type=checkbox]")
            .Select(box => (box.GetAttribute("name")!, box.GetAttribute("value")))
            .ToArray();

        await site.PublishAsync(o => o.PublishedAt = now.AddDays(-91));
        await site.PublishAsync(o => o.Availability = Availability.Done);
        await site.PublishAsync(o => o.SubmittedById = investor.OrganisationId);
        var turnedDown = await site.PublishAsync();
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                investor.OrganisationId!.Value,
                investor.Id,
                turnedDown.Id,
                new(FeedbackAnswer.DoesNotFit, null),
                CancellationToken.None
            )
        );
        await SaysAsync(Quiet, TooNarrow, all);
        await SaysAsync(Quiet, TooNarrow, ("sectors", "chem"));

        await site.PublishAsync();
        await SaysAsync(TooNarrow, Quiet, ("sectors", "chem"));

        async Task SaysAsync(string said, string not, params (string, string?)[] typed)
        {
            var panel = await visitor.SubmitWithHtmxAsync(page, "form#mandate", "/mandates/create?handler=Preview", typed);
            Assert.Contains(said, panel.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(not, panel.Html, StringComparison.Ordinal);
        }
    }
}
