using AngleSharp.Html.Dom;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>What a person saves and notes: for that person alone, never lost and never doubled.</summary>
public sealed class SavedPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Save_leads_a_visitor_through_sign_in_and_saves_after_a_button()
    {
        var (listing, person, visitor) = (await site.PublishAsync(), await site.People.InvestorAsync(), site.NewVisitor());
        var link = (await visitor.OpenAsync(Of(listing))).Document.QuerySelector(".save a")!.GetAttribute("href")!;
        var signIn = await visitor.OpenAsync(link);

        var asked = await visitor.SubmitAsync(signIn, "main form", ("Address", person.Email), ("Password", People.Password));

        Assert.Equal(link, asked.Path);
        Assert.Contains(listing.Title.En, asked.Text, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(person));
        var back = await visitor.SubmitAsync(asked, "main form");
        Assert.Equal(Of(listing), back.Path);
        Assert.Equal(["Saved."], back.TextsOf(".flash p"));
        Assert.Equal(listing.Id, Assert.Single(await RowsAsync(person)).OpportunityId);
        // Whoever has it already has nothing to decide.
        Assert.Equal(Of(listing), (await visitor.OpenAsync(link)).Path);
    }

    [Fact]
    public async Task Two_presses_and_two_tabs_save_once_and_remove_once()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(person);
        var (one, other) = (await visitor.OpenAsync(Of(listing)), await visitor.OpenAsync(Of(listing)));

        await Task.WhenAll(visitor.SubmitAsync(one, ".save form"), visitor.SubmitAsync(other, ".save form"));

        var saved = Assert.Single(await RowsAsync(person));
        await NoteAsync(visitor, listing, "Ask about the substation.");
        Assert.Equal(200, (int)(await visitor.SubmitAsync(one, ".save form")).Status);
        var again = Assert.Single(await RowsAsync(person));
        Assert.Equal((saved.CreatedAt, "Ask about the substation."), (again.CreatedAt, again.Note));
        var kept = await visitor.OpenAsync(Of(listing));
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(200, (int)(await visitor.SubmitAsync(kept, ".save form[action$=removal]")).Status);
        Assert.NotNull(Assert.Single(await RowsAsync(person)).RemovedAt);
    }

    [Fact]
    public async Task What_was_removed_comes_back_with_its_note_on_the_page_and_on_the_list()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await SaveAsync(person, listing);
        await NoteAsync(visitor, listing, "第一行\n第二行");
        var removed = await visitor.SubmitAsync(await visitor.OpenAsync(Of(listing)), ".save form[action$=removal]");

        Assert.Contains("Undo", removed.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(removed, ".save form[action$=restoration]");

        var list = await visitor.OpenAsync("/saved");
        Assert.Equal("第一行\n第二行", list.ValueOf("Input.Note"));
        var empty = await visitor.SubmitAsync(list, "form[action$=removal]");
        Assert.Equal("/saved", empty.Path);
        Assert.Contains("Nothing saved yet", empty.Text, StringComparison.Ordinal);
        var back = await visitor.SubmitAsync(empty, "form[action$=restoration]");
        Assert.Equal("第一行\n第二行", back.ValueOf("Input.Note"));
    }

    [Fact]
    public async Task With_htmx_the_button_is_answered_by_the_button()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(person);
        var page = await visitor.OpenAsync(Of(listing));

        var saved = await visitor.SubmitWithHtmxAsync(page, ".save form", null);
        var followed = await visitor.SubmitWithHtmxAsync(saved, "form[action$=following]", null);
        var removed = await visitor.SubmitWithHtmxAsync(followed, "form[action$=removal]", null);

        Assert.Equal(200, (int)saved.Status);
        Assert.Null(saved.Document.QuerySelector("header"));
        Assert.Contains("Following", followed.Html, StringComparison.Ordinal);
        Assert.NotNull(removed.Document.QuerySelector("[role=status]"));
        Assert.Contains("Undo", removed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_it_neither_a_colleague_nor_another_investor_nor_the_desk()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await NoteAsync(await SaveAsync(person, listing), listing, "Our secret price.");
        var colleague = await site.People.SignInAsync(await site.People.ColleagueOfAsync(person));
        var other = await site.People.SignInAsync(await site.People.InvestorAsync());
        var (staff, administrator) = (
            await site.People.SignInAsync(await site.People.StaffAsync()),
            await site.People.SignInAsync(await site.People.AdministratorAsync())
        );

        foreach (var visitor in new[] { colleague, other })
        {
            Assert.Contains("Nothing saved yet", (await visitor.OpenAsync("/saved")).Text, StringComparison.Ordinal);
            Assert.Equal(404, (int)(await visitor.OpenAsync(NoteOf(listing))).Status);
            Assert.Single((await visitor.OpenAsync(Of(listing))).Document.QuerySelectorAll(".save form"));
            var page = await visitor.OpenAsync(Of(listing));
            foreach (var verb in new[] { "restoration", "following", "edit" })
            {
                ((IHtmlFormElement)page.Document.QuerySelector(".save form")!).Action = $"/saved/{listing.Slug}/{verb}";
                Assert.Equal(404, (int)(await visitor.SubmitAsync(page, ".save form", ("Input.Note", "Mine"))).Status);
            }
        }
        foreach (var visitor in new[] { staff, administrator })
        {
            Assert.Equal(404, (int)(await visitor.OpenAsync("/saved")).Status);
            Assert.Equal(404, (int)(await visitor.OpenAsync(NoteOf(listing))).Status);
            Assert.Null((await visitor.OpenAsync(Of(listing))).Document.QuerySelector(".save"));
        }
        Assert.Equal("Our secret price.", Assert.Single(await RowsAsync(person)).Note);
    }

    [Fact]
    public async Task What_is_unknown_or_not_published_cannot_be_saved()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var draft = await site.PublishAsync(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null));

        foreach (var slug in new[] { "nothing-of-the-kind", draft.Slug })
        foreach (var page in new[] { "create", "edit" })
            Assert.Equal(404, (int)(await visitor.OpenAsync($"/saved/{slug}/{page}")).Status);
    }

    [Fact]
    public async Task What_was_withdrawn_before_the_press_is_not_saved()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(person);
        var page = await visitor.OpenAsync(Of(listing));
        await WithdrawAsync(listing);

        Assert.Equal(404, (int)(await visitor.SubmitAsync(page, ".save form")).Status);
        Assert.Empty(await RowsAsync(person));
    }

    [Theory]
    [InlineData(SavedOpportunity.NoteLength, true)]
    [InlineData(SavedOpportunity.NoteLength + 1, false)]
    public async Task A_note_that_is_too_long_is_kept_on_the_page(int length, bool isSaved)
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await SaveAsync(person, listing);
        var note = new string('注', length);

        var answer = await NoteAsync(visitor, listing, note);

        Assert.Equal(isSaved ? note : "", Assert.Single(await RowsAsync(person)).Note);
        if (isSaved)
            return;
        Assert.Equal(note, answer.ValueOf("Input.Note"));
        Assert.Single(answer.Document.QuerySelectorAll(".error-summary"));
    }

    [Fact]
    public async Task A_note_that_was_changed_in_another_tab_is_shown_beside_what_was_typed()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await SaveAsync(person, listing);
        var (list, tab) = (await visitor.OpenAsync("/saved"), await visitor.OpenAsync(NoteOf(listing)));
        await visitor.SubmitAsync(tab, "main form", ("Input.Note", "First"));

        var asked = await visitor.SubmitAsync(list, "form[action$=edit]", ("Input.Note", "Second"));

        Assert.Contains("First", asked.Document.QuerySelector(".conflict")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Second", asked.ValueOf("Input.Note"));
        Assert.Equal("First", Assert.Single(await RowsAsync(person)).Note);
        await visitor.SubmitAsync(asked, "main form");
        Assert.Equal("Second", Assert.Single(await RowsAsync(person)).Note);
    }

    [Fact]
    public async Task Of_what_was_withdrawn_only_the_title_it_had_is_shown_and_the_note()
    {
        var (listing, person) = (await site.PublishAsync(o => o.Currency = "AZN"), await site.People.InvestorAsync());
        var visitor = await SaveAsync(person, listing);
        await NoteAsync(visitor, listing, "Call in March.");
        await WithdrawAsync(listing);
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
        var (visitor, by) = (await SaveAsync(person, listing), (await site.People.StaffAsync()).Id);
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
        await KeepAsync(person, listings, now);
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

        var refused = await visitor.SubmitAsync(await visitor.OpenAsync(Of(listing)), ".save form");

        Assert.Equal("/saved", refused.Path);
        Assert.Contains("at most 500", Assert.Single(refused.TextsOf(".flash.is-bad p")), StringComparison.Ordinal);
        Assert.Equal(SavedList.Most, (await RowsAsync(person)).Count);
    }

    [Fact]
    public async Task It_goes_with_the_account_and_what_was_removed_a_day_ago_is_forgotten()
    {
        var (listing, other) = (await site.PublishAsync(), await site.PublishAsync());
        var person = await site.People.InvestorAsync();
        await KeepAsync(person, [listing, other], TimeProvider.System.GetUtcNow());
        var old = TimeProvider.System.GetUtcNow() - SavedList.Keep - TimeSpan.FromMinutes(1);
        await site.InDatabaseAsync(db =>
            db.SavedOpportunities.Where(s => s.OpportunityId == other.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.RemovedAt, old))
        );

        await site.RunAsync<SavedList>(list => list.ForgetRemovedAsync(CancellationToken.None));
        Assert.Equal(listing.Id, Assert.Single(await RowsAsync(person)).OpportunityId);
        await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).ExecuteDeleteAsync());

        Assert.Empty(await RowsAsync(person));
    }

    private static string Of(Opportunity listing) => "/opportunities/" + listing.Slug;

    private static string NoteOf(Opportunity listing) => $"/saved/{listing.Slug}/edit";

    private async Task WithdrawAsync(Opportunity listing)
    {
        var by = (await site.People.StaffAsync()).Id;
        await site.ChangeAsync(listing, o => o.Withdraw(by, TimeProvider.System.GetUtcNow()));
    }

    private async Task<Visitor> SaveAsync(Person person, Opportunity listing)
    {
        var visitor = await site.People.SignInAsync(person);
        await visitor.SubmitAsync(await visitor.OpenAsync(Of(listing)), ".save form");
        return visitor;
    }

    private static async Task<Page> NoteAsync(Visitor visitor, Opportunity listing, string note) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(NoteOf(listing)), "main form", ("Input.Note", note));

    private Task<List<SavedOpportunity>> RowsAsync(Person person) =>
        site.InDatabaseAsync(db => db.SavedOpportunities.AsNoTracking().Where(s => s.PersonId == person.Id).ToListAsync());

    private Task KeepAsync(Person person, IReadOnlyList<Opportunity> listings, DateTimeOffset now) =>
        site.InDatabaseAsync(db =>
        {
            db.AddRange(
                listings.Select(
                    (listing, i) =>
                        new SavedOpportunity
                        {
                            PersonId = person.Id,
                            OpportunityId = listing.Id,
                            CreatedAt = now.AddSeconds(i),
                            KnownVersion = 1,
                        }
                )
            );
            return db.SaveChangesAsync();
        });
}
