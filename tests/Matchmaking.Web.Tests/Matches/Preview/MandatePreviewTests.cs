using System.Net;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matches.Preview;

/// <summary>The preview beside the form: what would match now, and what would make a near miss match.</summary>
public sealed class MandatePreviewTests(Site site) : IClassFixture<Site>
{
    private const string Form = "form#mandate";

    [Fact]
    public async Task The_preview_counts_what_matches_and_says_what_would_cure_a_near_miss()
    {
        var match = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo) = ("text", "text.garments", 60_000_000, 60_000_000)
        );
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo) = ("text", "text.garments", 34_000_000, 34_000_000));
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo, o.Places) = ("text", "text.garments", 60_000_000, 60_000_000, ["AZ-LAN"])
        );
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Availability) = ("text", "text.garments", Availability.Reserved));
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var form = await visitor.OpenAsync("/mandates/create");
        (string, string?)[] typed = [("sectors", "text.garments"), ("places", "AZ-SM"), ("ticketFrom", "50 million")];

        var panel = await visitor.SubmitWithHtmxAsync(form, Form, "/mandates/create?handler=Preview", typed);

        Assert.Equal(HttpStatusCode.OK, panel.Status);
        Assert.Null(panel.Document.QuerySelector("main"));
        Assert.Equal("1 opportunity matches now", panel.TextsOf("h2").Single());
        Assert.Equal([match.Title.En], panel.TextsOf(".opp .title"));
        Assert.Contains("notified of 1 opportunity, in 1 email.", panel.Html, StringComparison.Ordinal);
        Assert.Contains(panel.TextsOf("li.split > span"), text => text == "1 more if the lowest amount were US$34 million");
        Assert.Contains(panel.TextsOf("li.split > span"), text => text == "1 more if Lankaran-Astara were acceptable");

        // Without JavaScript: the same panel in the whole page, with what was typed.
        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/mandates/create"), Form, typed);
        Assert.StartsWith("/matches", page.Path, StringComparison.Ordinal);
        var full = await PreviewWithoutHtmxAsync(visitor, typed);
        Assert.Equal("1 opportunity matches now", full.TextsOf("#preview h2").Single());
        Assert.Equal("50 million", full.ValueOf("ticketFrom"));
    }

    [Fact]
    public async Task A_suggestion_of_the_preview_is_taken_up_by_its_button()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("fina", "fina.banking", ["AZ-BA"]));
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await PreviewWithoutHtmxAsync(visitor, ("sectors", "fina.banking"), ("places", "AZ-LAN"), ("adopt", "places=BAK"));

        Assert.Equal("1 opportunity matches now", page.TextsOf("#preview h2").Single());
        Assert.NotNull(page.Document.QuerySelector("input[name=places][value=BAK][checked]"));
    }

    [Fact]
    public async Task A_link_fills_the_form_and_leaves_out_what_is_unknown()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/mandates/create?sectors=auto.ebus&sectors=nonsense&places=AZ-SM&currency=XXX");

        Assert.Equal(2, page.Document.QuerySelectorAll("form#mandate input[type=checkbox][checked]").Length);
        Assert.Empty(page.TextsOf(".error-summary"));
        Assert.Contains("Welcome", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.TextsOf("#preview h2"));
    }

    private static async Task<Page> PreviewWithoutHtmxAsync(Visitor visitor, params (string, string?)[] typed)
    {
        var form = await visitor.OpenAsync("/mandates/create");
        form.Document.QuerySelector(Form)!.SetAttribute("action", "/mandates/create?handler=Preview");
        return await visitor.SubmitAsync(form, Form, typed);
    }
}
