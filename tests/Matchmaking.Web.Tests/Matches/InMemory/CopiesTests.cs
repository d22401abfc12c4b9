using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matches.InMemory;

/// <summary>What a node keeps in memory may be late, and nothing is lost or added by it.</summary>
public sealed class CopiesTests(QuietSite site) : IClassFixture<QuietSite>
{
    [Fact]
    public async Task A_mandate_changed_elsewhere_is_found_by_a_node_that_heard_nothing_of_it()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["food.sugar"]);
        await PublishAsync("food", "food.sugar");
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mandates SET sectors = '{{elec.cables}}' WHERE id = {mandate.Id}")
        );

        var cables = await PublishAsync("elec", "elec.cables");
        var sugar = await PublishAsync("food", "food.sugar");

        Assert.True(await IsMatchAsync(mandate.Id, cables.Id));
        Assert.False(await IsMatchAsync(mandate.Id, sugar.Id));
    }

    [Fact]
    public async Task An_opportunity_published_elsewhere_is_found_by_a_node_that_heard_nothing_of_it()
    {
        var opportunity = await PublishAsync("mine", "mine.gold");
        await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["mine.gold"]);
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE opportunities SET sector = 'heal', subsector = NULL WHERE id = {opportunity.Id}")
        );

        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["heal"]);

        Assert.True(await IsMatchAsync(mandate.Id, opportunity.Id));
    }

    [Fact]
    public async Task A_mandate_that_is_gone_is_not_matched_and_takes_its_matches_with_it()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["papr"]);
        var before = await PublishAsync("papr", null);
        Assert.True(await IsMatchAsync(mandate.Id, before.Id));
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM mandates WHERE id = {mandate.Id}"));

        var after = await PublishAsync("papr", null);

        Assert.DoesNotContain(
            mandate.Id,
            site.Services.GetRequiredService<MandatesInMemory>().Copy.Matching(new() { Sector = new("papr") })
        );

        Assert.False(await IsMatchAsync(mandate.Id, before.Id));
        Assert.False(await IsMatchAsync(mandate.Id, after.Id));
        Assert.False(await site.InDatabaseAsync(db => db.AlertItems.AnyAsync(item => item.MandateId == mandate.Id)));
    }

    [Fact]
    public async Task From_publish_to_matches_and_mails_it_is_one_transaction()
    {
        for (var i = 0; i < 3; i++)
            await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["text"]);
        await PublishAsync("text", null);
        var mails = await site.InDatabaseAsync(db => db.Mails.CountAsync());
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync(NoteTransactions));

        await PublishAsync("text", null);

        var written = await site.AsOwnerAsync(db =>
            db.Database.SqlQueryRaw<string>("SELECT DISTINCT relation AS \"Value\" FROM written").ToListAsync()
        );
        Assert.Empty(new[] { "opportunities", "opportunity_states", "matches", "alert_items", "mails" }.Except(written));
        Assert.Single(
            await site.AsOwnerAsync(db =>
                db.Database.SqlQueryRaw<string>("SELECT DISTINCT number::text AS \"Value\" FROM written").ToListAsync()
            )
        );
        // Three readers and the canary.
        Assert.Equal(mails + 3 + 1, await site.InDatabaseAsync(db => db.Mails.CountAsync()));
    }

    /// <summary>From now on each statement that writes, to whatever table, notes the number of its transaction.</summary>
    private const string NoteTransactions = """
        CREATE TABLE written (relation text NOT NULL, number xid8 NOT NULL);
        CREATE FUNCTION note_transaction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
          $$ BEGIN INSERT INTO written VALUES (TG_TABLE_NAME, pg_current_xact_id()); RETURN NULL; END $$;
        DO $$
          DECLARE one regclass;
          BEGIN
            FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND relname <> 'written' LOOP
              EXECUTE format('CREATE TRIGGER note_transaction AFTER INSERT OR UPDATE OR DELETE ON %s
                FOR EACH STATEMENT EXECUTE FUNCTION note_transaction()', one);
            END LOOP;
          END $$;
        """;

    [Fact]
    public async Task What_was_lost_all_the_same_is_found_in_the_night_and_told_of()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["agri"]);
        var opportunity = await PublishAsync("agri", null);
        var reconciliation = site.Services.GetRequiredService<Matchmaking.Web.Features.Matches.Reconciliation>();
        // Other tests have changed mandates behind the application's back.
        await reconciliation.RunAsync(null, CancellationToken.None);
        Assert.Equal(0, await reconciliation.RunAsync(null, CancellationToken.None));
        await site.InDatabaseAsync(db => db.Matches.Where(match => match.OpportunityId == opportunity.Id).ExecuteDeleteAsync());
        await site.InDatabaseAsync(db => db.AlertItems.Where(item => item.OpportunityId == opportunity.Id).ExecuteDeleteAsync());

        Assert.Equal(1, await reconciliation.RunAsync(null, CancellationToken.None));

        Assert.True(await IsMatchAsync(mandate.Id, opportunity.Id));
        Assert.True(
            await site.InDatabaseAsync(db =>
                db.AlertItems.AnyAsync(item =>
                    item.OpportunityId == opportunity.Id && item.PersonId == mandate.OwnerId && item.MailId != null
                )
            )
        );
    }

    [Fact]
    public async Task A_run_refuses_to_save_what_it_asks_for()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync());
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Matchmaking.Web.Database.MatchmakingDb>();
        (await db.Mandates.SingleAsync(m => m.Id == mandate.Id)).Places = ["BAK"];
        var opportunity = Listings.Opportunity();
        db.Add(opportunity);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            scope
                .ServiceProvider.GetRequiredService<Matchmaking.Web.Features.Matches.MatchRun>()
                .SaveAsync(opportunity, CancellationToken.None)
        );
    }

    private Task<Opportunity> PublishAsync(string sector, string? subsector) =>
        site.PublishAsync(o => (o.Sector, o.Subsector) = (sector, subsector));

    private Task<bool> IsMatchAsync(Guid mandate, Guid opportunity) =>
        site.InDatabaseAsync(db => db.Matches.AnyAsync(match => match.MandateId == mandate && match.OpportunityId == opportunity));
}

/// <summary>How a node hears of changes.</summary>
public sealed class ChangeFeedTests(Site site) : IClassFixture<Site>
{
    private MandatesInMemory Mandates => site.Services.GetRequiredService<MandatesInMemory>();

    [Fact]
    public async Task A_change_made_elsewhere_is_seen_without_asking()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["chem"]);
        await UntilAsync(() => Asks("chem", mandate.Id));

        await site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE mandates SET sectors = '{{phar}}' WHERE id = {mandate.Id}"));

        await UntilAsync(() => Asks("phar", mandate.Id) && !Asks("chem", mandate.Id));
    }

    private bool Asks(string sector, Guid mandate) => Mandates.Copy.Matching(new() { Sector = new(sector) }).Contains(mandate);

    internal static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var waited = 0; !isTrue(); waited += 20)
        {
            Assert.True(waited < 15_000, "It did not come true within 15 seconds.");
            await Task.Delay(20);
        }
    }
}

/// <summary>A database of its own: numbers that are given a second time would confuse whoever counts on them afterwards.</summary>
public sealed class RestoredDatabaseTests(Site site) : IClassFixture<Site>
{
    private MandatesInMemory Mandates => site.Services.GetRequiredService<MandatesInMemory>();

    [Fact]
    public async Task After_the_database_was_put_back_to_an_earlier_state_the_copy_is_read_anew()
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Sectors = ["plas"]);
        await site.AddMandateAsync(await site.People.InvestorAsync());
        await ChangeFeedTests.UntilAsync(() => Asks("plas", mandate.Id));

        // What a restore leaves behind: smaller numbers, and rows that differ.
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("ALTER SEQUENCE matching_change_numbers RESTART"));
        await site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE mandates SET sectors = '{{watr}}' WHERE id = {mandate.Id}"));

        await ChangeFeedTests.UntilAsync(() => Asks("watr", mandate.Id) && !Asks("plas", mandate.Id));
    }

    private bool Asks(string sector, Guid mandate) => Mandates.Copy.Matching(new() { Sector = new(sector) }).Contains(mandate);
}
