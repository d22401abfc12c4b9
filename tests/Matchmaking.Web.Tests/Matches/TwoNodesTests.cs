using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>
/// Two processes on one database, each with its own copy in memory: what they find together is what a look at all rows finds.
/// </summary>
public sealed class TwoNodesTests(Site site) : IClassFixture<Site>
{
    private const int Rounds = 12;
    private static readonly string[] Sectors = ["auto.ebus", "auto.ev", "auto", "batt.assembly", "renw.solar", "renw", "logi"];
    private static readonly string[] Places = ["AZ-SM", "ABX", "BAK", "AZ-GA", "QXA"];

    [Fact]
    public async Task Publications_and_mandate_changes_on_two_nodes_at_once_find_exactly_what_a_look_at_all_rows_finds()
    {
        await using var other = await AppProcess.StartAsync(site.Database);
        var seed = 0;
        var work = new List<Task>();
        foreach (var node in new[] { null, other })
        {
            var staff = await site.People.StaffAsync();
            var drafts = await DraftsAsync(staff, Rounds);
            work.Add(PublishAllAsync(await site.People.SignInAsync(staff, node?.NewClient()), drafts, new(++seed)));
            for (var i = 0; i < 2; i++)
            {
                var investor = await site.People.InvestorAsync();
                var mandates = new[] { await site.AddMandateAsync(investor), await site.AddMandateAsync(investor) };
                work.Add(ChangeAsync(await site.People.SignInAsync(investor, node?.NewClient()), mandates, new(++seed)));
            }
        }
        await Task.WhenAll(work);

        var reference = site.Services.GetRequiredService<ReferenceData>();
        var (mandatesNow, open, stored, told) = await site.InDatabaseAsync(async db =>
            (
                await db.Mandates.AsNoTracking().Where(m => m.ArchivedAt == null).ToListAsync(),
                await db.Opportunities.AsNoTracking().OpenOn(BakuDay.Of(TimeProvider.System)).ToListAsync(),
                await db.Matches.AsNoTracking().ToListAsync(),
                await db.AlertItems.AsNoTracking().ToListAsync()
            )
        );
        var expected = (
            from mandate in mandatesNow
            from opportunity in open
            let assessment = Matcher.Assess(mandate.ToCriteria(reference), opportunity.ToFacts(reference))
            where assessment.IsMatch
            select (Mandate: mandate.Id, Opportunity: opportunity.Id, assessment.Score)
        ).ToList();

        Assert.Equal(2 * Rounds, open.Count);
        Assert.True(expected.Count > 20, $"Only {expected.Count} matches: the test would prove little.");
        Assert.Equal(expected.Order(), stored.Select(match => (match.MandateId, match.OpportunityId, match.Score)).Order());
        // Of what matches now, nobody is left untold, and nobody was told twice.
        var owners = mandatesNow.ToDictionary(mandate => mandate.Id, mandate => mandate.OwnerId);
        Assert.Empty(
            expected
                .Select(match => (owners[match.Mandate], match.Opportunity))
                .Except(told.Select(item => (item.PersonId, item.OpportunityId)))
        );
        Assert.Equal(told.Count, told.DistinctBy(item => (item.PersonId, item.OpportunityId)).Count());
    }

    private async Task<Guid[]> DraftsAsync(Person contact, int count)
    {
        var drafts = Enumerable
            .Range(0, count)
            .Select(i =>
                Listings.Opportunity(o =>
                {
                    (o.Status, o.PublishedAt, o.AmountFrom, o.AmountTo, o.ContactId) = (
                        PublicationStatus.Draft,
                        null,
                        null,
                        null,
                        contact.Id
                    );
                    o.Subsector = Sectors[i % Sectors.Length];
                    o.Sector = new SectorCode(o.Subsector).Hub;
                    o.Subsector = o.Subsector == o.Sector ? null : o.Subsector;
                    (o.Places, o.Currency) = ([Places[i % Places.Length]], null);
                })
            )
            .ToArray();
        await site.InDatabaseAsync(async db =>
        {
            db.AddRange(drafts);
            return await db.SaveChangesAsync();
        });
        return [.. drafts.Select(draft => draft.Id)];
    }

    private static async Task PublishAllAsync(Visitor staff, Guid[] drafts, Random random)
    {
        foreach (var draft in drafts)
        {
            var look = await staff.OpenAsync($"/desk/opportunities/{draft}/publication");
            await Task.Delay(random.Next(30));
            Assert.Equal("/desk/opportunities", (await staff.SubmitAsync(look, "main form")).Path);
        }
    }

    /// <summary>Somebody who cannot decide: other sectors, other places, a pause and its end.</summary>
    private static async Task ChangeAsync(Visitor investor, Mandate[] mandates, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var mandate = mandates[random.Next(mandates.Length)];
            var editor = await investor.OpenAsync($"/mandates/{mandate.Id}/edit");
            var saved = await investor.SubmitAsync(
                editor,
                "form#mandate",
                ("sectors", Sectors[random.Next(Sectors.Length)]),
                ("sectors", Sectors[random.Next(Sectors.Length)]),
                ("places", Places[random.Next(Places.Length)])
            );
            Assert.StartsWith("/matches", saved.Path, StringComparison.Ordinal);
        }
    }
}
