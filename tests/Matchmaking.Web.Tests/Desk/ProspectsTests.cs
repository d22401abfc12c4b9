using System.Net;
using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Company = Matchmaking.Web.Features.Organisations.Organisation;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Track records at work: whom the desk should call, and what they add to the score of a match.</summary>
public sealed class ProspectsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_desk_is_told_whom_to_call_also_without_an_account()
    {
        var bus = await RecordAsync("客车出海有限公司", "auto", "auto.ebus", deals: 4);
        var farm = await RecordAsync("Cotton abroad", "agri", null, deals: 4);
        var opportunity = await site.PublishAsync();
        await LearnAsync();
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var page = await staff.OpenAsync($"/desk/opportunities/{opportunity.Id}/prospects");

        var names = page.TextsOf("tbody th a");
        Assert.Contains(bus.Name, names);
        Assert.True(names.ToList().IndexOf(bus.Name) < names.ToList().IndexOf(farm.Name) || !names.Contains(farm.Name), page.Text);
        Assert.Contains("no account", page.Text, StringComparison.Ordinal);
        Assert.Contains("Plant 0 of 客车出海有限公司", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_desk_sees_it()
    {
        var opportunity = await site.PublishAsync();
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.NotEqual(HttpStatusCode.OK, (await investor.Client.GetAsync($"/desk/opportunities/{opportunity.Id}/prospects")).StatusCode);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{Guid.NewGuid()}/prospects")).Status);
    }

    [Fact]
    public async Task A_track_record_moves_the_score_of_a_match_unless_it_is_switched_off()
    {
        var person = await site.People.InvestorAsync();
        await AddDealsAsync(person.OrganisationId!.Value, "Own", "renw", "renw.solar", 4);
        await LearnAsync();
        // A place that is only near leaves room above.
        var mandate = await site.AddMandateAsync(person, m => (m.Sectors, m.Places) = (["renw.solar"], ["AZ-XIZ"]));

        var with = await MatchAsync(mandate.Id, (await PublishSolarAsync()).Id);
        await site.InDatabaseAsync(db =>
            db.Organisations.Where(o => o.Id == person.OrganisationId)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.PersonalisationOffAt, TimeProvider.System.GetUtcNow()))
        );
        var without = await MatchAsync(mandate.Id, (await PublishSolarAsync()).Id);

        var reason = Assert.Single(with.Reasons, reason => reason.Condition == Condition.TrackRecord);
        Assert.True(reason.Points > 0, $"{reason.Points}");
        Assert.Contains("renw.solar", reason.Values);
        Assert.Equal(with.Score, with.DeclaredScore + reason.Points);
        Assert.DoesNotContain(without.Reasons, reason => reason.Condition == Condition.TrackRecord);
        Assert.Equal(with.DeclaredScore, without.Score);
    }

    [Fact]
    public async Task What_has_been_learned_is_learned_anew_only_when_deals_have_changed()
    {
        var records = site.Services.GetRequiredService<ModelProvider>();
        await LearnAsync();
        Assert.False(await records.LearnAsync(CancellationToken.None));

        var made = await RecordAsync("A newcomer", "logi", null, deals: 1);
        await LearnAsync();

        Assert.True(records.Model!.Knows(ModelProvider.KeyOf(made.Id)));
        await site.InDatabaseAsync(db => db.Deals.Where(deal => deal.OrganisationId == made.Id).ExecuteDeleteAsync());
        await LearnAsync();
        Assert.False(records.Model?.Knows(ModelProvider.KeyOf(made.Id)) ?? false);
    }

    private Task<Opportunity> PublishSolarAsync() => site.PublishAsync(o => (o.Sector, o.Subsector) = ("renw", "renw.solar"));

    private Task<Matchmaking.Web.Features.Matches.Match> MatchAsync(Guid mandate, Guid opportunity) =>
        site.InDatabaseAsync(db => db.Matches.SingleAsync(match => match.MandateId == mandate && match.OpportunityId == opportunity));

    private async Task LearnAsync() => await site.Services.GetRequiredService<ModelProvider>().LearnAsync(CancellationToken.None);

    private async Task<Company> RecordAsync(string name, string sector, string? subsector, int deals)
    {
        var organisation = new Company
        {
            Name = name,
            Country = "CN",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await site.InDatabaseAsync(db =>
        {
            db.Add(organisation);
            return db.SaveChangesAsync();
        });
        await AddDealsAsync(organisation.Id, name, sector, subsector, deals);
        return organisation;
    }

    private Task AddDealsAsync(Guid organisation, string name, string sector, string? subsector, int deals) =>
        site.InDatabaseAsync(
            (MatchmakingDb db) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                db.AddRange(
                    Enumerable
                        .Range(0, deals)
                        .Select(i => new Deal
                        {
                            OrganisationId = organisation,
                            DealKey = $"{name}-{i}",
                            Investor = name,
                            InvestorKey = name,
                            Year = now.Year - 1 - i,
                            Sector = sector,
                            Subsector = subsector,
                            CountryCode = "AZ",
                            Country = "Azerbaijan",
                            AmountUsdMillions = 30,
                            DealType = "JV",
                            Title = $"Plant {i} of {name}",
                            Origin = DealOrigin.Staff,
                            CreatedAt = now,
                        })
                );
                return db.SaveChangesAsync();
            }
        );
}
