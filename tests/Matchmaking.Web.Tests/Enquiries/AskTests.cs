using System.Net;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>The agency is asked: by whoever is signed in, by whoever is not, and from the link of an alert.</summary>
public sealed class AskTests(AskTests.PatientSite site) : IClassFixture<AskTests.PatientSite>
{
    /// <summary>A form may be sent at once.</summary>
    public sealed class PatientSite : Site
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignUp:LeastSeconds", "0")];
    }

    [Theory]
    [InlineData("EUROS")]
    [InlineData("XXX")]
    [InlineData("<b>")]
    public async Task A_currency_that_the_form_does_not_offer_is_refused_and_what_was_typed_stays(string currency)
    {
        await site.People.StaffAsync();
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/enquiries/create");

        var refused = await visitor.SubmitAsync(
            page,
            "form.ask",
            ("Input.Words", "What land is there?"),
            ("Input.AmountFrom", "34 000 000"),
            ("Input.Currency", currency)
        );

        Assert.Equal(HttpStatusCode.OK, refused.Status);
        Assert.StartsWith("/enquiries/create", refused.Path, StringComparison.Ordinal);
        Assert.Equal("34 000 000", refused.ValueOf("Input.AmountFrom"));
    }

    [Fact]
    public async Task The_same_form_with_other_words_asks_something_else()
    {
        await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/enquiries/create");

        foreach (var words in new[] { "What land is there?", "What land is there?", "And power?" })
            await visitor.SubmitAsync(page, "form.ask", ("Input.Words", words));

        Assert.Equal(2, await site.InDatabaseAsync(db => db.Enquiries.CountAsync(e => e.PersonId == investor.Id)));
    }

    [Fact]
    public async Task A_guest_who_corrects_a_mistyped_address_gets_the_link_there()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/enquiries/create");
        var (wrong, right) = ($"guest-{Guid.NewGuid():N}@example.org", $"guest-{Guid.NewGuid():N}@example.org");
        await SendAsGuestAsync(visitor, page, wrong);

        var again = await SendAsGuestAsync(visitor, page, right);
        if (again.Path.StartsWith("/enquiries/create", StringComparison.Ordinal))
        {
            Assert.Contains("Send it once more", again.Text, StringComparison.Ordinal);
            await SendAsGuestAsync(visitor, again, right);
        }
        await site.SendMailsAsync();

        Assert.Single(site.Mails.To(right));
        Assert.Single(site.Mails.To(wrong));
    }

    [Fact]
    public async Task An_investor_asks_with_two_taps_and_is_told_who_answers()
    {
        await site.People.StaffAsync();
        var listing = await site.PublishAsync();
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync(
            (await visitor.OpenAsync("/opportunities/" + listing.Slug))
                .Document.QuerySelector("a[href*='/enquiries/create']")!
                .GetAttribute("href")!
        );

        var done = await visitor.SubmitAsync(page, "form.ask");

        var enquiry = await OnlyAsync(investor.Email!);
        Assert.StartsWith($"/enquiries/{enquiry.Id}", done.Path, StringComparison.Ordinal);
        Assert.Equal(
            (listing.Id, investor.OrganisationId, investor.Id, EnquiryState.New),
            (enquiry.OpportunityId, enquiry.OrganisationId, enquiry.PersonId, enquiry.State)
        );
        Assert.NotNull(enquiry.OwnerId);
        await site.SendMailsAsync();
        Assert.Contains(
            site.Mails.To(investor.Email!),
            mail => mail.Subject.Contains(EnquiryWords.Name(enquiry.Number), StringComparison.Ordinal)
        );
        Assert.Equal(1, await site.InDatabaseAsync(db => db.InboxItems.CountAsync(i => i.Subject == enquiry.Id.ToString())));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_enquiry()
    {
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/enquiries/create");

        await visitor.SubmitAsync(page, "form.ask", ("Input.Question", "land"));
        var again = await visitor.SubmitAsync(page, "form.ask", ("Input.Question", "land"));

        Assert.Equal(HttpStatusCode.OK, again.Status);
        await OnlyAsync(investor.Email!);
    }

    [Fact]
    public async Task Own_words_are_needed_where_no_question_was_chosen_and_what_was_typed_stays()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/enquiries/create");

        var refused = await visitor.SubmitAsync(page, "form.ask", ("Input.Question", ""), ("Input.AmountFrom", "34 mln"));

        Assert.Contains("Write a few words", refused.Text, StringComparison.Ordinal);
        Assert.Equal("34 mln", refused.ValueOf("Input.AmountFrom"));
    }

    [Fact]
    public async Task A_listing_that_is_not_public_cannot_be_asked_about()
    {
        var listing = await site.PublishAsync(o => o.Status = PublicationStatus.Withdrawn);
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/enquiries/create?listing=" + listing.Slug)).Status);
    }

    [Fact]
    public async Task Somebody_elses_mandate_fills_nothing_in()
    {
        var mandate = await site.AddMandateAsync(
            await site.People.InvestorAsync(),
            m => (m.TicketFrom, m.TicketTo) = (1_234_567, 2_345_678)
        );
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await visitor.OpenAsync("/enquiries/create?mandate=" + mandate.Id);

        Assert.DoesNotContain("1234567", page.Html.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_account_confirms_by_a_link_and_has_one_then()
    {
        var address = $"guest-{Guid.NewGuid():N}@example.org";
        var visitor = site.NewVisitor();

        await SendAsGuestAsync(visitor, address);
        Assert.False(await site.InDatabaseAsync(db => db.Enquiries.AnyAsync(e => e.Email == address)));
        var confirm = await visitor.OpenAsync(await LinkAsync(address));
        Assert.False(await site.InDatabaseAsync(db => db.Enquiries.AnyAsync(e => e.Email == address)));
        var done = await visitor.SubmitAsync(confirm, "main form");

        var enquiry = await OnlyAsync(address);
        Assert.Equal("/enquiries/" + enquiry.Id, done.Path);
        var person = await site.InDatabaseAsync(db => db.Users.Include(p => p.Organisation).SingleAsync(p => p.Id == enquiry.PersonId));
        Assert.Equal((true, "Li Sample", "Sample Wheels"), (person.EmailConfirmed, person.FullName, person.Organisation!.Name));
        Assert.Equal(person.OrganisationId, enquiry.OrganisationId);
    }

    [Fact]
    public async Task Whoever_opens_the_link_elsewhere_sends_the_enquiry_and_is_not_let_in()
    {
        var address = $"guest-{Guid.NewGuid():N}@example.org";
        await SendAsGuestAsync(site.NewVisitor(), address);
        var other = site.NewVisitor();

        await other.SubmitAsync(await other.OpenAsync(await LinkAsync(address)), "main form");

        await OnlyAsync(address);
        Assert.Contains("/account/sign-in", (await other.OpenAsync("/enquiries")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_works_once_and_a_made_up_one_never()
    {
        var address = $"guest-{Guid.NewGuid():N}@example.org";
        var visitor = site.NewVisitor();
        await SendAsGuestAsync(visitor, address);
        var link = await LinkAsync(address);
        var page = await visitor.OpenAsync(link);
        await visitor.SubmitAsync(page, "main form");

        Assert.Contains("works no more", (await visitor.OpenAsync(link)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "works no more",
            (await visitor.OpenAsync("/enquiries/confirm/" + new string('x', 44))).Text,
            StringComparison.Ordinal
        );
        await OnlyAsync(address);
    }

    [Fact]
    public async Task A_password_that_a_stranger_chose_for_the_address_dies_when_its_owner_confirms()
    {
        var person = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.EmailConfirmed, false))
        );
        var visitor = site.NewVisitor();
        await SendAsGuestAsync(visitor, person.Email!);

        await visitor.SubmitAsync(await visitor.OpenAsync(await LinkAsync(person.Email!)), "main form");

        var after = await site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == person.Id));
        Assert.Equal((null, true), (after.PasswordHash, after.EmailConfirmed));
    }

    [Fact]
    public async Task An_address_with_an_account_gets_the_same_answer_and_the_enquiry_becomes_its_own()
    {
        var investor = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();

        var sent = await SendAsGuestAsync(visitor, investor.Email!);
        Assert.Equal("/enquiries/sent", sent.Path);
        await visitor.SubmitAsync(await visitor.OpenAsync(await LinkAsync(investor.Email!)), "main form");

        Assert.Equal(investor.OrganisationId, (await OnlyAsync(investor.Email!)).OrganisationId);
    }

    [Theory]
    [InlineData("Input.Email", "nobody", "address")]
    [InlineData("Input.Name", "", "Your name")]
    [InlineData("Input.Company", "", "Organisation")]
    [InlineData("Input.Consent", null, "consent")]
    public async Task What_is_missing_is_said_and_the_rest_stays(string field, string? typed, string said)
    {
        var visitor = site.NewVisitor();
        var refused = await SendAsGuestAsync(visitor, "guest@example.org", (field, typed));

        Assert.Equal("/enquiries/create", refused.Path);
        Assert.Contains(said, string.Join(' ', refused.TextsOf(".error-summary")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("I ask about land", refused.Document.QuerySelector("[name='Input.Words']")!.TextContent);
    }

    [Fact]
    public async Task From_an_alert_the_addressee_asks_and_whoever_has_the_link_alone_does_not()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["papr"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", null));
        await site.SendMailsAsync();
        var link = site
            .Mails.To(investor.Email!)
            .Select(mail => System.Text.RegularExpressions.Regex.Match(mail.Text, @"/alerts/[\w-]{44}"))
            .First(m => m.Success)
            .Value;
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync(link + "/enquiry");
        var asked = await visitor.SubmitAsync(page, "form.ask");
        Assert.Contains("Was this email sent to you?", asked.Text, StringComparison.Ordinal);
        Assert.False(await site.InDatabaseAsync(db => db.Enquiries.AnyAsync(e => e.Email == investor.Email)));

        await visitor.SubmitAsync(asked, "form.addressee");

        Assert.Equal((investor.Id, EnquiryChannel.AlertMail), await FromAsync());

        async Task<(Guid?, EnquiryChannel)> FromAsync() =>
            await OnlyAsync(investor.Email!) is var one ? (one.PersonId, one.Channel) : default;
    }

    [Fact]
    public async Task Whoever_it_was_forwarded_to_asks_in_the_own_name_with_what_was_typed_and_without_the_addressee_s_amount()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(
            investor,
            m => (m.Sectors, m.Places, m.TicketFrom, m.TicketTo, m.Currency) = (["text"], [], 7_000_001, 7_000_009, "USD")
        );
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.AmountFrom, o.AmountTo) = ("text", null, null, null));
        await site.SendMailsAsync();
        var link = site
            .Mails.To(investor.Email!)
            .Select(mail => System.Text.RegularExpressions.Regex.Match(mail.Text, @"/alerts/[\w-]{44}/enquiry"))
            .First(m => m.Success)
            .Value;
        var colleague = site.NewVisitor();
        var page = await colleague.OpenAsync(link);
        (string, string?)[] typed = [("Input.Question", ""), ("Input.Words", "Is there gas at the plot?")];

        var fromForm = await colleague.PressAsync(page, "form.ask button[formaction]", typed);
        var question = await colleague.SubmitAsync(page, "form.ask", typed);
        var fromQuestion = await colleague.PressAsync(question, "form.addressee button[formaction]");

        foreach (var own in new[] { fromForm, fromQuestion })
        {
            Assert.Equal("Is there gas at the plot?", own.Document.QuerySelector("[name='Input.Words']")!.TextContent);
            Assert.NotNull(own.Document.QuerySelector("[name='Input.Email']"));
            Assert.DoesNotContain("7 000 00", own.ValueOf("Input.AmountFrom") ?? "", StringComparison.Ordinal);
            Assert.Empty(own.ValueOf("Input.Mandate") ?? "");
        }
        var address = $"colleague-{Guid.NewGuid():N}@example.org";
        await SendAsGuestAsync(colleague, fromQuestion, address, ("Input.Words", "Is there gas at the plot?"));
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(address));
    }

    [Fact]
    public async Task A_suspicious_demand_is_told_in_words_and_comes_first_at_the_desk()
    {
        await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/enquiries/create?from=report");
        Assert.Equal("Report a suspicious request", page.TextsOf("h1").Single());
        Assert.Empty(page.Document.QuerySelectorAll("[name='Input.Question']"));

        var refused = await visitor.SubmitAsync(page, "form.ask");
        Assert.Contains("Write what happened.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Report a suspicious request", refused.TextsOf("h1").Single());
        await visitor.SubmitAsync(refused, "form.ask", ("Input.Words", "Somebody wants US$5,000 in your name."));

        var told = await OnlyAsync(investor.Email!);
        Assert.Equal((EnquiryPriority.High, true), (told.Priority, told.IsReport));
        Assert.StartsWith(
            "Report: a suspicious request",
            await site.InDatabaseAsync(db =>
                db.InboxItems.Where(i => i.Subject == told.Id.ToString()).Select(i => i.Original).SingleAsync()
            ),
            StringComparison.Ordinal
        );
    }

    private static async Task<Page> SendAsGuestAsync(Visitor visitor, string address, params (string Name, string? Value)[] instead) =>
        await SendAsGuestAsync(visitor, await visitor.OpenAsync("/enquiries/create"), address, instead);

    private static async Task<Page> SendAsGuestAsync(
        Visitor visitor,
        Page page,
        string address,
        params (string Name, string? Value)[] instead
    )
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.Question"] = "",
            ["Input.Words"] = "I ask about land",
            ["Input.Name"] = "Li Sample",
            ["Input.Company"] = "Sample Wheels",
            ["Input.Email"] = address,
            ["Input.Consent"] = "true",
            ["Input.Transfer"] = "true",
        };
        foreach (var (name, value) in instead)
            fields[name] = value;
        return await visitor.SubmitAsync(page, "form.ask", [.. fields.Select(field => (field.Key, field.Value))]);
    }

    private async Task<string> LinkAsync(string address)
    {
        await site.SendMailsAsync();
        return site
            .Mails.To(address)
            .Select(mail => System.Text.RegularExpressions.Regex.Match(mail.Text, @"/enquiries/confirm/[\w-]+"))
            .Last(match => match.Success)
            .Value;
    }

    private async Task<Enquiry> OnlyAsync(string address) =>
        await site.ReadAsync(
            Assert.Single(await site.InDatabaseAsync(db => db.Enquiries.Where(e => e.Email == address).Select(e => e.Id).ToListAsync()))
        );
}
