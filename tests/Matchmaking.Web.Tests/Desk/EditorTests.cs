using System.Globalization;
using System.Net;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk writes and changes listings.</summary>
public sealed class EditorTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_draft_needs_only_a_title_in_one_language_and_a_sector()
    {
        var staff = await StaffAsync();
        var form = await staff.OpenAsync("/desk/opportunities/create");

        var saved = await staff.SubmitAsync(
            form,
            "main form",
            ("Input.Title.En", "Tractor assembly in Ganja"),
            ("Input.Sector", "mach.tractors")
        );

        Assert.Contains("Saved.", saved.Html, StringComparison.Ordinal);
        Assert.Contains("The title is missing: 简体中文", saved.Text, StringComparison.Ordinal);
        var draft = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Slug == "tractor-assembly-in-ganja"));
        Assert.Equal((PublicationStatus.Draft, "mach", "mach.tractors"), (draft.Status, draft.Sector, draft.Subsector));
    }

    [Fact]
    public async Task Two_drafts_of_the_same_title_have_different_addresses()
    {
        var staff = await StaffAsync();
        for (var i = 0; i < 2; i++)
            await staff.SubmitAsync(
                await staff.OpenAsync("/desk/opportunities/create"),
                "main form",
                ("Input.Title.En", "Twins"),
                ("Input.Sector", "agri")
            );
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.Zh", "只有中文"),
            ("Input.Sector", "agri")
        );

        var slugs = await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Title.En == "Twins" || o.Title.Zh == "只有中文").Select(o => o.Slug).ToListAsync()
        );
        Assert.Equal(3, slugs.Distinct().Count());
        Assert.Contains(slugs, slug => slug.StartsWith("opportunity-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_typed_is_stored()
    {
        var (staff, person) = await PersonAsync();
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            [.. Whole("Everything typed"), ("Input.ContactId", person.Id.ToString())]
        );

        var o = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Slug == "everything-typed"));
        Assert.Equal("一切", o.Title.Zh);
        Assert.Equal((34_000_000m, 340_000_000m, "USD"), (o.AmountFrom, o.AmountTo, o.Currency));
        Assert.Equal(["ABX", "AZ-BA"], o.Places.Order());
        Assert.Equal((2, 3, "alat-fez"), (o.TechnicalStage, o.LegalStage, o.Zone));
        Assert.Equal(["https://example.org/a?b=c", "http://example.org/д"], o.Sources);
        Assert.Equal(new DateOnly(2099, 12, 31), o.ValidUntil);
        Assert.Equal((Availability.OnHold, person.Id), (o.Availability, o.ContactId!.Value));
        Assert.Equal("Ministry", o.Promoter.En);
        Assert.Equal(["JV", "LOC"], o.DealTypes.Order());
        Assert.Equal(["batt.assembly", "logi"], o.MoreSectors.Order());
        Assert.Equal(["auto", "auto.ebus", "batt.assembly", "logi"], o.SectorCodes.Order());
    }

    [Fact]
    public async Task Too_many_sectors_are_said_beside_their_field_and_stay_ticked()
    {
        var all = FurtherSectors(Opportunity.MostMoreSectors + 1);

        var answer = await CreateAsync("Everything for everybody", all);

        Assert.Contains(
            $"At most {Opportunity.MostMoreSectors} further sectors; {all.Length} are chosen.",
            answer.TextsOf("#Input_MoreSectors .error")
        );
        Assert.NotNull(answer.Document.QuerySelector("#Input_MoreSectors details[open]"));
        Assert.Equal(
            all.Order(),
            answer.Document.QuerySelectorAll("#Input_MoreSectors input[checked]").Select(box => box.GetAttribute("value")!).Order()
        );
    }

    [Fact]
    public async Task As_many_sectors_as_there_may_be_are_kept()
    {
        var all = FurtherSectors(Opportunity.MostMoreSectors);

        await CreateAsync("Something for nearly everybody", all);

        var row = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == "Something for nearly everybody"));
        Assert.Equal(all.Order(), row.MoreSectors.Order());
    }

    private string[] FurtherSectors(int count) =>
        [
            .. site
                .Services.GetRequiredService<ReferenceData>()
                .Sectors.Select(sector => sector.Code)
                .Where(code => code != "auto")
                .Take(count),
        ];

    private async Task<Page> CreateAsync(string title, string[] furtherSectors)
    {
        var staff = await StaffAsync();
        return await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            [
                .. Whole(title).Where(pair => pair.Name != "Input.MoreSectors"),
                .. furtherSectors.Select(code => ("Input.MoreSectors", (string?)code)),
            ]
        );
    }

    [Theory]
    [InlineData("Input.AmountFrom", "0")]
    [InlineData("Input.AmountFrom", "-5")]
    [InlineData("Input.AmountFrom", "1e9")]
    [InlineData("Input.AmountFrom", "3.400")]
    [InlineData("Input.AmountFrom", "99999999999999999999999999")]
    [InlineData("Input.AmountFrom", "4亿")]
    [InlineData("Input.Currency", "")]
    [InlineData("Input.Currency", "XXX")]
    [InlineData("Input.Sources", "javascript:alert(1)")]
    [InlineData("Input.Sources", "javascript://example.org/%0aalert(1)")]
    [InlineData("Input.Sources", "ftp://example.org/file")]
    [InlineData("Input.Sources", "https://example.org/a\njavascript:alert(1)//https://")]
    [InlineData("Input.Sources", "https://bank.az@evil.example/")]
    [InlineData("Input.Sources", "example.org")]
    [InlineData("Input.Sector", "nothing")]
    [InlineData("Input.Sector", "")]
    [InlineData("Input.MoreSectors", "nothing")]
    [InlineData("Input.Places", "ZZZ")]
    [InlineData("Input.DealTypes", "ZZZ")]
    [InlineData("Input.TechnicalStage", "9")]
    [InlineData("Input.Zone", "moon")]
    [InlineData("Input.ContactId", "not an id")]
    [InlineData("Input.ContactId", "11111111-1111-1111-1111-111111111111")]
    [InlineData("Input.ValidUntil", "31/12/2099")]
    [InlineData("Input.Availability", "7")]
    public async Task Bad_input_is_said_beside_its_field_and_keeps_what_was_typed(string field, string value)
    {
        var staff = await StaffAsync();
        var title = "Bad " + Guid.NewGuid().ToString("N");
        var answer = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            [.. Whole(title).Where(pair => pair.Name != field), (field, value)]
        );

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(answer.TextsOf(".error-summary li a"));
        Assert.NotEmpty(answer.TextsOf(".has-error .error"));
        foreach (var link in answer.Document.QuerySelectorAll(".error-summary a"))
            Assert.NotNull(answer.Document.QuerySelector(link.GetAttribute("href")!));
        Assert.Equal(title, answer.ValueOf("Input.Title.En"));
        if (field is "Input.AmountFrom" or "Input.ValidUntil")
            Assert.Equal(value, answer.ValueOf(field));
        Assert.False(await site.InDatabaseAsync(db => db.Opportunities.AnyAsync(o => o.Title.En == title)));
    }

    [Theory]
    [InlineData("3,400", 3400)]
    [InlineData("３４００万", 34_000_000)]
    [InlineData("34 mln", 34_000_000)]
    public async Task Amounts_are_read_as_people_write_them(string typed, int expected)
    {
        var staff = await StaffAsync();
        var title = "Amount " + Guid.NewGuid().ToString("N");
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.En", title),
            ("Input.Sector", "agri"),
            ("Input.AmountFrom", typed),
            ("Input.AmountTo", typed),
            ("Input.Asked", $"{typed}|{typed}"),
            ("Input.Currency", "USD")
        );
        var row = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == title));
        Assert.Equal<decimal?>([expected, expected], [row.AmountFrom, row.AmountTo]);
    }

    [Fact]
    public async Task Text_is_cleaned_and_its_length_checked()
    {
        var staff = await StaffAsync();
        var form = await staff.OpenAsync("/desk/opportunities/create");
        var refused = await staff.SubmitAsync(
            form,
            "main form",
            ("Input.Title.Az", new string('ə', Opportunity.TitleLength + 1)),
            ("Input.Sector", "agri")
        );
        Assert.Contains("At most 160 characters; there are 161.", refused.TextsOf(".error"));
        Assert.Equal(new string('ə', Opportunity.TitleLength + 1), refused.ValueOf("Input.Title.Az"));

        await staff.SubmitAsync(
            form,
            "main form",
            ("Input.Title.En", "Reversed \u202Ename\u0007 Ｆｕｌｌ \ud800"),
            ("Input.Summary.En", "One\r\n\r\n\r\n\r\nTwo"),
            ("Input.Sector", "agri")
        );
        var stored = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En.StartsWith("Reversed")));
        Assert.Equal("Reversed name Ｆｕｌｌ", stored.Title.En);
        Assert.Equal("One\n\nTwo", stored.Summary.En);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_at_all_is_refused_and_not_an_error_of_ours()
    {
        var staff = await StaffAsync();
        var answer = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.En", "Null \u0000"),
            ("Input.Sector", "agri")
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("The form may have expired.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_public_listing_is_corrected_and_closed()
    {
        var (staff, person) = await PersonAsync();
        var yesterday = BakuDay.Of(TimeProvider.System).AddDays(-1);
        var listing = await site.PublishAsync(o => (o.ContactId, o.ValidUntil) = (person.Id, yesterday));
        var path = $"/desk/opportunities/{listing.Id}/edit";
        var colleague = await site.People.StaffAsync();

        foreach (
            var change in new[]
            {
                ("Input.Title.En", "A typo corrected"),
                ("Input.ContactId", colleague.Id.ToString()),
                ("Input.Availability", "Done"),
            }
        )
            Assert.Empty((await staff.SubmitAsync(await staff.OpenAsync(path), "main form", change)).TextsOf(".error-summary li"));
        var saved = await site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == listing.Id));
        Assert.Equal(
            ("A typo corrected", colleague.Id, Availability.Done, yesterday),
            (saved.Title.En, saved.ContactId!.Value, saved.Availability, saved.ValidUntil!.Value)
        );

        // Another last day must not be over; today is not.
        foreach (var (days, refused) in new[] { (-2, 1), (-1, 0), (0, 0) })
        {
            var day = BakuDay.Of(TimeProvider.System).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var page = await staff.SubmitAsync(await staff.OpenAsync(path), "main form", ("Input.ValidUntil", day));
            Assert.Equal(refused, page.TextsOf(".error-summary li").Count);
        }
    }

    [Fact]
    public async Task What_the_public_sees_cannot_be_made_incomplete_and_keeps_its_address()
    {
        var (staff, person) = await PersonAsync();
        var opportunity = await site.PublishAsync(o => o.ContactId = person.Id);
        var form = await staff.OpenAsync($"/desk/opportunities/{opportunity.Id}/edit");

        var refused = await staff.SubmitAsync(form, "main form", ("Input.Summary.Az", ""), ("Input.ValidUntil", "2020-01-01"));
        Assert.Contains("The summary is missing: Azərbaycanca", refused.TextsOf(".error-summary a"));
        Assert.Contains(refused.TextsOf(".error-summary a"), text => text.StartsWith("The last day has passed", StringComparison.Ordinal));

        await staff.SubmitAsync(form, "main form", ("Input.Title.En", "A wholly different title"));
        var saved = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Id == opportunity.Id));
        Assert.Equal((opportunity.Slug, "A wholly different title"), (saved.Slug, saved.Title.En));
    }

    [Fact]
    public async Task A_change_of_a_public_one_is_matched_again_and_tells_the_new_ones()
    {
        var (staff, person) = await PersonAsync();
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["wast.municipal"], []));
        var opportunity = await site.PublishAsync(o => o.ContactId = person.Id);

        var saved = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/opportunities/{opportunity.Id}/edit"),
            "main form",
            ("Input.Sector", "wast.municipal")
        );

        Assert.Contains("1 person is notified of the changes.", saved.Html, StringComparison.Ordinal);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    private async Task<Visitor> StaffAsync() => (await PersonAsync()).Visitor;

    private async Task<(Visitor Visitor, Web.Features.Account.Person Person)> PersonAsync()
    {
        var person = await site.People.StaffAsync();
        return (await site.People.SignInAsync(person), person);
    }

    private static (string Name, string? Value)[] Whole(string title) =>
        [
            ("Input.Title.Zh", "一切"),
            ("Input.Title.Az", "Hər şey"),
            ("Input.Title.En", title),
            ("Input.Summary.Zh", "摘要"),
            ("Input.Summary.Az", "Xülasə"),
            ("Input.Summary.En", "Summary"),
            // The main sector, and what it belongs to, are said already.
            ("Input.Sector", "auto.ebus"),
            ("Input.MoreSectors", "logi"),
            ("Input.MoreSectors", "auto"),
            ("Input.MoreSectors", "batt.assembly"),
            ("Input.MoreSectors", "auto.ebus"),
            ("Input.DealTypes", "JV"),
            ("Input.DealTypes", "LOC"),
            ("Input.TechnicalStage", "2"),
            ("Input.LegalStage", "3"),
            ("Input.AmountFrom", "3400万"),
            ("Input.AmountTo", "340 million"),
            ("Input.Currency", "USD"),
            // A whole region makes its own cities superfluous.
            ("Input.Places", "ABX"),
            ("Input.Places", "AZ-SM"),
            ("Input.Places", "AZ-BA"),
            ("Input.Zone", "alat-fez"),
            ("Input.Promoter.En", "Ministry"),
            ("Input.Sources", "https://example.org/a?b=c\r\n\r\n  http://example.org/д  \r\nhttps://example.org/a?b=c"),
            ("Input.ValidUntil", "2099-12-31"),
            ("Input.Availability", "OnHold"),
        ];
}
