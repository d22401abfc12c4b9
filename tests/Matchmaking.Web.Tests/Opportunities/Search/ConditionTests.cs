using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>The further conditions of the list, its orders, and what it knows of its reader.</summary>
public sealed class ConditionTests(ConditionTests.Filled site) : IClassFixture<ConditionTests.Filled>
{
    /// <summary>Three listings of one sector that differ in what the further conditions ask.</summary>
    public sealed class Filled : Site
    {
        public DateOnly Today => BakuDay.Of(TimeProvider.System);
        public Opportunity Plot { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var now = TimeProvider.System.GetUtcNow();
            await this.PublishAsync(o =>
                (o.Title, o.AmountFrom, o.AmountTo, o.Currency, o.TechnicalStage, o.LegalStage, o.Zone, o.PublishedAt) = (
                    new("工厂", "Zavod", "Factory"),
                    9_999_999,
                    50_000_000,
                    "USD",
                    4,
                    2,
                    null,
                    now.AddDays(-3)
                )
            );
            Plot = await this.PublishAsync(o =>
                (o.Title, o.AmountFrom, o.AmountTo, o.Currency, o.TechnicalStage, o.LegalStage, o.Zone, o.ValidUntil, o.PublishedAt) = (
                    new("地块", "Torpaq", "Plot"),
                    null,
                    null,
                    null,
                    null,
                    0,
                    "alat-fez",
                    Today.AddDays(ListFilter.ClosingDays - 1),
                    now.AddDays(-2)
                )
            );
            await this.PublishAsync(o =>
                (o.Title, o.AmountFrom, o.AmountTo, o.Currency, o.TechnicalStage, o.LegalStage, o.Zone, o.ValidUntil, o.PublishedAt) = (
                    new("港口", "Liman", "Port"),
                    200_000_000,
                    200_000_000,
                    "USD",
                    0,
                    null,
                    null,
                    Today.AddDays(ListFilter.ClosingDays),
                    now.AddDays(-1)
                )
            );
        }
    }

    [Theory]
    [InlineData("zone=alat-fez", "Plot")]
    [InlineData("stage=T4", "Factory")]
    [InlineData("stage=T4&stage=T0", "Factory,Port")]
    [InlineData("legal=L0", "Plot")]
    [InlineData("legal=L2&stage=T4", "Factory")]
    [InlineData("amount=none", "Plot")]
    // Every band that the range reaches into, its upper end included.
    [InlineData("amount=under-10m", "Factory")]
    [InlineData("amount=10m-50m", "Factory")]
    [InlineData("amount=50m-200m", "Factory")]
    [InlineData("amount=over-200m", "Port")]
    [InlineData("amount=over-200m&amount=none", "Plot,Port")]
    [InlineData("closing=1", "Plot")]
    // Questions that this reader cannot ask narrow nothing.
    [InlineData("fits=1&saved=1&followed=1&new=1", "Factory,Plot,Port")]
    public async Task Conditions_narrow_the_list(string query, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?sector=auto&" + query);

        Assert.Equal(expected, string.Join(',', page.TextsOf("#results .title").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("", "Port,Plot,Factory")]
    [InlineData("order=newest", "Port,Plot,Factory")]
    [InlineData("order=closing", "Plot,Port,Factory")]
    [InlineData("order=amount", "Port,Factory,Plot")]
    // Neither words nor mandates: these orders make no sense here.
    [InlineData("order=relevance", "Port,Plot,Factory")]
    [InlineData("order=match", "Port,Plot,Factory")]
    [InlineData("order=99", "Port,Plot,Factory")]
    public async Task The_list_is_ordered_as_asked(string query, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?sector=auto&" + query);

        Assert.Equal(expected, string.Join(',', page.TextsOf("#results .title")));
    }

    [Fact]
    public async Task Unknown_zones_stages_and_amounts_are_named_and_left_out()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?sector=auto&zone=moon&stage=T9&legal=X1&amount=1");

        Assert.Equal(4, page.TextsOf("#results .notice p").Count);
        Assert.Equal(3, page.TextsOf("#results .title").Count);
    }

    [Fact]
    public async Task An_investor_sees_what_fits_first_and_filters_by_it_and_by_what_was_saved()
    {
        var mine = await site.PublishAsync(o =>
            (o.Title, o.Sector, o.Subsector, o.PublishedAt) = (
                new("温室", "İstixana", "Greenhouse"),
                "agri",
                "agri.greenhouse",
                TimeProvider.System.GetUtcNow().AddDays(-9)
            )
        );
        var person = await site.People.InvestorAsync();
        await site.AddMandateAsync(person, m => (m.Sectors, m.Places, m.DealTypes) = (["agri"], [], []));
        var visitor = await site.People.SignInAsync(person);
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());

        Assert.Equal("Greenhouse", (await visitor.OpenAsync("/opportunities")).TextsOf("#results .title")[0]);
        Assert.Equal(["Greenhouse"], (await visitor.OpenAsync("/opportunities?fits=1")).TextsOf("#results .title"));
        Assert.Empty((await stranger.OpenAsync("/opportunities?fits=1")).TextsOf("#results .title"));

        await visitor.PressAsync(await visitor.OpenAsync("/opportunities/" + site.Plot.Slug), ".save button");
        Assert.Equal(["Plot"], (await visitor.OpenAsync("/opportunities?saved=1")).TextsOf("#results .title"));
        var shared = await site.NewVisitor().OpenAsync("/opportunities?saved=1");
        Assert.Equal(["“Saved by me” needs an investor who is signed in; it was left out."], shared.TextsOf("#results .notice p"));
        Assert.Empty(shared.TextsOf("[data-chosen] .chip"));
        Assert.Empty((await stranger.OpenAsync("/opportunities?saved=1")).TextsOf("#results .title"));
        Assert.NotEqual(mine.Id, site.Plot.Id);

        Assert.Empty((await visitor.OpenAsync("/opportunities?followed=1")).TextsOf("#results .title"));
        await visitor.SubmitAsync(await visitor.OpenAsync($"/saved/{site.Plot.Slug}/edit"), "main form", ("Input.Follows", "true"));
        Assert.Equal(["Plot"], (await visitor.OpenAsync("/opportunities?followed=1")).TextsOf("#results .title"));
    }

    [Theory]
    [InlineData(null, null, "none")]
    [InlineData(0, 9_999_999, "under-10m")]
    [InlineData(10_000_000, 10_000_000, "10m-50m")]
    [InlineData(49_999_999, null, "10m-50m")]
    [InlineData(null, 50_000_000, "50m-200m")]
    [InlineData(1, 1_000_000_000, "under-10m,10m-50m,50m-200m,over-200m")]
    public void Bands_meet_at_their_ends(int? from, int? to, string expected) =>
        Assert.Equal(expected, string.Join(',', AmountBands.CodesOf(from is null && to is null ? null : new MoneyRange(from, to))));
}
