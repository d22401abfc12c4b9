using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>From a near miss to a wider mandate: looking changes nothing, the button does exactly what was shown.</summary>
public sealed class RelaxationTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_near_miss_leads_to_the_effect_and_the_button_brings_it_about_and_the_undo_takes_it_back()
    {
        var missed = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo) = ("tour", "tour.hotels", 34_000_000, 34_000_000)
        );
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.TicketFrom, m.Currency) = (["tour"], 50_000_000, "USD"));
        var visitor = await site.People.SignInAsync(investor);
        var list = await visitor.OpenAsync("/matches");
        Assert.Contains("It would match if the lowest amount were US$34 million.", list.Text, StringComparison.Ordinal);

        var look = await visitor.OpenAsync(list.Document.QuerySelectorAll("main section a.btn").Single().GetAttribute("href")!);

        Assert.StartsWith($"/mandates/{mandate.Id}/widening?ticketFrom=34000000", look.Path, StringComparison.Ordinal);
        Assert.Equal(["at least US$50 million", "at least US$34 million"], look.TextsOf("#change dd .line"));
        Assert.Contains("1 more opportunity would match", look.TextsOf("h2"));
        Assert.Equal([missed.Title.En], look.TextsOf("#added .title"));
        Assert.Contains("of the last 90 days: 0 → 1.", look.Text, StringComparison.Ordinal);
        Assert.Equal(50_000_000, await TicketAsync(mandate));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.MandateId == mandate.Id)));

        var done = await visitor.SubmitAsync(look, "main form");
        Assert.Contains("is wider now; 1 opportunity matches.", done.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal([missed.Title.En], done.TextsOf(".title"));
        Assert.Equal(34_000_000, await TicketAsync(mandate));
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db =>
                db.AlertItems.CountAsync(item => item.PersonId == investor.Id && item.OpportunityId == missed.Id)
            )
        );

        var undone = await visitor.SubmitAsync(done, "#undo");
        Assert.Contains("is as it was before", undone.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal(50_000_000, await TicketAsync(mandate));
        Assert.Null(undone.Document.QuerySelector("#undo"));
        Assert.Null((await visitor.OpenAsync("/matches")).Document.QuerySelector("#undo"));
    }

    [Theory]
    [InlineData("place=LAS", "AZ-SM LAS", null, null, null)]
    [InlineData("dealType=BOT", null, "JV BOT", null, null)]
    [InlineData("technicalStage=2", null, null, "1 2", null)]
    [InlineData("legalStage=5", null, null, null, "4 5")]
    public async Task A_list_gains_what_was_missing_and_loses_it_again(
        string query,
        string? places,
        string? deals,
        string? technical,
        string? legal
    )
    {
        var (visitor, mandate) = await InvestorAsync(m =>
            (m.Places, m.DealTypes, m.TechnicalStages, m.LegalStages) = (["AZ-SM"], ["JV"], [1], [4])
        );

        var done = await visitor.SubmitAsync(await visitor.OpenAsync($"/mandates/{mandate.Id}/widening?{query}"), "main form");

        Assert.Equal((places ?? "AZ-SM", deals ?? "JV", technical ?? "1", legal ?? "4"), Lists(await FindAsync(mandate)));
        await visitor.SubmitAsync(done, "#undo");
        Assert.Equal(("AZ-SM", "JV", "1", "4"), Lists(await FindAsync(mandate)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?place=AZ-XX")]
    [InlineData("?place=BAK&dealType=BOT")]
    [InlineData("?ticketFrom=nothing")]
    [InlineData("?ticketTo=1e99")]
    [InlineData("?technicalStage=9")]
    [InlineData("?sectors=auto")]
    public async Task A_link_with_nonsense_leads_nowhere(string query)
    {
        var (visitor, mandate) = await InvestorAsync(m => m.TechnicalStages = [1]);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync($"/mandates/{mandate.Id}/widening{query}")).Status);
    }

    [Theory]
    [InlineData("place=AZ-SM")]
    [InlineData("ticketFrom=60000000")]
    [InlineData("ticketTo=60000000")]
    [InlineData("dealType=JV")]
    public async Task What_would_narrow_the_mandate_or_is_accepted_already_is_said_so_and_changes_nothing(string query)
    {
        // No deal type is chosen, so that the first one would narrow it; nor an upper end.
        var (visitor, mandate) = await InvestorAsync(m =>
            (m.Places, m.TicketFrom, m.Currency, m.DealTypes) = (["ABX"], 50_000_000, "USD", [])
        );

        var page = await visitor.OpenAsync($"/mandates/{mandate.Id}/widening?{query}");

        Assert.Contains("accepts this already", page.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal(mandate.Version, (await FindAsync(mandate)).Version);
    }

    [Fact]
    public async Task Who_was_overtaken_by_a_colleague_looks_again()
    {
        var (visitor, mandate) = await InvestorAsync(m => m.Places = ["AZ-SM"]);
        var look = await visitor.OpenAsync($"/mandates/{mandate.Id}/widening?place=LAS");
        await site.InDatabaseAsync(db =>
            db.Mandates.Where(m => m.Id == mandate.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Name, "Renamed"))
        );

        var again = await visitor.SubmitAsync(look, "main form");

        Assert.Contains("A colleague changed this mandate", again.Text, StringComparison.Ordinal);
        Assert.Equal(["AZ-SM"], (await FindAsync(mandate)).Places);
        await visitor.SubmitAsync(again, "main form");
        Assert.Equal(["AZ-SM", "LAS"], (await FindAsync(mandate)).Places);
        Assert.Equal("Renamed", (await FindAsync(mandate)).Name);
    }

    [Fact]
    public async Task Nobody_widens_somebody_elses_mandate()
    {
        var (_, mandate) = await InvestorAsync(m => m.Places = ["AZ-SM"]);
        var (stranger, own) = await InvestorAsync(m => m.Places = ["AZ-SM"]);
        var page = await stranger.OpenAsync($"/mandates/{own.Id}/widening?place=LAS");

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"/mandates/{mandate.Id}/widening?place=LAS")).Status);
        foreach (var url in new[] { "widening?place=LAS", "widening/undo" })
            Assert.Equal(
                HttpStatusCode.NotFound,
                (
                    await stranger.SubmitWithHtmxAsync(
                        page,
                        "main form",
                        $"/mandates/{mandate.Id}/{url}",
                        ("field", "places"),
                        ("values", "LAS")
                    )
                ).Status
            );
        Assert.Equal(["AZ-SM"], (await FindAsync(mandate)).Places);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await stranger.SubmitWithHtmxAsync(
                    page,
                    "main form",
                    $"/mandates/{own.Id}/widening/undo",
                    ("field", "ownerId"),
                    ("values", "x")
                )
            ).Status
        );
    }

    private async Task<(Visitor Visitor, Mandate Mandate)> InvestorAsync(Action<Mandate> change)
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(
            investor,
            m =>
            {
                m.Sectors = ["fina"];
                m.Places = [];
                change(m);
            }
        );
        return (await site.People.SignInAsync(investor), mandate);
    }

    private static (string, string, string, string) Lists(Mandate mandate) =>
        (
            string.Join(' ', mandate.Places),
            string.Join(' ', mandate.DealTypes),
            string.Join(' ', mandate.TechnicalStages),
            string.Join(' ', mandate.LegalStages)
        );

    private Task<Mandate> FindAsync(Mandate mandate) =>
        site.InDatabaseAsync(db => db.Mandates.AsNoTracking().SingleAsync(m => m.Id == mandate.Id));

    private Task<decimal?> TicketAsync(Mandate mandate) =>
        site.InDatabaseAsync(db => db.Mandates.Where(m => m.Id == mandate.Id).Select(m => m.TicketFrom).SingleAsync());
}
