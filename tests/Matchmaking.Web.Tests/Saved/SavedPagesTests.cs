using AngleSharp.Html.Dom;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Web.Tests.Saved.SavedSteps;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>What a person saves and notes: for that person alone, never lost and never doubled.</summary>
public sealed class SavedPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Save_leads_a_visitor_through_sign_in_and_saves_after_a_button()
    {
        var (listing, person, visitor) = (await site.PublishAsync(), await site.People.InvestorAsync(), site.NewVisitor());
        var link = (await visitor.OpenAsync(PathOf(listing))).Document.QuerySelector(".save a")!.GetAttribute("href")!;
        var signIn = await visitor.OpenAsync(link);

        var asked = await visitor.SubmitAsync(signIn, "main form", ("Address", person.Email), ("Password", People.Password));

        Assert.Equal(link, asked.Path);
        Assert.Contains(listing.Title.En, asked.Text, StringComparison.Ordinal);
        Assert.Empty(await site.SavedRowsAsync(person));
        var back = await visitor.SubmitAsync(asked, "main form");
        Assert.Equal(PathOf(listing), back.Path);
        Assert.Equal(["Saved."], back.TextsOf(".flash p"));
        Assert.Equal(listing.Id, Assert.Single(await site.SavedRowsAsync(person)).OpportunityId);
        // Whoever has it already has nothing to decide.
        Assert.Equal(PathOf(listing), (await visitor.OpenAsync(link)).Path);
    }

    [Fact]
    public async Task Two_presses_and_two_tabs_save_once_and_remove_once()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(person);
        var (one, other) = (await visitor.OpenAsync(PathOf(listing)), await visitor.OpenAsync(PathOf(listing)));

        await Task.WhenAll(visitor.SubmitAsync(one, ".save form"), visitor.SubmitAsync(other, ".save form"));

        var saved = Assert.Single(await site.SavedRowsAsync(person));
        await visitor.NoteAsync(listing, "Ask about the substation.");
        Assert.Equal(200, (int)(await visitor.SubmitAsync(one, ".save form")).Status);
        var again = Assert.Single(await site.SavedRowsAsync(person));
        Assert.Equal((saved.CreatedAt, "Ask about the substation."), (again.CreatedAt, again.Note));
        var kept = await visitor.OpenAsync(PathOf(listing));
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(200, (int)(await visitor.SubmitAsync(kept, ".save form[action$=removal]")).Status);
        Assert.NotNull(Assert.Single(await site.SavedRowsAsync(person)).RemovedAt);
    }

    [Fact]
    public async Task What_was_removed_comes_back_with_its_note_on_the_page_and_on_the_list()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        var visitor = await site.SaveAsync(person, listing);
        await visitor.NoteAsync(listing, "第一行\n第二行");
        var removed = await visitor.SubmitAsync(await visitor.OpenAsync(PathOf(listing)), ".save form[action$=removal]");

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
        var page = await visitor.OpenAsync(PathOf(listing));

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
        await (await site.SaveAsync(person, listing)).NoteAsync(listing, "Our secret price.");
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
            Assert.Single((await visitor.OpenAsync(PathOf(listing))).Document.QuerySelectorAll(".save form"));
            var page = await visitor.OpenAsync(PathOf(listing));
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
            Assert.Null((await visitor.OpenAsync(PathOf(listing))).Document.QuerySelector(".save"));
        }
        Assert.Equal("Our secret price.", Assert.Single(await site.SavedRowsAsync(person)).Note);
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
        var page = await visitor.OpenAsync(PathOf(listing));
        await site.WithdrawAsync(listing);

        Assert.Equal(404, (int)(await visitor.SubmitAsync(page, ".save form")).Status);
        Assert.Empty(await site.SavedRowsAsync(person));
    }
}
