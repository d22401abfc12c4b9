using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Progress;

/// <summary>Signed documents and what became of them.</summary>
public sealed class ProgressTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Documents_are_counted_filtered_and_never_lead_to_a_hidden_listing()
    {
        var shown = await site.PublishAsync();
        var hidden = await site.PublishAsync(o =>
            (o.Status, o.Title) = (PublicationStatus.Withdrawn, new("撤下", "Geri", "Withdrawn listing"))
        );
        await site.InDatabaseAsync(async db =>
        {
            db.SignedDocuments.AddRange(
                new()
                {
                    SignedOn = new(2025, 4, 23),
                    DateKnown = "day",
                    Title = new("协议", "Saziş", "Agreement"),
                    LegalStage = 4,
                    Sector = "auto.ebus",
                    OpportunityId = shown.Id,
                    Sources = ["https://example.org/a"],
                },
                new()
                {
                    SignedOn = new(2024, 1, 1),
                    DateKnown = "year",
                    Title = new("备忘录", "Memorandum", "Memorandum"),
                    LegalStage = 2,
                    Sector = "renw",
                    OpportunityId = hidden.Id,
                },
                new()
                {
                    SignedOn = new(2015, 12, 10),
                    DateKnown = "month",
                    Title = new("声明", "Bəyanat", "Declaration"),
                }
            );
            return await db.SaveChangesAsync();
        });
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync("/progress");

        Assert.Equal(["Agreement", "Memorandum", "Declaration"], page.TextsOf(".documents h3"));
        Assert.Equal(["3", "2", "1", "1"], page.TextsOf(".figures dd"));
        Assert.Equal(["23 April 2025", "2024", "December 2015"], page.TextsOf(".documents time"));
        Assert.DoesNotContain("Withdrawn listing", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Agreement"], (await visitor.OpenAsync("/progress?sector=auto")).TextsOf(".documents h3"));
        Assert.Empty((await visitor.OpenAsync("/progress?sector=agri")).TextsOf(".documents h3"));
    }
}
