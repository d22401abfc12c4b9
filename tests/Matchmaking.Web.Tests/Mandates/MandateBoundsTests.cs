using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>Forms as full as they can be, the smallest and the largest amounts, and a currency without a rate.</summary>
public sealed class MandateBoundsTests(Site site) : IClassFixture<Site>
{
    private const string Form = "form#mandate";

    [Fact]
    public async Task Two_hundred_criteria_are_saved_and_matched()
    {
        var reference = site.Services.GetRequiredService<ReferenceData>();
        (string, string?)[] typed =
        [
            .. reference.Sectors.SelectMany(sector => sector.Subsectors ?? []).Select(sector => ("sectors", (string?)sector.Code)),
            .. reference.Regions.SelectMany(region => region.Units).Select(unit => ("places", (string?)unit.Code)),
            .. reference.DealTypes.Select(type => ("dealTypes", (string?)type.Code)),
            .. reference.TechnicalStages.Select(stage => ("technicalStages", (string?)MandateInput.Digit(stage.Code))),
            .. reference.LegalStages.Select(stage => ("legalStages", (string?)MandateInput.Digit(stage.Code))),
            ("ticketFrom", "1"),
            ("ticketTo", "1000万亿"),
            ("asked", "1|1000万亿"),
            ("excludedWords", string.Join('\n', Enumerable.Range(1, 20).Select(i => $"word{i}x"))),
        ];
        Assert.True(typed.Length + 19 >= 200, $"{typed.Length}");
        var opportunity = await site.PublishAsync();
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var form = await visitor.OpenAsync("/mandates/create");
        Assert.Equal(HttpStatusCode.OK, (await visitor.SubmitWithHtmxAsync(form, Form, "/mandates/create?handler=Preview", typed)).Status);

        var page = await visitor.SubmitAsync(form, Form, typed);

        // Other tests publish too.
        var match = Assert.Single(
            page.Document.QuerySelectorAll(".match"),
            match => match.InnerHtml.Contains(opportunity.Slug, StringComparison.Ordinal)
        );
        Assert.Equal("100", match.QuerySelector(".score-big > b")!.TextContent);
        var mandate = await SavedAsync(investor);
        Assert.InRange(mandate.Name.Length, 1, Mandate.NameLength);
        Assert.Equal(20, mandate.ExcludedWords.Count);
        foreach (var path in new[] { "/mandates", $"/mandates/{mandate.Id}/edit" })
            Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(path)).Status);
    }

    [Theory]
    [InlineData("USD")]
    [InlineData("CNY")]
    [InlineData("AZN")]
    public async Task The_smallest_and_the_largest_amount_are_kept_to_the_cent_in_each_currency(string currency)
    {
        foreach (var amount in new[] { "1", "999999999999999.99", "1000000000000000" })
        {
            var investor = await site.People.InvestorAsync();
            var visitor = await site.People.SignInAsync(investor);
            var exact = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
            var opportunity = await site.PublishAsync(o =>
                (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo, o.Currency) = ("fina", "fina.banking", exact, exact, currency)
            );

            var page = await visitor.SubmitAsync(
                await visitor.OpenAsync("/mandates/create"),
                Form,
                ("sectors", "fina.banking"),
                ("ticketFrom", amount),
                ("ticketTo", amount),
                ("asked", $"{amount}|{amount}"),
                ("currency", currency)
            );

            Assert.Equal(
                (exact, exact, currency),
                await SavedAsync(investor) is var mandate ? (mandate.TicketFrom, mandate.TicketTo, mandate.Currency) : default
            );
            Assert.Contains(opportunity.Slug, page.Html, StringComparison.Ordinal);
            Assert.Contains("Amount as you asked", page.Text, StringComparison.Ordinal);
            foreach (var language in Web.Languages.Language.All)
                Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync($"/opportunities/{opportunity.Slug}?lang={language}")).Status);
            await site.AsOwnerAsync(db => db.Opportunities.Where(o => o.Id == opportunity.Id).ExecuteDeleteAsync());
        }
    }

    [Theory]
    [InlineData("0.0001")]
    [InlineData("1000000000000000.01")]
    [InlineData("1001万亿")]
    public async Task What_is_smaller_or_larger_is_refused_with_the_limit(string amount)
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/mandates/create"), Form, ("sectors", "fina"), ("ticketTo", amount));

        Assert.Contains("an amount is above 0 and at most 10¹⁵", page.TextsOf("#ticketTo-error").Single(), StringComparison.Ordinal);
        Assert.Equal(amount, page.ValueOf("ticketTo"));
    }

    [Fact]
    public async Task A_listing_in_a_currency_without_a_rate_is_no_miss_earns_nothing_and_says_why()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Currency) = ("cons", null, "EUR"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.TicketFrom, m.TicketTo, m.Currency) = (["cons"], 1, 2, "USD"));

        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/matches");

        Assert.Equal(["80"], page.TextsOf(".match .score-big > b"));
        Assert.Contains("The amount (EUR 34 million) cannot be compared: there is no exchange rate", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandate_whose_currency_lost_its_rate_limits_nothing_says_so_and_asks_for_another_one()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", null));
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(
            investor,
            m => (m.Sectors, m.TicketFrom, m.TicketTo, m.Currency) = (["heal"], 1, 2, "EUR")
        );
        var visitor = await site.People.SignInAsync(investor);

        Assert.Contains(
            "The amount that you asked for (EUR 1 to EUR 2) limits nothing: there is no exchange rate",
            (await visitor.OpenAsync("/matches")).Text,
            StringComparison.Ordinal
        );
        var form = await visitor.OpenAsync($"/mandates/{mandate.Id}/edit");
        Assert.Equal("EUR", form.ValueOf("currency"));
        var refused = await visitor.SubmitAsync(form, Form, ("name", "Renamed"));
        Assert.Contains("There is no exchange rate for “EUR”", refused.TextsOf("#currency-error").Single(), StringComparison.Ordinal);
        Assert.Equal("Renamed", refused.ValueOf("name"));
        Assert.Equal("EUR", (await SavedAsync(investor)).Currency);

        await visitor.SubmitAsync(refused, Form, ("currency", "CNY"));
        Assert.Equal("CNY", (await SavedAsync(investor)).Currency);
    }

    private Task<Mandate> SavedAsync(Person investor) =>
        site.InDatabaseAsync(db => db.Mandates.AsNoTracking().SingleAsync(m => m.OrganisationId == investor.OrganisationId));
}
