using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>Who waits for whom. Another session stands for somebody's long transaction.</summary>
public sealed class LocksTests(ManySessionsSite site) : IClassFixture<ManySessionsSite>
{
    /// <summary>Nothing here takes as long; what waits for a session that is held open fails by it.</summary>
    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task While_a_long_transaction_writes_mandates_drafts_and_what_is_said_of_opportunities_do_not_wait()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.Places = ["AZ-XIZ"]);
        var archived = await site.AddMandateAsync(investor, m => m.ArchivedAt = m.CreatedAt);
        var opportunity = await site.PublishAsync();
        var draft = await DraftAsync();
        var withdrawn = await site.PublishAsync();
        await site.ChangeAsync(withdrawn, o => o.Status = PublicationStatus.Withdrawn);
        var score = await ScoreAsync(mandate, opportunity);
        await using var holding = await HoldAsync(
            $"UPDATE mandates SET frequency = 'Weekly' WHERE id = '{(await site.AddMandateAsync(investor)).Id}'"
        );

        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, opportunity.Id, new(FeedbackAnswer.Fits, null), Soon)
        );
        await site.RunAsync<FeedbackService>(book => book.ResetAsync(investor.OrganisationId!.Value, Soon));
        await site.RunAsync<FeedbackService>(book => book.SwitchAsync(investor.OrganisationId!.Value, on: false, Soon));
        await site.RunAsync<FeedbackService>(book => book.SwitchAsync(investor.OrganisationId!.Value, on: true, Soon));
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, opportunity.Id, new(FeedbackAnswer.Fits, null), Soon)
        );
        await SaveAsync(draft.Id, o => o.Sector = "food");
        await SaveAsync(withdrawn.Id, o => o.Sector = "food");
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mandates SET sectors = '{{food}}' WHERE id = {archived.Id}", Soon)
        );
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE opportunities SET contact_id = NULL, slug = slug || '-x', updated_at = now() WHERE id = {opportunity.Id}",
                Soon
            )
        );

        Assert.NotEqual(score, await ScoreAsync(mandate, opportunity));
        Assert.Equal(
            "food",
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft.Id).Select(o => o.Sector).SingleAsync())
        );
    }

    [Fact]
    public async Task Naming_the_promoter_and_noting_its_confirmation_wait_for_no_run_and_change_nothing_in_the_copies()
    {
        var listing = await site.PublishAsync(o => o.IsSample = true);
        var organisation = await site.AddProspectAsync();
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/promoter");
        await using var holding = await HoldAsync("SELECT lock_matching()");
        var before = await NumberAsync();

        await staff.SubmitAsync(page, "#choice", ("Input.Organisation", organisation.Id.ToString())).WaitAsync(Soon);
        await staff.SubmitAsync(page, "#confirmation", ("ConfirmedBy", "Elçin"), ("ConfirmedOn", "2026-01-31")).WaitAsync(Soon);
        page = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/promoter");
        await staff.SubmitAsync(page, "#retraction", ("Reason", "A misunderstanding")).WaitAsync(Soon);

        Assert.Equal(before, await NumberAsync());
        var saved = await site.InDatabaseAsync(db => db.Opportunities.Include(o => o.History).SingleAsync(o => o.Id == listing.Id));
        Assert.Equal((organisation.Id, 2), (saved.PromoterOrganisationId, saved.History.Count));

        // The last change of all and that of the listing; nobody else can make one while the lock is held.
        async Task<string> NumberAsync()
        {
            await using var command = new NpgsqlCommand(
                "SELECT s.last_value || ' ' || o.change_number FROM matching_change_numbers AS s, opportunities AS o WHERE o.id = $1",
                holding
            );
            command.Parameters.Add(new() { Value = listing.Id });
            return (string)(await command.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task A_publication_and_a_withdrawal_wait_for_a_long_transaction_and_see_what_it_wrote()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.Sectors = ["cons"]);
        var (draft, published) = (await DraftAsync("heal"), await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", null)));
        var holding = await HoldAsync($"UPDATE mandates SET sectors = '{{heal}}' WHERE id = '{mandate.Id}'");

        var publishing = SaveAsync(draft.Id, o => (o.Status, o.PublishedAt) = (PublicationStatus.Published, o.CreatedAt));
        var withdrawing = SaveAsync(published.Id, o => o.Status = PublicationStatus.Withdrawn);
        await UntilWaitingAsync(2);
        await CommitAsync(holding);
        await Task.WhenAll(publishing, withdrawing);

        Assert.True(await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.MandateId == mandate.Id && m.OpportunityId == draft.Id)));
        Assert.False(await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.OpportunityId == published.Id)));
    }

    [Fact]
    public async Task A_run_that_meets_a_thumbs_up_under_way_stores_the_scores_that_follow_from_it()
    {
        var (investor, mandate, first) = await MatchedAsync("mach");
        // The thumbs-up has read the matches and cannot write the score of one of them yet.
        var holding = await HoldAsync($"SELECT 1 FROM matches WHERE mandate_id = '{mandate.Id}' FOR UPDATE");
        var saying = SayAsync(investor, first);
        await UntilWaitingAsync(1);

        var publishing = site.PublishAsync(o => (o.Sector, o.Subsector) = ("mach", null));
        await UntilWaitingAsync(2);
        await CommitAsync(holding);
        await saying;

        await AssertFollowsAsync(mandate, await publishing);
    }

    [Fact]
    public async Task A_thumbs_up_that_meets_a_run_under_way_changes_the_scores_that_the_run_stores()
    {
        var (investor, mandate, first) = await MatchedAsync("trsp");
        // The run has read what is inferred and cannot write its mails yet.
        var holding = await HoldAsync("LOCK TABLE mails IN SHARE MODE");
        var publishing = site.PublishAsync(o => (o.Sector, o.Subsector) = ("trsp", null));
        await UntilWaitingAsync(1);

        var saying = SayAsync(investor, first);
        await UntilWaitingAsync(2);
        await CommitAsync(holding);
        await saying;

        await AssertFollowsAsync(mandate, await publishing);
    }

    [Fact]
    public async Task A_run_writes_no_match_that_stays_as_it_is()
    {
        var (_, mandate, opportunity) = await MatchedAsync("tour");
        var before = await WrittenByAsync();

        await SaveAsync(opportunity.Id, o => o.Promoter = o.Promoter with { En = "Somebody else" });

        Assert.Equal(before, await WrittenByAsync());

        Task<string> WrittenByAsync() =>
            site.InDatabaseAsync(db =>
                db.Database.SqlQuery<string>(
                        $"""
                        SELECT xmin || ' ' || xmax || ' ' || ctid AS "Value"
                        FROM matches WHERE mandate_id = {mandate.Id} AND opportunity_id = {opportunity.Id}
                        """
                    )
                    .SingleAsync()
            );
    }

    private async Task<(Person Investor, Mandate Mandate, Opportunity Opportunity)> MatchedAsync(string sector)
    {
        var investor = await site.People.InvestorAsync();
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = (sector, null));
        // Only near, so that there is room above the declared score.
        return (investor, await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([sector], ["AZ-XIZ"])), opportunity);
    }

    /// <summary>As if one had come after the other: what is inferred counts, and nothing has to be repaired.</summary>
    private async Task AssertFollowsAsync(Mandate mandate, Opportunity opportunity)
    {
        var match = await site.InDatabaseAsync(db =>
            db.Matches.AsNoTracking().SingleAsync(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id)
        );
        Assert.True(match.Score > match.DeclaredScore, $"{match.Score} is not more than {match.DeclaredScore}.");
        Assert.Equal(0, await site.Services.GetRequiredService<Reconciliation>().RunAsync(null, CancellationToken.None));
    }

    private async Task<Opportunity> DraftAsync(string sector = "auto")
    {
        var draft = Listings.Opportunity(o =>
            (o.Sector, o.Subsector, o.Status, o.PublishedAt) = (sector, null, PublicationStatus.Draft, null)
        );
        await site.RunAsync<OpportunitySave>(save => save.TryAsync(draft, 0, null, Soon));
        return draft;
    }

    private async Task SaveAsync(Guid id, Action<Opportunity> change)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.SingleAsync(o => o.Id == id);
        change(saved);
        Assert.True(await scope.ServiceProvider.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, null, Soon));
    }

    private Task SayAsync(Person investor, Opportunity opportunity) =>
        site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, opportunity.Id, new(FeedbackAnswer.Fits, null), Soon)
        );

    private Task<int> ScoreAsync(Mandate mandate, Opportunity opportunity) =>
        site.InDatabaseAsync(db =>
            db.Matches.Where(m => m.MandateId == mandate.Id && m.OpportunityId == opportunity.Id).Select(m => m.Score).SingleAsync()
        );

    /// <summary>A session that has done this and not committed; it gives up when it is disposed.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string statement)
    {
        var session = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database));
        await session.OpenAsync();
        await ExecuteAsync(session, "BEGIN; " + statement);
        return session;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string statements)
    {
        await using var command = new NpgsqlCommand(statements, session);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CommitAsync(NpgsqlConnection session)
    {
        await using (session)
            await ExecuteAsync(session, "COMMIT");
    }

    /// <summary>Returns once so many sessions of this database wait for a lock.</summary>
    private async Task UntilWaitingAsync(int sessions)
    {
        for (
            var soon = Soon;
            await site.InDatabaseAsync(db =>
                db.Database.SqlQuery<long>(
                        $"""
                        SELECT count(*) AS "Value" FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """
                    )
                    .SingleAsync(soon)
            ) < sessions;

        )
            await Task.Delay(10, soon);
    }
}

/// <summary>Nothing runs by itself, and several sessions can wait for each other.</summary>
public sealed class ManySessionsSite : QuietSite
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [];
}
