using System.Net;
using Matchmaking.Web.Features.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>Saying what an organisation looks for: the form, its rules, its preview and what saving does.</summary>
public sealed class MandateFormTests(Site site) : IClassFixture<Site>
{
    private const string Form = "form#mandate";

    [Fact]
    public async Task A_visitor_is_asked_to_sign_in()
    {
        var response = await site.NewClient().GetAsync("/mandates/create");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Contains("/account/sign-in", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mandates")]
    [InlineData("/mandates/create")]
    [InlineData("/matches")]
    public async Task The_desk_has_no_mandates(string path)
    {
        var desk = await site.People.SignInAsync(await site.People.StaffAsync());
        var response = await desk.Client.GetAsync(path);
        if (response.Headers.Location is { } location)
            response = await desk.Client.GetAsync(location);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("archive")]
    public async Task Somebody_elses_mandate_is_not_found(string action)
    {
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync());
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"/mandates/{mandate.Id}/{action}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"/matches?mandate={mandate.Id}")).Status);
        // The token of a page of one's own does not help either.
        var page = await stranger.OpenAsync("/mandates/create");
        foreach (
            var url in new[]
            {
                $"/mandates/{mandate.Id}/{action}",
                $"/mandates/{mandate.Id}/pause",
                $"/mandates/{mandate.Id}/edit?handler=Preview",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitWithHtmxAsync(page, Form, url, ("sectors", "agri"))).Status);

        var same = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.Id == mandate.Id));
        Assert.Null(same.PausedAt);
        Assert.Null(same.ArchivedAt);
        Assert.Equal(mandate.Sectors, same.Sectors);
    }

    [Fact]
    public async Task A_colleague_shares_the_organisations_mandates()
    {
        var owner = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(owner);
        var colleague = await site.People.InvestorAsync();
        colleague.OrganisationId = owner.OrganisationId;
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == colleague.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.OrganisationId, owner.OrganisationId))
        );

        var page = await (await site.People.SignInAsync(colleague)).OpenAsync($"/mandates/{mandate.Id}/edit");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(mandate.Name, page.ValueOf("name"));
    }

    [Fact]
    public async Task Saving_creates_matches_and_mails_none_of_what_was_on_the_screen()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("phar", "phar.biotech"));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("phar", "phar.medicines"));
        var investor = await site.People.InvestorAsync("zh-Hans");
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/mandates/create"),
            Form,
            ("sectors", "phar.biotech"),
            ("places", "AZ-SM"),
            ("ticketFrom", "3000万"),
            ("ticketTo", "1.2亿"),
            ("excludedWords", "赌场，烟草\n武器"),
            ("frequency", "AtOnce")
        );

        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OrganisationId == investor.OrganisationId));
        Assert.StartsWith($"/matches?mandate={mandate.Id}", page.Path, StringComparison.Ordinal);
        Assert.Contains("2 个机会", page.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal(
            ("生物技术 · 苏姆盖特市", 30_000_000m, 120_000_000m, "USD"),
            (mandate.Name, mandate.TicketFrom, mandate.TicketTo, mandate.Currency)
        );
        Assert.Equal(["赌场", "烟草", "武器"], mandate.ExcludedWords);
        Assert.Equal(investor.Id, mandate.OwnerId);
        Assert.Equal(2, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.MandateId == mandate.Id)));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
    }

    [Fact]
    public async Task A_new_listing_finds_the_mandate_that_was_saved_by_the_form()
    {
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        await visitor.SubmitAsync(await visitor.OpenAsync("/mandates/create"), Form, ("sectors", "heal.rnd"));

        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", "heal.rnd"));

        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
        Assert.Contains(opportunity.Title.En, (await visitor.OpenAsync("/matches")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ticketFrom", "3.400", "can be read as")]
    [InlineData("ticketFrom", "-5", "out of range")]
    [InlineData("ticketTo", "0", "out of range")]
    [InlineData("ticketTo", "lots", "not an amount")]
    [InlineData("ticketTo", "1e9", "not an amount")]
    [InlineData("sectors", "nonsense", "not a valid value")]
    [InlineData("places", "AZ-XX", "not a valid value")]
    [InlineData("dealTypes", "LOAN", "not a valid value")]
    [InlineData("technicalStages", "7", "not a valid value")]
    [InlineData("legalStages", "T2", "not a valid value")]
    [InlineData("frequency", "hourly", "not a valid value")]
    [InlineData("frequency", "1", "not a valid value")]
    [InlineData("currency", "XXX", "no exchange rate")]
    [InlineData("excludedWords", "casino\n*** ", "no letters or digits")]
    [InlineData("excludedWords", "greenhouses", "contradicts “Greenhouses”")]
    public async Task Bad_input_is_refused_beside_its_field_and_kept(string field, string typed, string complaint)
    {
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/mandates/create"),
            Form,
            [("sectors", "agri.greenhouse"), ("name", "温室项目"), (field, typed)]
        );

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(page.TextsOf($"#{field}-error"), text => text.Contains(complaint, StringComparison.Ordinal));
        Assert.NotNull(page.Document.QuerySelector($".error-summary a[href='#{field}']"));
        Assert.NotNull(page.Document.QuerySelector($"#{field}"));
        Assert.Equal("温室项目", page.ValueOf("name"));
        if (field is "ticketFrom" or "ticketTo" or "excludedWords")
            Assert.Equal(typed.Trim(), page.ValueOf(field)?.Trim());
        if (field != "sectors")
            Assert.NotNull(page.Document.QuerySelector("input[name=sectors][value='agri.greenhouse'][checked]"));
        Assert.False(await site.InDatabaseAsync(db => db.Mandates.AnyAsync(m => m.OrganisationId == investor.OrganisationId)));
    }

    [Fact]
    public async Task A_ticket_that_begins_above_its_end_and_a_form_without_a_wish_are_refused()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var form = await visitor.OpenAsync("/mandates/create");

        var page = await visitor.SubmitAsync(form, Form, ("ticketFrom", "8000万"), ("ticketTo", "50 million"));
        Assert.Contains("cannot be above the highest", page.TextsOf("#ticketFrom-error").Single(), StringComparison.Ordinal);
        Assert.Contains(
            "at least one criterion",
            (await visitor.SubmitAsync(form, Form, ("excludedWords", "casino"))).TextsOf("#sectors-error").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Long_and_strange_text_is_refused_or_cleaned_and_never_a_fault()
    {
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var form = await visitor.OpenAsync("/mandates/create");

        Assert.NotEmpty(
            (await visitor.SubmitAsync(form, Form, ("sectors", "agri"), ("name", new string('很', 121)))).TextsOf("#name-error")
        );
        Assert.NotEmpty(
            (await visitor.SubmitAsync(form, Form, ("sectors", "agri"), ("excludedWords", new string('x', 61)))).TextsOf(
                "#excludedWords-error"
            )
        );
        var many = string.Join("、", Enumerable.Range(1, 21).Select(i => "词" + i));
        Assert.Contains(
            "At most 20",
            (await visitor.SubmitAsync(form, Form, ("sectors", "agri"), ("excludedWords", many))).TextsOf("#excludedWords-error").Single(),
            StringComparison.Ordinal
        );

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SubmitAsync(form, Form, ("sectors", "agri"), ("name", "a\0b"))).Status);

        await visitor.SubmitAsync(
            form,
            Form,
            ("sectors", "agri"),
            ("sectors", "agri.agropark"),
            ("places", "QAR"),
            ("places", "AZ-AGM"),
            ("name", "a\u202Eb\u0001c\r\nd\u200B")
        );
        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OrganisationId == investor.OrganisationId));
        Assert.DoesNotContain(mandate.Name, c => char.IsControl(c) || c is '\u202E' or '\u200B');
        Assert.Equal(["agri"], mandate.Sectors);
        Assert.Equal(["QAR"], mandate.Places);
    }

    [Fact]
    public async Task Two_colleagues_do_not_overwrite_each_other_unawares()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor);
        var visitor = await site.People.SignInAsync(investor);
        var form = await visitor.OpenAsync($"/mandates/{mandate.Id}/edit");
        await visitor.SubmitAsync(await visitor.OpenAsync($"/mandates/{mandate.Id}/edit"), Form, ("name", "First"));

        var refused = await visitor.SubmitAsync(form, Form, ("name", "Second"));

        Assert.Equal(["First", "Second"], refused.TextsOf(".conflict .kept-lines"));
        Assert.Equal("Second", refused.ValueOf("name"));
        Assert.Equal("First", await NameAsync());
        await visitor.SubmitAsync(refused, Form);
        Assert.Equal("Second", await NameAsync());

        Task<string> NameAsync() =>
            site.InDatabaseAsync(db => db.Mandates.Where(m => m.Id == mandate.Id).Select(m => m.Name).SingleAsync());
    }

    [Fact]
    public async Task There_is_an_end_to_mandates()
    {
        var investor = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
        {
            for (var i = 0; i < MandateQueries.Most; i++)
                db.Mandates.Add(
                    new()
                    {
                        OrganisationId = investor.OrganisationId!.Value,
                        OwnerId = investor.Id,
                        Name = "M",
                        Sectors = ["mine"],
                    }
                );
            return db.SaveChangesAsync();
        });
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/mandates/create"), Form, ("sectors", "agri"));

        Assert.Contains("at most 50", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
    }
}
