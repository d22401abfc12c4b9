using System.Net;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Several drafts are published at once; a bad one stops no other.</summary>
public sealed class PublicationsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Each_draft_says_whether_it_can_be_published_and_who_is_told_is_summed()
    {
        await site.AddMandateAsync(await site.People.InvestorAsync(), m => (m.Sectors, m.Places) = (["agri"], []));
        var (first, second) = (await DraftAsync("agri"), await DraftAsync("agri"));
        var bad = await DraftAsync("agri", o => o.Title = new("", "Başlıq", "Title"));
        var (_, staff) = await StaffAsync();

        var look = await staff.OpenAsync(Path(first, second, bad));

        Assert.Equal(["2 / 3", "2", "0", "0", "1"], look.TextsOf(".figures dd"));
        Assert.Contains("The title is missing: 简体中文", look.TextsOf("td a"));
        Assert.Equal(["Publish these 2"], look.TextsOf("main form .btn-main"));
    }

    [Fact]
    public async Task What_is_chosen_is_published_one_by_one_in_the_hands_of_whoever_publishes()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["watr"], []));
        var (first, second) = (await DraftAsync("watr"), await DraftAsync("watr"));
        var (me, staff) = await StaffAsync();

        var list = await staff.OpenAsync("/desk/opportunities?status=draft");
        var whole = await staff.OpenAsync(list.Document.QuerySelector("#choose a")!.GetAttribute("href")!);
        Assert.Equal(list.TextsOf("tbody tr").Count(), whole.TextsOf("tbody tr").Count());
        var look = await staff.SubmitAsync(list, "#choose", ("id", first.ToString()), ("id", second.ToString()));
        var done = await staff.SubmitAsync(look, "main form[method=post]");

        Assert.Equal("2 published. 2 notices go out at once.", done.TextsOf(".flash p").First());
        Assert.Equal("/desk/opportunities?status=draft", done.Path);
        foreach (var id in new[] { first, second })
            Assert.Equal(
                (PublicationStatus.Published, (Guid?)me),
                await site.InDatabaseAsync(async db =>
                    await db.Opportunities.SingleAsync(o => o.Id == id) is var published ? (published.Status, published.ContactId) : default
                )
            );
        Assert.Equal(2, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task What_was_changed_meanwhile_stays_a_draft_and_stops_no_other()
    {
        var (changed, good) = (await DraftAsync("tour"), await DraftAsync("tour"));
        var (_, staff) = await StaffAsync();
        var look = await staff.OpenAsync(Path(changed, good));
        await site.ChangeAsync(
            await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Id == changed)),
            o => o.Title = new("改", "Yeni ad", "Another title")
        );

        var done = await staff.SubmitAsync(look, "main form[method=post]");

        Assert.Contains("1 published.", done.TextsOf(".flash p").First(), StringComparison.Ordinal);
        Assert.Contains("Another title", done.TextsOf(".flash p").First(), StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Draft, await StatusAsync(changed));
        Assert.Equal(PublicationStatus.Published, await StatusAsync(good));
        // It is looked at once more where it is said.
        Assert.Equal(["Publish 1"], done.TextsOf("main form .btn-main"));
    }

    [Fact]
    public async Task What_is_incomplete_is_refused_also_when_its_form_says_otherwise()
    {
        var bad = await DraftAsync("heal", o => o.Summary = new("", "", "Summary"));
        var good = await DraftAsync("heal");
        var (_, staff) = await StaffAsync();
        var look = await staff.OpenAsync(Path(good));
        var version = await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == bad).Select(o => o.Version).SingleAsync());

        await staff.SubmitAsync(look, "main form[method=post]", ("chosen", $"{bad}:{version}"));

        Assert.Equal(PublicationStatus.Draft, await StatusAsync(bad));
    }

    [Fact]
    public async Task What_is_no_draft_or_nothing_at_all_is_answered_with_an_empty_choice()
    {
        var published = await site.PublishAsync();
        var (_, staff) = await StaffAsync();
        foreach (var path in new[] { Path(published.Id), Path(Guid.NewGuid()), "/desk/opportunities/publications", Path() + "?id=x" })
        {
            var page = await staff.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal(["No draft is chosen"], page.TextsOf("main h2"));
        }
    }

    [Fact]
    public async Task Another_colleague_can_be_made_to_answer_for_them_and_nobody_else()
    {
        var draft = await DraftAsync("mine");
        var (me, staff) = await StaffAsync();
        var investor = await site.People.InvestorAsync();
        var look = await staff.OpenAsync(Path(draft));

        await staff.SubmitAsync(look, "main form[method=post]", ("contact", investor.Id.ToString()));

        Assert.Equal(
            me,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft).Select(o => o.ContactId).SingleAsync())
        );
    }

    private static string Path(params Guid[] ids) =>
        "/desk/opportunities/publications" + (ids.Length == 0 ? "" : "?" + string.Join('&', ids.Select(id => "id=" + id)));

    private async Task<(Guid Id, Visitor Visitor)> StaffAsync()
    {
        var staff = await site.People.StaffAsync();
        return (staff.Id, await site.People.SignInAsync(staff));
    }

    private Task<PublicationStatus> StatusAsync(Guid id) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == id).Select(o => o.Status).SingleAsync());

    private async Task<Guid> DraftAsync(string sector, Action<Opportunity>? change = null)
    {
        var draft = Listings.Opportunity(o =>
        {
            (o.Status, o.PublishedAt, o.Sector, o.Subsector) = (PublicationStatus.Draft, null, sector, null);
            change?.Invoke(o);
        });
        await site.InDatabaseAsync(db =>
        {
            db.Opportunities.Add(draft);
            return db.SaveChangesAsync();
        });
        return draft.Id;
    }
}
