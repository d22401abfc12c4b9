using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Tests.Matches.Feedback;

/// <summary>
/// A database from before feedback had a table of its own loses nothing that was said. On a quiet site: a loop that reads while the
/// tables are rebuilt under it would hold them up or fail.
/// </summary>
public sealed class FeedbackMoveTests(QuietSite site) : IClassFixture<QuietSite>
{
    private const string Before = "20261123212607_Initial";

    [Fact]
    public async Task What_was_said_of_matches_becomes_what_the_organisation_says_and_of_several_answers_the_last()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", "tour.hotel"));
        var silent = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", null));
        var investor = await site.People.InvestorAsync();
        var first = await site.AddMandateAsync(investor, m => m.Sectors = ["tour"]);
        var second = await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["tour"], []));

        await MigrateAsync(Before);
        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                UPDATE matches SET feedback = CASE mandate_id WHEN {first.Id} THEN 'DoesNotFit' ELSE 'Fits' END,
                  feedback_at = CASE mandate_id WHEN {first.Id} THEN timestamptz '2026-02-01' ELSE timestamptz '2026-01-01' END
                WHERE opportunity_id = {opportunity.Id}
                """
            )
        );
        await MigrateAsync(null);
        // The tables that were made anew are given to the application.
        Assert.Null(
            (
                await DatabaseSetup.RunAsync(
                    await TestDatabases.OwnerOfAsync(site.Database),
                    site.Database,
                    TestContext.Current.CancellationToken
                )
            ).Refusal
        );

        var said = await site.InDatabaseAsync(db => db.Feedback.AsNoTracking().SingleAsync());
        Assert.Equal(
            (investor.OrganisationId!.Value, opportunity.Id, investor.Id),
            (said.OrganisationId, said.OpportunityId, said.PersonId!.Value)
        );
        Assert.Equal((FeedbackAnswer.DoesNotFit, null, 1, "tour.hotel"), (said.Answer, said.Because, said.MaterialVersion, said.Sector));
        Assert.Equal((2026, 2), (said.At.Year, said.At.Month));
        Assert.Equal(opportunity.Places, said.Places);
        Assert.All(
            await site.InDatabaseAsync(db =>
                db.Matches.AsNoTracking().Where(m => m.OpportunityId == silent.Id || m.MandateId == second.Id).ToListAsync()
            ),
            match => Assert.Equal(match.Score, match.DeclaredScore)
        );
    }

    private Task<bool> MigrateAsync(string? target) =>
        site.AsOwnerAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync(target);
            return true;
        });
}
