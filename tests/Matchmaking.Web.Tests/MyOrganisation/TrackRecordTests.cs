using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.MyOrganisation;

/// <summary>An organisation keeps its own track record.</summary>
public sealed class TrackRecordTests(Site site) : IClassFixture<Site>
{
    private static readonly (string, string?)[] Filled =
    [
        ("Input.Year", "2021"),
        ("Input.Month", "6"),
        ("Input.Target", "Chulak solar plant"),
        ("Input.Sector", "renw.solar"),
        ("Input.Country", "KZ"),
        ("Input.Amount", "3400万"),
        ("Input.Share", "51,5 %"),
        ("Input.DealType", "JV"),
        ("Input.Source", "https://example.org/chulak"),
    ];

    [Theory]
    [InlineData("/organisation/track-record")]
    [InlineData("/organisation/track-record/create")]
    [InlineData("/organisation/track-record/names")]
    public async Task The_pages_are_for_investors(string path)
    {
        Assert.Equal(HttpStatusCode.Redirect, (await site.NewVisitor().Client.GetAsync(path)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.StaffAsync())).OpenAsync(path)).Status
        );
        foreach (var language in Matchmaking.Web.Languages.Language.All)
            Assert.Equal(
                HttpStatusCode.OK,
                (await (await site.People.SignInAsync(await site.People.InvestorAsync(language))).OpenAsync(path)).Status
            );
    }

    [Fact]
    public async Task A_deal_is_added_and_shown()
    {
        var (investor, person) = await InvestorAsync();
        Assert.Contains("No deals yet", (await investor.OpenAsync("/organisation/track-record")).Text, StringComparison.Ordinal);

        var list = await investor.SubmitAsync(await investor.OpenAsync("/organisation/track-record/create"), "main form", Filled);

        Assert.Contains("The deal is saved.", list.Html, StringComparison.Ordinal);
        var row = Assert.Single(list.TextsOf("tbody tr"));
        Assert.Contains("2021-06 Chulak solar plant", row, StringComparison.Ordinal);
        Assert.Contains("US$34 million", row, StringComparison.Ordinal);
        Assert.Contains("51.5 %", row, StringComparison.Ordinal);
        var deal = await site.InDatabaseAsync(db => db.Deals.SingleAsync(d => d.OrganisationId == person.OrganisationId));
        Assert.Equal(
            (34m, "renw", "renw.solar", "KZ", DealOrigin.Organisation, person.Id),
            (deal.AmountUsdMillions, deal.Sector, deal.Subsector, deal.CountryCode, deal.Origin, deal.EnteredById)
        );
        Assert.Contains("1 deal", (await investor.OpenAsync("/organisation")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_said_beside_the_field_and_kept()
    {
        var (investor, person) = await InvestorAsync();

        var answer = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/track-record/create"),
            "main form",
            ("Input.Year", "1066"),
            ("Input.Month", "13"),
            ("Input.Amount", "3.400"),
            ("Input.Share", "101"),
            ("Input.Source", "the newspaper"),
            ("Input.Region", "Almaty")
        );

        Assert.Equal(8, answer.TextsOf(".error-summary a").Count);
        Assert.Contains("Enter a month from 1 to 12, or leave it empty.", answer.TextsOf(".error"));
        Assert.Contains("Say what was invested in, or give the deal a title.", answer.TextsOf(".error"));
        Assert.Contains("Choose a sector, or say it in words.", answer.TextsOf(".error"));
        Assert.Contains("Choose a country, or say it in words.", answer.TextsOf(".error"));
        Assert.Contains("The share must be above 0 and at most 100.", answer.TextsOf(".error"));
        Assert.Contains("The source must be an address that begins with https:// or http://.", answer.TextsOf(".error"));
        Assert.Equal(
            ("1066", "13", "3.400", "101", "the newspaper", "Almaty"),
            (
                answer.ValueOf("Input.Year"),
                answer.ValueOf("Input.Month"),
                answer.ValueOf("Input.Amount"),
                answer.ValueOf("Input.Share"),
                answer.ValueOf("Input.Source"),
                answer.ValueOf("Input.Region")
            )
        );
        Assert.False(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.OrganisationId == person.OrganisationId)));
    }

    [Theory]
    [InlineData("Input.Source", "javascript:alert(1)")]
    [InlineData("Input.Source", "")]
    [InlineData("Input.Year", "2021.5")]
    [InlineData("Input.Amount", "-5")]
    [InlineData("Input.Amount", "a lot")]
    [InlineData("Input.Share", "0")]
    [InlineData("Input.Sector", "nonsense")]
    [InlineData("Input.Country", "XX")]
    public async Task One_wrong_field_is_enough_to_refuse(string field, string typed)
    {
        var (investor, person) = await InvestorAsync();
        var answer = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/track-record/create"),
            "main form",
            [.. Filled.Where(filled => filled.Item1 != field), (field, typed)]
        );
        Assert.Single(answer.TextsOf(".error-summary a"));
        Assert.False(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.OrganisationId == person.OrganisationId)));
    }

    [Fact]
    public async Task A_deal_is_changed_and_removed_after_a_question()
    {
        var (investor, person) = await InvestorAsync();
        var deal = await site.AddDealAsync(person.OrganisationId!.Value, "Us");

        var form = await investor.OpenAsync($"/organisation/track-record/{deal.Id}/edit");
        Assert.Equal(
            ("2021", "80 000 000", "https://example.org/chulak"),
            (form.ValueOf("Input.Year"), form.ValueOf("Input.Amount"), form.ValueOf("Input.Source"))
        );
        await investor.SubmitAsync(form, "main form", ("Input.Sector", ""), ("Input.SectorWords", "Geothermal"), ("Input.Amount", ""));
        var changed = await site.InDatabaseAsync(db => db.Deals.SingleAsync(d => d.Id == deal.Id));
        Assert.Equal((null, null, "Geothermal", null), (changed.Sector, changed.Subsector, changed.SectorWords, changed.AmountUsdMillions));

        // The first form is older than what is saved now, and reverts nothing of it.
        await investor.SubmitAsync(form, "main form", ("Input.Year", "2019"));
        changed = await site.InDatabaseAsync(db => db.Deals.SingleAsync(d => d.Id == deal.Id));
        Assert.Equal((2019, "Geothermal", null), (changed.Year, changed.SectorWords, changed.AmountUsdMillions));

        var question = await investor.OpenAsync($"/organisation/track-record/{deal.Id}/removal");
        Assert.True(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.Id == deal.Id)));
        Assert.Contains("The deal is removed.", (await investor.SubmitAsync(question, "main form")).Html, StringComparison.Ordinal);
        Assert.False(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.Id == deal.Id)));
    }

    [Fact]
    public async Task The_words_of_a_file_stay_while_they_are_not_changed()
    {
        var (investor, person) = await InvestorAsync();
        var deal = await site.AddDealAsync(
            person.OrganisationId!.Value,
            "Us",
            d => (d.Year, d.Sector, d.Subsector, d.SectorWords, d.SubsectorWords) = (2035, null, null, "Energy", "coal")
        );
        await investor.SubmitAsync(
            await investor.OpenAsync($"/organisation/track-record/{deal.Id}/edit"),
            "main form",
            ("Input.Region", "Almaty")
        );
        var changed = await site.InDatabaseAsync(db => db.Deals.SingleAsync(d => d.Id == deal.Id));
        Assert.Equal((2035, "Energy", "coal"), (changed.Year, changed.SectorWords, changed.SubsectorWords));
    }

    [Fact]
    public async Task Another_organisations_deal_is_not_found()
    {
        var (_, owner) = await InvestorAsync();
        var deal = await site.AddDealAsync(owner.OrganisationId!.Value, "Theirs", d => d.Target = "A secret plant");
        var (stranger, _) = await InvestorAsync();
        foreach (var action in new[] { "edit", "removal" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"/organisation/track-record/{deal.Id}/{action}")).Status);
            var own = await stranger.OpenAsync("/organisation/track-record/create");
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await stranger.SubmitWithHtmxAsync(own, "main form", $"/organisation/track-record/{deal.Id}/{action}", Filled)).Status
            );
        }
        Assert.DoesNotContain("secret", (await stranger.OpenAsync("/organisation/track-record")).Text, StringComparison.Ordinal);
        Assert.True(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.Id == deal.Id && d.Target == "A secret plant")));
    }

    [Fact]
    public async Task A_name_that_an_organisation_gives_itself_is_not_certain()
    {
        var (investor, person) = await InvestorAsync();
        var name = Companies.NewName("丝路港务");

        await investor.SubmitAsync(await investor.OpenAsync("/organisation/track-record/names"), "main form", ("NewName", name));
        var again = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/track-record/names"),
            "main form",
            ("NewName", " " + name)
        );

        Assert.Equal("/organisation/track-record", again.Path);
        var row = await site.InDatabaseAsync(db => db.OrganisationNames.SingleAsync(n => n.OrganisationId == person.OrganisationId));
        Assert.Equal((name, false), (row.Text, row.IsCertain));
        var list = await investor.OpenAsync("/organisation/track-record");
        Assert.Contains("Waiting for confirmation", list.Text, StringComparison.Ordinal);

        var (stranger, _) = await InvestorAsync();
        var theirs = await stranger.OpenAsync("/organisation/track-record/names");
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.SubmitWithHtmxAsync(theirs, "main form", $"/organisation/track-record/names?id={row.Id}&handler=Remove")).Status
        );
        await investor.SubmitAsync(list, ".name-list form");
        Assert.False(await site.InDatabaseAsync(db => db.OrganisationNames.AnyAsync(n => n.Id == row.Id)));
    }

    private async Task<(Visitor Visitor, Person Person)> InvestorAsync()
    {
        var person = await site.People.InvestorAsync();
        return (await site.People.SignInAsync(person), person);
    }
}
