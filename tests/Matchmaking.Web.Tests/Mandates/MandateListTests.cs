using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>The organisation's mandates: what they find, their pause and their end.</summary>
public sealed class MandateListTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Who_has_none_is_told_what_to_do()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/mandates");
        Assert.Equal("/mandates/create", page.Document.QuerySelector(".empty a.btn-main")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_mandate_shows_its_criteria_and_what_it_finds()
    {
        var investor = await site.People.InvestorAsync();
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", "papr.cardboard"));
        await site.AddMandateAsync(investor, m => (m.Name, m.Sectors) = ("Cardboard", ["papr"]));
        await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Name = "Of others");

        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/mandates");

        Assert.Equal(["Cardboard"], page.TextsOf("article h2"));
        Assert.Contains("1 opportunity matches; it scores 100", page.Text, StringComparison.Ordinal);
        Assert.Contains("Paper & cardboard", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sumgayit", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_sends_nothing_and_its_end_makes_up_for_it()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.Sectors = ["wast.municipal"]);
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/mandates"), $"form[action='/mandates/{mandate.Id}/pause']");
        Assert.Contains("Paused", page.Text, StringComparison.Ordinal);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("wast", "wast.municipal"));
        Assert.Equal(0, await MailsAsync());
        Assert.DoesNotContain("E-bus and battery", (await visitor.OpenAsync("/matches")).TextsOf(".title"));

        page = await visitor.SubmitAsync(page, $"form[action^='/mandates/{mandate.Id}/pause']");
        Assert.Contains("Active", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, await MailsAsync());

        Task<int> MailsAsync() => site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id));
    }

    [Fact]
    public async Task An_archived_mandate_is_asked_about_first_and_then_gone()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.Sectors = ["cons.roads"]);
        var visitor = await site.People.SignInAsync(investor);

        var question = await visitor.OpenAsync($"/mandates/{mandate.Id}/archive");
        Assert.Null(await site.InDatabaseAsync(db => db.Mandates.Where(m => m.Id == mandate.Id).Select(m => m.ArchivedAt).SingleAsync()));
        var page = await visitor.SubmitAsync(question, "form.cluster");

        Assert.DoesNotContain(mandate.Name, page.TextsOf("article h2"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync($"/mandates/{mandate.Id}/edit")).Status);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("cons", "cons.roads"));
        Assert.False(await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.MandateId == mandate.Id)));
    }

    [Fact]
    public async Task Who_stopped_all_alerts_is_told_so_and_can_have_them_again()
    {
        var investor = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == investor.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsStoppedAt, TimeProvider.System.GetUtcNow()))
        );
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.OpenAsync("/mandates");
        Assert.Contains("stopped all alerts", page.Text, StringComparison.Ordinal);
        page = await visitor.SubmitAsync(page, ".notice form");

        Assert.DoesNotContain("stopped all alerts", page.Text, StringComparison.Ordinal);
        Assert.Null(
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == investor.Id).Select(p => p.AlertsStoppedAt).SingleAsync())
        );
    }
}
