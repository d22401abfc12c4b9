using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>The desk looks at the versions of a listing and brings one back.</summary>
public sealed class VersionsTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages = ["versions", "versions/1", "versions/1/restoration"];

    [Fact]
    public async Task The_list_says_who_when_and_what_and_what_is_outdated()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Summary.En", "A new summary"), ("Input.AmountFrom", "12 million"));

        var editor = await staff.OpenAsync(Path(listing, "edit"));
        Assert.Equal(["简体中文 Outdated", "Azərbaycanca Outdated", "English"], editor.TextsOf("label[for^=Input_Summary]"));
        Assert.Equal(["简体中文", "Azərbaycanca", "English"], editor.TextsOf("label[for^=Input_Title]"));
        var list = await staff.OpenAsync(editor.Document.QuerySelector("[aria-labelledby=history-title] a")!.GetAttribute("href")!);
        var lines = list.TextsOf(".version-line");

        Assert.Equal(2, lines.Count);
        Assert.Contains("Version 2", lines[0], StringComparison.Ordinal);
        Assert.Contains("Summary · English, Amount", lines[0], StringComparison.Ordinal);
        Assert.Contains(person.Email!, lines[0], StringComparison.Ordinal);
        Assert.Contains("Public", lines[0], StringComparison.Ordinal);
        Assert.Contains("First version", lines[1], StringComparison.Ordinal);
        Assert.Contains("Outdated: Summary · 简体中文, Summary · Azərbaycanca", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_stands_beside_the_one_before_it_or_any_other()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Summary.Zh", "在苏姆盖特建设电动卡车及电池组装线。"));
        await EditAsync(staff, listing, ("Input.Title.En", "E-truck and battery assembly in Sumgayit"), ("Input.ValidUntil", "2099-12-31"));

        var third = await staff.OpenAsync(Path(listing, "versions/3"));
        Assert.Equal(["Title · English", "Valid until"], third.TextsOf(".differences h2"));
        Assert.Equal(["[removed: bus]"], third.TextsOf(".differences section:first-child del"));
        Assert.Equal(["[added: truck]"], third.TextsOf(".differences section:first-child ins"));
        var first = await staff.SubmitAsync(third, "main form[method=get]", ("with", "1"));
        Assert.Equal(["Title · English", "Summary · 简体中文", "Valid until"], first.TextsOf(".differences h2"));
        Assert.Equal(["[removed: 客]"], first.TextsOf(".differences section:nth-child(2) del"));
        // The later one is always on the right.
        var back = await staff.OpenAsync(Path(listing, "versions/1?with=3"));
        Assert.Equal(["Version 1", "Version 3"], back.TextsOf(".differences section:first-child h3"));
        Assert.Equal(["[added: truck]"], back.TextsOf(".differences section:first-child ins"));
        // The first stands alone.
        Assert.Contains("Nothing before", (await staff.OpenAsync(Path(listing, "versions/1"))).Text, StringComparison.Ordinal);
        Assert.Contains("Both say the same.", (await staff.OpenAsync(Path(listing, "versions/2?with=2"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_not_saved_since_versions_are_kept_shows_what_stands()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);

        Assert.Single((await staff.OpenAsync(Path(listing, "versions"))).TextsOf(".version-line"));
        Assert.Contains(listing.Title.En, (await staff.OpenAsync(Path(listing, "versions/1"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_shown_and_never_run()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Summary.En", "</del><script>alert(1)</script>\r\n<img src=x onerror=alert(2)>"));

        var page = await staff.OpenAsync(Path(listing, "versions/2"));

        Assert.Contains("<img src=x onerror=alert(2)>", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(".differences script, .differences img"));
    }

    [Fact]
    public async Task A_version_brought_back_is_a_new_version_and_tells_of_a_material_change()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(
            staff,
            listing,
            ("Input.AmountFrom", "12 million"),
            ("Input.Summary.En", "Other"),
            ("Input.Availability", "OnHold")
        );
        var material = (await ReadAsync(listing)).MaterialVersion;

        var look = await staff.OpenAsync(
            (await staff.OpenAsync(Path(listing, "versions/1"))).Document.QuerySelector(".submit-bar a")!.GetAttribute("href")!
        );
        Assert.Equal(["Summary · English", "Amount", "Availability"], look.TextsOf(".differences h2"));
        var done = await staff.SubmitAsync(look, "main form");

        var row = await ReadAsync(listing);
        Assert.Equal(
            (listing.Summary.En, listing.AmountFrom, Availability.Open, material + 1),
            (row.Summary.En, row.AmountFrom, row.Availability, row.MaterialVersion)
        );
        Assert.Contains("Restored from version 1", done.TextsOf(".version-line")[0], StringComparison.Ordinal);
        // What stood side by side then is not outdated now.
        Assert.DoesNotContain("Outdated", done.Text, StringComparison.Ordinal);
        var versions = await site.InDatabaseAsync(db => db.OpportunityVersions.Of(listing.Id).OrderBy(v => v.Number).ToListAsync());
        Assert.Equal([null, null, 1], versions.Select(v => v.RestoredFrom));
        Assert.Equal(person.Id, versions[^1].ById);
        Assert.Contains(
            "Reopened",
            (await staff.OpenAsync(Path(listing, "edit"))).TextsOf("[aria-labelledby=history-title] li")[0],
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task What_would_break_the_rules_of_publication_is_refused_in_words()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(
            person,
            o => (o.Status, o.PublishedAt, o.Summary) = (PublicationStatus.Draft, null, o.Summary with { Az = "" })
        );
        await EditAsync(staff, listing, ("Input.Summary.Az", "Xülasə"));
        await site.ChangeAsync(listing, o => o.Publish(person.Id, TimeProvider.System.GetUtcNow()));

        var look = await staff.OpenAsync(Path(listing, "versions/1/restoration"));
        Assert.Contains("The summary is missing: Azərbaycanca", look.TextsOf(".notice.is-bad li"));
        Assert.Null(look.Document.QuerySelector("main form button"));
        // And so is a form that is sent all the same.
        var row = await ReadAsync(listing);
        var sent = await staff.SubmitAsync(look, "main form", ("version", $"{row.Version}"));
        Assert.Contains("The summary is missing: Azərbaycanca", sent.TextsOf(".notice.is-bad li"));
        Assert.Equal("Xülasə", (await ReadAsync(listing)).Summary.Az);

        // A draft may be as incomplete as it was.
        await site.ChangeAsync(listing, o => o.Withdraw(person.Id, TimeProvider.System.GetUtcNow()));
        await staff.SubmitAsync(await staff.OpenAsync(Path(listing, "versions/1/restoration")), "main form");
        Assert.Equal("", (await ReadAsync(listing)).Summary.Az);
    }

    [Fact]
    public async Task A_contact_who_has_left_the_desk_is_not_brought_back()
    {
        var (staff, person) = await StaffAsync();
        var gone = await site.People.StaffAsync();
        var listing = await PublishedAsync(gone);
        await EditAsync(staff, listing, ("Input.ContactId", person.Id.ToString()), ("Input.Title.En", "Other"));
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == gone.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.LockoutEnd, DateTimeOffset.MaxValue))
        );

        var look = await staff.OpenAsync(Path(listing, "versions/1/restoration"));
        Assert.Contains("the present one stays", look.Text, StringComparison.Ordinal);
        await staff.SubmitAsync(look, "main form");

        var row = await ReadAsync(listing);
        Assert.Equal((listing.Title.En, person.Id), (row.Title.En, row.ContactId!.Value));
    }

    [Fact]
    public async Task A_colleagues_save_in_between_is_shown_first()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Title.En", "Second"));
        var look = await staff.OpenAsync(Path(listing, "versions/1/restoration"));
        await EditAsync(staff, listing, ("Input.Summary.En", "A colleague’s"));

        var refused = await staff.SubmitAsync(look, "main form");

        Assert.Equal(["Title · English", "Summary · English"], refused.TextsOf(".differences h2"));
        Assert.NotNull(refused.Document.QuerySelector("[role=alert]"));
        Assert.Equal("A colleague’s", (await ReadAsync(listing)).Summary.En);
    }

    [Fact]
    public async Task What_is_there_already_is_not_restored()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Title.En", "Second"));

        Assert.Null((await staff.OpenAsync(Path(listing, "versions/2"))).Document.QuerySelector(".submit-bar"));
        var look = await staff.OpenAsync(Path(listing, "versions/2/restoration"));
        Assert.Contains("Both say the same.", look.Text, StringComparison.Ordinal);
        await staff.SubmitAsync(look, "main form", ("version", $"{(await ReadAsync(listing)).Version}"));
        Assert.Equal(2, await site.InDatabaseAsync(db => db.OpportunityVersions.Of(listing.Id).CountAsync()));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var (staff, person) = await StaffAsync();
        var listing = await PublishedAsync(person);
        foreach (
            var path in new[]
            {
                "versions/0",
                "versions/2",
                "versions/x",
                "versions/1?with=9",
                "versions/2/restoration",
                "versions/99999999999",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(Path(listing, path))).Status);
        foreach (var page in Pages)
            Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/opportunities/{Guid.NewGuid()}/{page}")).Status);
        // Another listing's number is no number of this one.
        await EditAsync(staff, listing, ("Input.Title.En", "Second"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(Path(await PublishedAsync(person), "versions/2"))).Status);
    }

    [Theory]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Returned)]
    public async Task What_its_organisation_has_in_hand_is_looked_at_and_not_restored(PublicationStatus status)
    {
        var (staff, _) = await StaffAsync();
        var investor = await site.People.InvestorAsync();
        var listing = await site.PublishAsync(o => (o.Status, o.PublishedAt, o.SubmittedById) = (status, null, investor.OrganisationId));
        await site.ChangeAsync(listing, o => o.Title = o.Title with { En = "Second" });

        Assert.Equal(2, (await staff.OpenAsync(Path(listing, "versions"))).TextsOf(".version-line").Count);
        Assert.Null((await staff.OpenAsync(Path(listing, "versions/1"))).Document.QuerySelector(".submit-bar"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync(Path(listing, "versions/1/restoration"))).Status);
    }

    [Fact]
    public async Task Nobody_but_the_desk_sees_versions_the_owner_included()
    {
        var (owner, stranger) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var listing = await site.PublishAsync(o => o.SubmittedById = owner.OrganisationId);
        foreach (var person in new[] { owner, stranger })
        {
            var investor = await site.People.SignInAsync(person);
            foreach (var page in Pages)
                Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync(Path(listing, page))).Status);
        }
        foreach (var page in Pages)
            Assert.Equal(HttpStatusCode.Redirect, (await site.NewVisitor().Client.GetAsync(Path(listing, page))).StatusCode);
    }

    [Theory]
    [InlineData("zh-Hans", "第 2 版")]
    [InlineData("az", "2 nömrəli versiya")]
    public async Task It_speaks_the_readers_language(string language, string said)
    {
        var person = await site.People.StaffAsync(language);
        var staff = await site.People.SignInAsync(person);
        var listing = await PublishedAsync(person);
        await EditAsync(staff, listing, ("Input.Title.En", "Second"));
        foreach (var page in new[] { "versions", "versions/2", "versions/2/restoration" })
            Assert.Contains(said, (await staff.OpenAsync(Path(listing, page))).Text, StringComparison.Ordinal);
    }

    private async Task<(Visitor Visitor, Person Person)> StaffAsync()
    {
        var person = await site.People.StaffAsync();
        return (await site.People.SignInAsync(person), person);
    }

    private Task<Opportunity> PublishedAsync(Person contact, Action<Opportunity>? change = null) =>
        site.PublishAsync(o =>
        {
            o.ContactId = contact.Id;
            change?.Invoke(o);
        });

    private static async Task EditAsync(Visitor staff, Opportunity listing, params (string Name, string? Value)[] fields)
    {
        var saved = await staff.SubmitAsync(await staff.OpenAsync(Path(listing, "edit")), "main form", fields);
        Assert.Empty(saved.TextsOf(".error-summary li"));
    }

    private Task<Opportunity> ReadAsync(Opportunity listing) =>
        site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == listing.Id));

    private static string Path(Opportunity listing, string page) => $"/desk/opportunities/{listing.Id}/{page}";
}
