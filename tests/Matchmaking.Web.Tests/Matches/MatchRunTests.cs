using Matchmaking.Web.Features.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>Matching runs on both events, and queues what must be told in the same transaction.</summary>
public sealed class MatchRunTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_new_opportunity_is_matched_with_the_mandates_there_are()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor);

        var opportunity = await site.PublishAsync();

        var match = await site.InDatabaseAsync(db =>
            db.Matches.SingleAsync(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id)
        );
        Assert.Equal(100, match.Score);
        Assert.Equal(100, match.Reasons.Sum(reason => reason.Points));
    }

    [Fact]
    public async Task A_new_mandate_is_matched_with_the_opportunities_there_are()
    {
        var investor = await site.People.InvestorAsync();
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("phar", "phar.biotech"));

        var mandate = await site.AddMandateAsync(investor, m => m.Sectors = ["phar"]);

        Assert.True(
            await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id))
        );
    }

    [Fact]
    public async Task A_person_with_two_matching_mandates_is_told_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["text"], AlertFrequency.Weekly));
        await site.AddMandateAsync(investor, m => m.Sectors = ["text.garments"]);

        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("text", "text.garments"));

        var item = await site.InDatabaseAsync(db =>
            db.AlertItems.SingleAsync(i => i.PersonId == investor.Id && i.OpportunityId == opportunity.Id)
        );
        Assert.Equal(AlertFrequency.AtOnce, item.Frequency);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task What_is_saved_again_is_not_told_again()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["mine.gold"]);
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("mine", "mine.gold"));

        await site.ChangeAsync(opportunity, o => o.Summary = new("改正了一个错字。", "Bir səhv düzəldildi.", "A corrected word."));

        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task A_publication_and_a_mandate_at_the_same_moment_do_not_miss_each_other()
    {
        for (var round = 0; round < 5; round++)
        {
            var investor = await site.People.InvestorAsync();
            var both = await Task.WhenAll(
                Task.Run(async () => (await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", "tour.hotel"))).Id),
                Task.Run(async () => (await site.AddMandateAsync(investor, m => m.Sectors = ["tour.hotel"])).Id)
            );
            Assert.True(await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.OpportunityId == both[0] && m.MandateId == both[1])));
        }
    }
}
