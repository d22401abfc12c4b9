using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Web.Tests.Saved.SavedSteps;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>The list of what a person keeps: notes, what became of it, pages, and its end.</summary>
public sealed class SavedListTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(SavedOpportunity.NoteLength, true)]
    [InlineData(SavedOpportunity.NoteLength + 1, false)]
    public async Task A_note_that_is_too_long_is_kept_on_the_page(int length, bool isSaved)
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.SaveAsync(person, listing);
        var note = new string('注', length);

        var answer = await visitor.NoteAsync(listing, note);

        Assert.Equal(isSaved ? note : "", Assert.Single(await site.SavedRowsAsync(person)).Note);
        if (isSaved)
            return;
        Assert.Equal(note, answer.ValueOf("Input.Note"));
        Assert.Single(answer.Document.QuerySelectorAll(".error-summary"));
    }

    [Fact]
    public async Task A_note_that_was_changed_in_another_tab_is_shown_beside_what_was_typed()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.SaveAsync(person, listing);
        var (list, tab) = (await visitor.OpenAsync("/saved"), await visitor.OpenAsync(NoteOf(listing)));
        await visitor.SubmitAsync(tab, "main form", ("Input.Note", "First"));

        var asked = await visitor.SubmitAsync(list, "form[action$=edit]", ("Input.Note", "Second"));

        Assert.Contains("First", asked.Document.QuerySelector(".conflict")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Second", asked.ValueOf("Input.Note"));
        Assert.Equal("First", Assert.Single(await site.SavedRowsAsync(person)).Note);
        await visitor.SubmitAsync(asked, "main form");
        Assert.Equal("Second", Assert.Single(await site.SavedRowsAsync(person)).Note);
    }

    [Fact]
    public async Task Of_what_was_withdrawn_only_the_title_it_had_is_shown_and_the_note()
    {
        var (listing, person) = (await site.PublishAsync(o => o.Currency = "AZN"), await site.People.InvestorAsync());
        var visitor = await site.SaveAsync(person, listing);
        await visitor.NoteAsync(listing, "Call in March.");
        await site.WithdrawAsync(listing);
        await site.ChangeAsync(listing, o => o.Title = new("保密", "Məxfi", "Secret plan"));

        var list = await visitor.OpenAsync("/saved");

        Assert.Equal([listing.Title.En], list.TextsOf(".saved-list h2"));
        Assert.Contains("No longer published", list.Text, StringComparison.Ordinal);
        Assert.Equal("Call in March.", list.ValueOf("Input.Note"));
        foreach (var hidden in new[] { "Secret plan", "Sumgayit\n", "AZN", "34" })
            Assert.DoesNotContain(hidden, list.Document.QuerySelector(".saved-list .meta")!.TextContent, StringComparison.Ordinal);
        Assert.Null(list.Document.QuerySelector(".saved-list h2 a, .saved-list .pick"));
        var edit = await visitor.SubmitAsync(list, "form[action$=edit]", ("Input.Note", "Call in April."));
        Assert.Equal("Call in April.", edit.ValueOf("Input.Note"));
        Assert.DoesNotContain("Secret plan", (await visitor.OpenAsync(NoteOf(listing))).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-Hans", "已有合作方")]
    [InlineData("az", "Tərəfdaşı var")]
    [InlineData("en", "Has a partner")]
    public async Task What_has_closed_is_shown_as_such(string language, string words)
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync(language));
        var (visitor, by) = (await site.SaveAsync(person, listing), (await site.People.StaffAsync()).Id);
        await site.ChangeAsync(listing, o => o.Reserve(by, TimeProvider.System.GetUtcNow()));

        Assert.Contains(words, (await visitor.OpenAsync("/saved")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_newest_first()
    {
        var (person, now) = (await site.People.InvestorAsync(), TimeProvider.System.GetUtcNow());
        var listings = new List<Opportunity>();
        for (var i = 0; i < 31; i++)
            listings.Add(await site.PublishAsync());
        await site.KeepAsync(person, listings, now);
        var visitor = await site.People.SignInAsync(person);

        var first = await visitor.OpenAsync("/saved");
        var second = await visitor.OpenAsync(first.Document.QuerySelector("[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(
            listings.Select(listing => listing.Slug).Reverse(),
            first
                .Document.QuerySelectorAll(".saved-list > li")
                .Concat(second.Document.QuerySelectorAll(".saved-list > li"))
                .Select(row => row.Id!)
        );
        Assert.Single(second.Document.QuerySelectorAll(".saved-list > li"));
        Assert.Equal(30, (await visitor.OpenAsync("/saved?after=nonsense")).Document.QuerySelectorAll(".saved-list > li").Length);
    }

    [Fact]
    public async Task One_more_than_fit_is_refused_and_said()
    {
        var (person, listing) = (await site.People.InvestorAsync(), await site.PublishAsync());
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                WITH made AS (
                    INSERT INTO opportunities (id, slug, sector, title_zh, title_az, title_en, summary_zh, summary_az, summary_en,
                        description_zh, description_az, description_en, promoter_zh, promoter_az, promoter_en, deal_types, places,
                        sources, availability, status, created_at, updated_at, is_sample, search_words)
                    SELECT gen_random_uuid(), 'full-' || n, 'auto', '', '', '', '', '', '', '', '', '', '', '', '', none, none, none,
                        'Open', 'Withdrawn', now(), now(), false, '' FROM generate_series(1, {SavedList.Most}) AS n,
                        LATERAL (SELECT ARRAY[]::text[] AS none) AS empty RETURNING id)
                INSERT INTO saved_opportunities (person_id, opportunity_id, follows, created_at, known_version)
                SELECT {person.Id}, id, false, now(), 1 FROM made
                """
            )
        );
        var visitor = await site.People.SignInAsync(person);

        var refused = await visitor.SubmitAsync(await visitor.OpenAsync(PathOf(listing)), ".save form");

        Assert.Equal("/saved", refused.Path);
        Assert.Contains("at most 500", Assert.Single(refused.TextsOf(".flash.is-bad p")), StringComparison.Ordinal);
        Assert.Equal(SavedList.Most, (await site.SavedRowsAsync(person)).Count);
    }

    [Fact]
    public async Task It_goes_with_the_account_and_what_was_removed_a_day_ago_is_forgotten()
    {
        var (listing, other) = (await site.PublishAsync(), await site.PublishAsync());
        var person = await site.People.InvestorAsync();
        await site.KeepAsync(person, [listing, other], TimeProvider.System.GetUtcNow());
        var old = TimeProvider.System.GetUtcNow() - SavedList.Keep - TimeSpan.FromMinutes(1);
        await site.InDatabaseAsync(db =>
            db.SavedOpportunities.Where(s => s.OpportunityId == other.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.RemovedAt, old))
        );

        await site.RunAsync<SavedList>(list => list.ForgetRemovedAsync(CancellationToken.None));
        Assert.Equal(listing.Id, Assert.Single(await site.SavedRowsAsync(person)).OpportunityId);
        await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).ExecuteDeleteAsync());

        Assert.Empty(await site.SavedRowsAsync(person));
    }
}
