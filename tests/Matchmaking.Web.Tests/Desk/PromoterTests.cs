using System.Globalization;
using System.Net;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk knows who is behind a listing, whom to call there, and whether that side has confirmed the contents.</summary>
public sealed class PromoterTests(Site site) : IClassFixture<Site>
{
    private static readonly DateOnly Today = BakuDay.Of(TimeProvider.System);
    private const string Unconfirmed = "Not confirmed by the promoter";

    [Fact]
    public async Task An_organisation_is_found_by_any_of_its_names_and_its_people_can_be_called_from_the_listing()
    {
        var alias = Companies.NewName("里海能源");
        var promoter = await PromoterAsync(o =>
            o.Names.Add(OrganisationName.Of(o.Id, alias, NameKind.Alias, certain: true, TimeProvider.System.GetUtcNow()))
        );
        var listing = await site.PublishAsync();
        var staff = await StaffAsync();
        Assert.Contains(Path(listing), (await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit")).Html, StringComparison.Ordinal);

        var found = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(alias[2..])}");
        Assert.Equal(2, found.Document.QuerySelectorAll("#choice [type=radio]").Length);
        var saved = await staff.SubmitAsync(found, "#choice", ("Input.Organisation", promoter.Id.ToString()));

        Assert.Equal("The promoter is saved.", saved.TextsOf(".flash").Single());
        Assert.Equal("tel:+994125551234", saved.Document.QuerySelector("#who ~ ul a[href^=tel]")!.GetAttribute("href"));
        Assert.Contains("elcin_az", saved.Text, StringComparison.Ordinal);
        Assert.NotNull(saved.Document.QuerySelector("a[href='mailto:elcin@example.az']"));
        Assert.NotNull(saved.Document.QuerySelector($"#who ~ p a[href='/desk/organisations/{promoter.Id}']"));
        Assert.NotNull(saved.Document.QuerySelector($"#choice [value='{promoter.Id}'][checked]"));

        var shown = await staff.OpenAsync($"/desk/organisations/{promoter.Id}");
        Assert.Contains(listing.Title.En, shown.TextsOf("[aria-labelledby=promoted] li a"));
        // The public reads the text, and no version is made of it.
        var page = await site.NewVisitor().OpenAsync("/opportunities/" + listing.Slug);
        Assert.Contains("Ministry of Economy", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(promoter.Name, page.Html, StringComparison.Ordinal);
        Assert.False(await site.InDatabaseAsync(db => db.OpportunityVersions.AnyAsync(v => v.OpportunityId == listing.Id)));

        await staff.SubmitAsync(saved, "#choice", ("Input.Organisation", "none"));
        Assert.Null((await ReadAsync(listing)).PromoterOrganisationId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no id")]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    public async Task What_is_no_organisation_is_refused_and_the_search_stays(string? sent)
    {
        var promoter = await PromoterAsync();
        var listing = await site.PublishAsync(o => o.PromoterOrganisationId = promoter.Id);
        var staff = await StaffAsync();
        var searched = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(promoter.Name)}");

        var refused = await staff.SubmitAsync(searched, "#choice", ("Input.Organisation", sent));

        Assert.Equal(["Choose one of the list."], refused.TextsOf("#choice .error"));
        Assert.Equal(promoter.Name, refused.Document.QuerySelector("input[type=search]")!.GetAttribute("value"));
        Assert.Equal(promoter.Id, (await ReadAsync(listing)).PromoterOrganisationId);
    }

    [Fact]
    public async Task What_was_merged_into_another_one_is_refused()
    {
        var (gone, promoter) = (await PromoterAsync(), await PromoterAsync());
        var listing = await site.PublishAsync();
        var staff = await StaffAsync();
        var page = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(gone.Name)}");
        await site.InDatabaseAsync(db =>
            db.Organisations.Where(o => o.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.MergedIntoId, promoter.Id))
        );

        var refused = await staff.SubmitAsync(page, "#choice", ("Input.Organisation", gone.Id.ToString()));

        Assert.Equal(["Choose one of the list."], refused.TextsOf("#choice .error"));
        Assert.Null((await ReadAsync(listing)).PromoterOrganisationId);
    }

    [Fact]
    public async Task A_search_shows_twenty_and_says_that_there_are_more()
    {
        var mark = Companies.NewName("Twenty one");
        for (var i = 0; i < 21; i++)
            await site.AddProspectAsync(string.Create(CultureInfo.InvariantCulture, $"{mark} {i:00}"));
        var (staff, listing) = (await StaffAsync(), await site.PublishAsync());

        var page = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(mark)}");
        var narrow = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(mark + " 2")}");

        // And none.
        Assert.Equal(21, page.Document.QuerySelectorAll("#choice [type=radio]").Length);
        Assert.Contains("Only the first 20 are shown", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only the first 20 are shown", narrow.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colleagues_choice_in_between_is_shown_first()
    {
        var (mine, theirs) = (await PromoterAsync(), await PromoterAsync());
        var (staff, listing) = (await StaffAsync(), await site.PublishAsync());
        var page = await staff.OpenAsync($"{Path(listing)}?q={Uri.EscapeDataString(mine.Name)}");
        await site.ChangeAsync(listing, o => o.PromoterOrganisationId = theirs.Id);

        var asked = await staff.SubmitAsync(page, "#choice", ("Input.Organisation", mine.Id.ToString()));

        Assert.Equal([theirs.Name, mine.Name], asked.TextsOf(".conflict .kept-lines"));
        Assert.Equal(theirs.Id, (await ReadAsync(listing)).PromoterOrganisationId);
        // A second press is a decision.
        await staff.SubmitAsync(asked, "#choice");
        Assert.Equal(mine.Id, (await ReadAsync(listing)).PromoterOrganisationId);
    }

    [Fact]
    public async Task What_the_desk_does_not_edit_and_what_is_not_there_is_not_found()
    {
        var staff = await StaffAsync();
        var open = await staff.OpenAsync(Path(await site.PublishAsync(o => o.IsSample = true)));
        foreach (var form in new[] { "#choice", "#confirmation" })
        {
            open.Document.QuerySelector(form)!
                .SetAttribute("action", $"/desk/opportunities/{Guid.NewGuid()}/promoter?handler=" + form[1..]);
            Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(open, form)).Status);
        }
        foreach (var status in Enum.GetValues<PublicationStatus>())
        {
            var page = await staff.OpenAsync(Path(await site.PublishAsync(o => o.Status = status)));

            var isEdited = status is PublicationStatus.Draft or PublicationStatus.Published or PublicationStatus.Withdrawn;
            Assert.Equal(isEdited ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
        }
    }

    [Fact]
    public async Task A_confirmed_listing_is_no_longer_called_unconfirmed_until_that_is_taken_back()
    {
        var (staff, listing) = (await StaffAsync(), await site.PublishAsync(o => o.IsSample = true));
        Assert.Contains(Unconfirmed, await PublicAsync(), StringComparison.Ordinal);

        var done = await staff.SubmitAsync(
            await staff.OpenAsync(Path(listing)),
            "#confirmation",
            ("ConfirmedBy", " Elçin  Əliyev "),
            ("ConfirmedOn", Text(Today))
        );

        Assert.Equal("The promoter’s confirmation is noted.", done.TextsOf(".flash").Single());
        Assert.Contains("Elçin Əliyev confirmed the contents for the promoter on", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Unconfirmed, await PublicAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Elçin", await PublicAsync(), StringComparison.Ordinal);
        Assert.Contains("Confirmed by the promoter", await HistoryAsync(), StringComparison.Ordinal);
        Assert.Contains($"{Text(Today)} · Elçin Əliyev", await HistoryAsync(), StringComparison.Ordinal);

        var empty = await staff.SubmitAsync(done, "#retraction", ("Reason", " "));
        Assert.Equal(["Please fill in “Why it is taken back”."], empty.TextsOf("#retraction .error"));
        Assert.DoesNotContain(Unconfirmed, await PublicAsync(), StringComparison.Ordinal);
        await staff.SubmitAsync(empty, "#retraction", ("Reason", "It was about another plot."));

        Assert.Contains(Unconfirmed, await PublicAsync(), StringComparison.Ordinal);
        Assert.Contains("It was about another plot.", await HistoryAsync(), StringComparison.Ordinal);
        // A second click changes nothing and says so.
        var again = await staff.SubmitAsync(empty, "#retraction", ("Reason", "Once more."));
        Assert.Equal("That was noted already; nothing was changed.", again.TextsOf(".flash").Single());
        Assert.Equal(2, (await ReadAsync(listing)).History.Count);

        async Task<string> PublicAsync() => (await site.NewVisitor().OpenAsync("/opportunities/" + listing.Slug)).Html;
        async Task<string> HistoryAsync() =>
            (await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit")).TextsOf("[aria-labelledby=history-title] li")[0];
    }

    [Theory]
    [InlineData("ConfirmedBy", " ", "Please fill in “Confirmed by”.")]
    [InlineData("ConfirmedOn", "", "Give today or an earlier day.")]
    [InlineData("ConfirmedOn", "yesterday", "Give today or an earlier day.")]
    [InlineData("ConfirmedOn", "+1", "Give today or an earlier day.")]
    public async Task A_confirmation_without_a_name_or_of_no_day_that_has_come_is_refused_and_stays_as_typed(
        string field,
        string typed,
        string complaint
    )
    {
        var (staff, listing) = (await StaffAsync(), await site.PublishAsync(o => o.IsSample = true));
        typed = typed == "+1" ? Text(Today.AddDays(1)) : typed;
        (string, string?)[] whole = [("ConfirmedBy", "Kept name"), ("ConfirmedOn", "2026-01-31")];

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync(Path(listing)),
            "#confirmation",
            [.. whole.Where(one => one.Item1 != field), (field, typed)]
        );

        Assert.Equal([complaint], refused.TextsOf("#confirmation .error"));
        foreach (var (name, value) in whole)
            Assert.Equal(name == field ? typed : value, refused.Document.QuerySelector("#" + name)!.GetAttribute("value") ?? "");
        Assert.True((await ReadAsync(listing)).IsUnconfirmed);
    }

    [Fact]
    public async Task A_listing_that_a_company_or_the_desk_entered_is_asked_for_no_confirmation()
    {
        var (staff, listing) = (await StaffAsync(), await site.PublishAsync());

        var page = await staff.OpenAsync(Path(listing));

        Assert.Null(page.Document.QuerySelector("#confirmation, #retraction"));
        Assert.DoesNotContain(Unconfirmed, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enquiry_shows_the_desk_whom_to_call_about_its_listing()
    {
        var promoter = await PromoterAsync();
        var (staff, investor) = (await StaffAsync(), await site.People.InvestorAsync());
        var named = await site.AskAsync(investor, await site.PublishAsync(o => o.PromoterOrganisationId = promoter.Id));
        var unnamed = await site.AskAsync(investor, await site.PublishAsync());

        var aside = (await staff.OpenAsync($"/desk/enquiries/{named.Id}")).Document.QuerySelector("aside")!;
        Assert.NotNull(aside.QuerySelector($"a[href='/desk/organisations/{promoter.Id}']"));
        Assert.NotNull(aside.QuerySelector("a[href='tel:+994125551234']"));
        Assert.DoesNotContain("Ministry of Economy", aside.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Ministry of Economy",
            (await staff.OpenAsync($"/desk/enquiries/{unnamed.Id}")).TextsOf("aside")[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_organisation_of_the_country_is_entered_at_the_desk_and_is_no_prospect()
    {
        var (staff, name) = (await StaffAsync(), Companies.NewName("Abşeron Limanı"));
        var made = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/organisations/create"),
            "main form",
            ("Input.Name", name),
            ("Input.Country", "AZ")
        );
        var id = await site.InDatabaseAsync(db => db.Organisations.Where(o => o.Name == name).Select(o => o.Id).SingleAsync());
        var listing = await site.PublishAsync(o => o.PromoterOrganisationId = id);
        var query = "q=" + Uri.EscapeDataString(name);

        Assert.DoesNotContain("Prospect", made.TextsOf(".page-head .pill"));
        var all = await staff.OpenAsync("/desk/organisations?" + query);
        Assert.Contains(name, all.TextsOf("tbody th a"));
        Assert.DoesNotContain("Prospect", all.TextsOf("tbody .pill"));
        Assert.DoesNotContain(name, (await staff.OpenAsync("/desk/organisations?kind=prospect&" + query)).TextsOf("tbody th a"));
        Assert.DoesNotContain(name, (await staff.OpenAsync($"/desk/opportunities/{listing.Id}/prospects")).TextsOf("tbody th a"));
    }

    private Task<Organisation> PromoterAsync(Action<Organisation>? change = null) =>
        site.AddProspectAsync(change: organisation =>
        {
            organisation.Country = "AZ";
            organisation.Contacts.Add(
                new()
                {
                    OrganisationId = organisation.Id,
                    Name = "Elçin Əliyev",
                    Phone = "+994 12 555 12 34",
                    WeChat = "elcin_az",
                    Email = "elcin@example.az",
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            change?.Invoke(organisation);
        });

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());

    private Task<Opportunity> ReadAsync(Opportunity listing) =>
        site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().Include(o => o.History).SingleAsync(o => o.Id == listing.Id));

    private static string Path(Opportunity listing) => $"/desk/opportunities/{listing.Id}/promoter";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
