using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>What a form says that it has read, and what it asks before it believes it.</summary>
public sealed class AmountFieldsTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("az", "1,250 mln", "Yəni: ən azı")]
    [InlineData("zh-Hans", "3400万元", "即：")]
    [InlineData("en", "$30m", "That is at least US$30 million")]
    [InlineData("en", "3.400", "“3.400” can be read as 3,400 or as 3.4")]
    [InlineData("en", "34", "“34” is US$34. If you mean US$34 million")]
    [InlineData("zh-Hans", "3400", "3400")]
    [InlineData("az", "1,234 mln", "1 234 000 ABŞ dolları")]
    [InlineData("az", "2,345 mlrd", "2 345 mln ABŞ dolları")]
    [InlineData("en", "1.2345 million", "US$1,234,500")]
    [InlineData("zh-Hans", "1234.567万", "12,345,670美元")]
    public async Task While_somebody_types_the_reading_stands_beneath(string language, string typed, string said)
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync(language));

        var page = await investor.OpenAsync(
            "/amounts/reading?fromField=ticketFrom&toField=ticketTo&currencyField=currency&isOpenEnded=true"
                + $"&ticketFrom={Uri.EscapeDataString(typed)}&ticketTo=&currency=USD"
        );

        Assert.Contains(said, page.TextsOf("#ticketFrom-reading").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3400万人民币", "500万美元", "不同的币种")]
    [InlineData("1亿", "5000万", "不能高于")]
    [InlineData("€5m", "", "EUR")]
    public async Task The_reading_complains_of_what_saving_would_refuse(string from, string to, string said)
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync("zh-Hans"));

        var echo = await investor.OpenAsync(
            $"/amounts/reading?fromField=ticketFrom&toField=ticketTo&ticketFrom={Uri.EscapeDataString(from)}"
                + $"&ticketTo={Uri.EscapeDataString(to)}"
        );
        var refused = await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("sectors", "agri"),
            ("ticketFrom", from),
            ("ticketTo", to)
        );

        var complaint = echo.TextsOf("#ticketFrom-reading").Single();
        Assert.Contains(said, complaint, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.TextsOf(".error-summary a"));
    }

    [Fact]
    public async Task One_amount_is_called_an_end_only_where_it_is_one()
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);
        var deal = await site.AddDealAsync(person.OrganisationId!.Value, "Us");
        var read = new Dictionary<string, string>();

        foreach (
            var (page, field) in new[]
            {
                ("/mandates/create", "ticketFrom"),
                ("/organisation/opportunities/create", "Input.AmountFrom"),
                ($"/organisation/track-record/{deal.Id}/edit", "Input.Amount"),
            }
        )
        {
            var form = await investor.OpenAsync(page);
            var id = field.Replace('.', '_');
            var asks = form.Document.QuerySelector($"[hx-target='#{id}-reading']")!.GetAttribute("hx-get")!;
            var line = await investor.OpenAsync($"{asks}&{field}=34+mln+USD");
            read[field] = line.TextsOf($"#{id}-reading").Single();
        }

        Assert.Equal(
            ["That is at least US$34 million", "That is US$34 million", "That is US$34 million"],
            [read["ticketFrom"], read["Input.AmountFrom"], read["Input.Amount"]]
        );
        Assert.Contains(
            "That is US$80 million",
            (await investor.OpenAsync($"/organisation/track-record/{deal.Id}/edit")).TextsOf("#Input_Amount-reading")
        );
    }

    [Fact]
    public async Task After_a_refused_posting_the_reading_stands_beneath_too()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("ticketTo", "34 mln manat"),
            ("sectors", "x")
        );

        Assert.Equal("That is up to AZN 34 million", page.TextsOf("#ticketFrom-reading").Single());
    }

    [Theory]
    [InlineData("az", "5,001 mln", "5 mln", "5 001 000")]
    [InlineData("en", "5.001 million", "5 million", "US$5,001,000")]
    public async Task Ends_in_the_wrong_order_are_told_apart_in_what_is_said_of_them(string language, string from, string to, string said)
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync(language));

        var page = await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("sectors", "agri"),
            ("ticketFrom", from),
            ("ticketTo", to)
        );

        Assert.Contains(said, page.TextsOf("#ticketFrom-error").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_amount_comes_back_in_groups_of_three_in_every_form()
    {
        var person = await site.People.InvestorAsync("zh-Hans");
        var investor = await site.People.SignInAsync(person);
        await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("sectors", "agri"),
            ("ticketFrom", "2000万"),
            ("ticketTo", "1亿")
        );
        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OwnerId == person.Id));

        var form = await investor.OpenAsync($"/mandates/{mandate.Id}/edit");

        Assert.Equal(("20 000 000", "100 000 000"), (form.ValueOf("ticketFrom"), form.ValueOf("ticketTo")));
    }

    [Fact]
    public async Task A_currency_that_was_written_counts_more_than_the_one_chosen_beside_it()
    {
        var person = await site.People.InvestorAsync("zh-Hans");
        var investor = await site.People.SignInAsync(person);

        await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("sectors", "agri"),
            ("ticketFrom", "500万元"),
            ("currency", "USD")
        );

        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OwnerId == person.Id));
        Assert.Equal((5_000_000m, "CNY"), (mandate.TicketFrom, mandate.Currency));
    }

    [Fact]
    public async Task Two_currencies_are_refused_and_one_without_a_rate_too()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var form = await investor.OpenAsync("/mandates/create");

        var two = await investor.SubmitAsync(form, "main form", ("sectors", "agri"), ("ticketFrom", "$5m"), ("ticketTo", "90 mln manat"));
        var euro = await investor.SubmitAsync(form, "main form", ("sectors", "agri"), ("ticketFrom", "€5m"));

        Assert.Contains("different currencies", two.TextsOf("#ticketTo-error").Single(), StringComparison.Ordinal);
        Assert.Contains("EUR", euro.TextsOf("#ticketFrom-error").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digits_alone_that_are_no_investment_are_questioned_once()
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);

        var asked = await investor.SubmitAsync(
            await investor.OpenAsync("/mandates/create"),
            "main form",
            ("sectors", "agri"),
            ("ticketFrom", "34")
        );
        Assert.Contains("US$34 million", asked.TextsOf("#ticketFrom-error").Single(), StringComparison.Ordinal);
        Assert.False(await site.InDatabaseAsync(db => db.Mandates.AnyAsync(m => m.OwnerId == person.Id)));

        // Another text is another question; the same once more is meant so.
        var again = await investor.SubmitAsync(asked, "main form", ("ticketFrom", "35"));
        Assert.Contains("US$35 million", again.TextsOf("#ticketFrom-error").Single(), StringComparison.Ordinal);
        await investor.SubmitAsync(again, "main form");

        Assert.Equal(
            35,
            await site.InDatabaseAsync(db => db.Mandates.Where(m => m.OwnerId == person.Id).Select(m => m.TicketFrom).SingleAsync())
        );
    }

    [Theory]
    [InlineData("10000", 10_000)]
    [InlineData("9 thousand", 9_000)]
    public async Task From_ten_thousand_on_and_with_a_unit_nothing_is_questioned(string typed, int amount)
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);

        await investor.SubmitAsync(await investor.OpenAsync("/mandates/create"), "main form", ("sectors", "agri"), ("ticketFrom", typed));

        Assert.Equal(
            amount,
            await site.InDatabaseAsync(db => db.Mandates.Where(m => m.OwnerId == person.Id).Select(m => m.TicketFrom).SingleAsync())
        );
    }

    [Theory]
    [InlineData("exactly", 34_000_000, 34_000_000)]
    [InlineData("at-least", 34_000_000, null)]
    [InlineData("at-most", null, 34_000_000)]
    public async Task One_amount_of_a_listing_is_what_its_author_says(string means, int? from, int? to)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var title = "One amount " + Guid.NewGuid().ToString("N");
        (string Name, string? Value)[] typed =
        [
            ("Input.Title.En", title),
            ("Input.Sector", "agri"),
            ("Input.AmountTo", "34 million"),
            ("Input.Currency", "USD"),
        ];

        var asked = await staff.SubmitAsync(await staff.OpenAsync("/desk/opportunities/create"), "main form", typed);
        Assert.Contains("There is one amount only. Is it exact, the least or the most?", asked.TextsOf(".error-summary a"));
        Assert.Equal("34 million", asked.ValueOf("Input.AmountTo"));
        var edit = await staff.SubmitAsync(asked, "main form", ("Input.AmountMeans", means));

        var listing = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == title));
        Assert.Equal((from, to), ((int?)listing.AmountFrom, (int?)listing.AmountTo));
        // The form shows it again as it was meant, so that saving once more changes nothing.
        Assert.Equal(("34 000 000", ""), (edit.ValueOf("Input.AmountFrom"), edit.ValueOf("Input.AmountTo")));
        Assert.NotNull(edit.Document.QuerySelector($"input[name='Input.AmountMeans'][value='{means}'][checked]"));
    }

    [Fact]
    public async Task A_deal_in_another_currency_is_asked_for_in_dollars()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await investor.SubmitAsync(
            await investor.OpenAsync("/organisation/track-record/create"),
            "main form",
            ("Input.Amount", "5 mln manat")
        );

        Assert.Contains("Deals are kept in US dollars", page.TextsOf("#Input_Amount-error").Single(), StringComparison.Ordinal);
    }
}
