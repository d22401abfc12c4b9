using System.Net;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Tests.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Organisations;

/// <summary>The desk's pages about organisations.</summary>
public sealed class OrganisationPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_pages_are_the_desks()
    {
        var prospect = await site.AddProspectAsync();
        var deal = await site.AddDealAsync(prospect.Id, prospect.Name);
        var name = prospect.Names.Single().Id;
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        foreach (
            var path in new[]
            {
                "",
                "/create",
                $"/{prospect.Id}",
                $"/{prospect.Id}/edit",
                $"/{prospect.Id}/names",
                $"/{prospect.Id}/merge",
                $"/names/{name}/split",
                $"/{prospect.Id}/deals/create",
                $"/deals/{deal.Id}/edit",
                $"/deals/{deal.Id}/removal",
            }
        )
        {
            Assert.Equal(HttpStatusCode.Redirect, (await site.NewVisitor().Client.GetAsync("/desk/organisations" + path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync("/desk/organisations" + path)).Status);
            foreach (var language in Matchmaking.Web.Languages.Language.All)
                Assert.Equal(HttpStatusCode.OK, (await (await StaffAsync(language)).OpenAsync("/desk/organisations" + path)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await (await StaffAsync()).OpenAsync($"/desk/organisations/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task An_organisation_is_found_by_any_of_its_names()
    {
        var staff = await StaffAsync();
        var alias = Companies.NewName("里海拖拉机");
        var prospect = await site.AddProspectAsync();
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/{prospect.Id}/names"), "main form", ("NewName", alias));
        await site.AddDealAsync(prospect.Id, prospect.Name);

        foreach (var words in new[] { alias, alias[..^3], prospect.Name.ToUpperInvariant(), prospect.Name[5..] })
        {
            var row = Assert.Single((await staff.OpenAsync("/desk/organisations?q=" + Uri.EscapeDataString(words))).TextsOf("tbody tr"));
            Assert.Contains(prospect.Name, row, StringComparison.Ordinal);
            Assert.Contains("Prospect", row, StringComparison.Ordinal);
        }
        Assert.Contains("No organisation found", (await staff.OpenAsync("/desk/organisations?q=%25")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "No organisation found",
            (await staff.OpenAsync($"/desk/organisations?kind=account&q={Uri.EscapeDataString(prospect.Name)}")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_list_is_walked_page_by_page()
    {
        var staff = await StaffAsync();
        var mark = Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < 53; i++)
            await site.AddProspectAsync($"{mark} Works {i:00}");

        var first = await staff.OpenAsync($"/desk/organisations?q={mark}");
        var second = await staff.OpenAsync(first.Document.QuerySelector(".pagination a:last-child")!.GetAttribute("href")!);

        Assert.Equal(
            Enumerable.Range(0, 53).Select(i => $"{mark} Works {i:00}"),
            first.TextsOf("tbody th a").Concat(second.TextsOf("tbody th a"))
        );
        Assert.Contains("53", first.TextsOf(".tabs .count"));
    }

    [Fact]
    public async Task A_new_one_is_created_unless_its_name_is_taken()
    {
        var staff = await StaffAsync();
        var name = Companies.NewName();
        var form = await staff.OpenAsync("/desk/organisations/create");

        var wrong = await staff.SubmitAsync(
            form,
            "main form",
            ("Input.Name", " - "),
            ("Input.Country", "XX"),
            ("Input.Parent", "Nobody Of This Name")
        );
        Assert.Equal(
            ["Enter the organisation’s name.", "Choose a country.", "There is no such organisation. Create it first."],
            wrong.TextsOf(".error-summary a")
        );
        Assert.Equal("Nobody Of This Name", wrong.ValueOf("Input.Parent"));

        var parent = await site.AddProspectAsync();
        var made = await staff.SubmitAsync(form, "main form", ("Input.Name", name), ("Input.Parent", parent.Name + " Co., Ltd."));
        Assert.Contains(name, made.TextsOf("h1"));
        Assert.Contains(parent.Name, made.TextsOf(".facts a"));
        Assert.Contains(
            $"This name belongs to {name}.",
            (await staff.SubmitAsync(form, "main form", ("Input.Name", name.ToUpperInvariant() + " Group"))).TextsOf(".error")
        );
    }

    [Fact]
    public async Task A_known_company_is_created_with_all_its_names()
    {
        var staff = await StaffAsync();
        var made = await staff.SubmitAsync(await staff.OpenAsync("/desk/organisations/create"), "main form", ("Input.Name", "宁德时代"));
        Assert.Contains("CATL", made.TextsOf(".name-list b"));
        Assert.Contains("Contemporary Amperex Technology Co., Limited", made.TextsOf(".name-list b"));
    }

    [Fact]
    public async Task A_ring_of_parents_is_refused()
    {
        var staff = await StaffAsync();
        var top = await site.AddProspectAsync();
        var child = await site.AddProspectAsync(change: o => o.ParentId = top.Id);
        foreach (var parent in new[] { child.Name, top.Name })
        {
            var answer = await staff.SubmitAsync(
                await staff.OpenAsync($"/desk/organisations/{top.Id}/edit"),
                "main form",
                ("Input.Parent", parent)
            );
            Assert.Contains("An organisation cannot be part of itself or of its own subsidiary.", answer.TextsOf(".error"));
        }
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/{child.Id}/edit"), "main form", ("Input.Parent", ""));
        Assert.Null(await site.InDatabaseAsync(db => db.Organisations.Where(o => o.Id == child.Id).Select(o => o.ParentId).SingleAsync()));
    }

    [Fact]
    public async Task A_name_of_another_one_is_refused_and_a_merge_offered()
    {
        var staff = await StaffAsync();
        var (one, two) = (await site.AddProspectAsync(), await site.AddProspectAsync());
        var answer = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/organisations/{one.Id}/names"),
            "main form",
            ("NewName", two.Name + " GmbH")
        );
        Assert.Contains($"This name belongs to {two.Name}.", answer.TextsOf(".error"));
        Assert.Equal(two.Name + " GmbH", answer.ValueOf("NewName"));
        Assert.NotNull(answer.Document.QuerySelector($"a[href='/desk/organisations/{two.Id}/merge?into={one.Id}']"));
    }

    [Fact]
    public async Task A_claimed_name_is_confirmed_by_the_desk()
    {
        var staff = await StaffAsync();
        var person = await site.People.InvestorAsync();
        var claimed = OrganisationName.Of(
            person.OrganisationId!.Value,
            Companies.NewName(),
            NameKind.Alias,
            certain: false,
            TimeProvider.System.GetUtcNow()
        );
        await site.InDatabaseAsync(async db =>
        {
            db.OrganisationNames.Add(claimed);
            return await db.SaveChangesAsync();
        });

        var page = await staff.OpenAsync($"/desk/organisations/{person.OrganisationId}");
        Assert.Contains("Claimed, not confirmed", page.Text, StringComparison.Ordinal);
        await staff.SubmitAsync(page, "form[action*=Confirm]");

        Assert.True(
            await site.InDatabaseAsync(db => db.OrganisationNames.Where(n => n.Id == claimed.Id).Select(n => n.IsCertain).SingleAsync())
        );
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/{person.OrganisationId}"), "form[action*=Remove]");
        Assert.False(await site.InDatabaseAsync(db => db.OrganisationNames.AnyAsync(n => n.Id == claimed.Id)));
    }

    [Fact]
    public async Task The_desk_adds_changes_and_removes_a_deal()
    {
        var staff = await StaffAsync();
        var prospect = await site.AddProspectAsync();
        var form = await staff.OpenAsync($"/desk/organisations/{prospect.Id}/deals/create");
        Assert.NotEmpty((await staff.SubmitAsync(form, "main form", ("Input.Year", "soon"))).TextsOf(".error"));

        var details = await staff.SubmitAsync(
            form,
            "main form",
            ("Input.Year", "2020"),
            ("Input.Target", "A port"),
            ("Input.SectorWords", "Ports of call"),
            ("Input.CountryWords", "Atlantis"),
            ("Input.Source", "https://example.org/port")
        );
        Assert.Contains("A port", details.Text, StringComparison.Ordinal);
        Assert.Contains("entered by AZPROMO staff", details.Text, StringComparison.Ordinal);
        var deal = await site.InDatabaseAsync(db => db.Deals.SingleAsync(d => d.OrganisationId == prospect.Id));
        Assert.Equal(
            ("Ports of call", "Atlantis", null, DealOrigin.Staff),
            (deal.SectorWords, deal.Country, deal.CountryCode, deal.Origin)
        );

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/deals/{deal.Id}/edit"), "main form", ("Input.Country", "AZ"));
        Assert.Equal(
            ("AZ", "Azerbaijan"),
            await site.InDatabaseAsync(async db =>
                await db.Deals.Where(d => d.Id == deal.Id).Select(d => new { d.CountryCode, d.Country }).SingleAsync() is var row
                    ? (row.CountryCode, row.Country)
                    : default
            )
        );
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/deals/{deal.Id}/removal"), "main form");
        Assert.False(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.Id == deal.Id)));
    }

    [Fact]
    public async Task A_merge_is_looked_at_confirmed_and_undone()
    {
        var staff = await StaffAsync();
        var (source, target) = (await site.AddProspectAsync(), await site.AddProspectAsync());
        await site.AddDealAsync(source.Id, source.Name);
        var choice = await staff.OpenAsync($"/desk/organisations/{source.Id}/merge?q={Uri.EscapeDataString(target.Name)}");

        var question = await staff.OpenAsync(choice.Document.QuerySelector(".name-list a")!.GetAttribute("href")!);
        Assert.Equal(["1 name", "1 deal"], question.TextsOf(".confirm li"));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Deals.CountAsync(d => d.OrganisationId == source.Id)));

        var merged = await staff.SubmitAsync(question, "form.confirm");
        Assert.Contains("Merged.", merged.Html, StringComparison.Ordinal);
        Assert.Equal($"/desk/organisations/{target.Id}", merged.Path);
        Assert.Equal($"/desk/organisations/{target.Id}", (await staff.OpenAsync($"/desk/organisations/{source.Id}")).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(question, "form.confirm")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/organisations/{source.Id}/edit")).Status);

        var split = await staff.OpenAsync(merged.Document.QuerySelector("a[href$='/split'][href*='/merges/']")!.GetAttribute("href")!);
        var back = await staff.SubmitAsync(split, "form.confirm");
        Assert.Equal($"/desk/organisations/{source.Id}", back.Path);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Deals.CountAsync(d => d.OrganisationId == source.Id)));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(split, "form.confirm")).Status);
    }

    [Fact]
    public async Task A_parent_is_offered_the_other_way_round()
    {
        var staff = await StaffAsync();
        var top = await site.AddProspectAsync();
        var child = await site.AddProspectAsync(change: o => o.ParentId = top.Id);
        var page = await staff.OpenAsync($"/desk/organisations/{top.Id}/merge?into={child.Id}");
        Assert.Null(page.Document.QuerySelector("form.confirm"));
        Assert.NotNull(page.Document.QuerySelector($"a[href='/desk/organisations/{child.Id}/merge?into={top.Id}']"));
    }

    [Fact]
    public async Task Whoever_signs_up_with_a_known_name_is_not_joined_but_shown_to_the_desk()
    {
        var prospect = await site.AddProspectAsync();
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email, ("Input.Organisation", prospect.Name.ToUpperInvariant() + " Co., Ltd."));
        await site.SettleAccountsAsync();

        var account = await site.InDatabaseAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.OrganisationId).SingleAsync());
        Assert.NotEqual(prospect.Id, account);
        var staff = await StaffAsync();
        Assert.DoesNotContain(
            $"has the same name as {prospect.Name}.",
            (await staff.OpenAsync("/desk/organisations")).Text,
            StringComparison.Ordinal
        );
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Email == email).ExecuteUpdateAsync(set => set.SetProperty(p => p.EmailConfirmed, true))
        );
        Assert.Contains(
            $"has the same name as {prospect.Name}.",
            (await staff.OpenAsync("/desk/organisations")).Text,
            StringComparison.Ordinal
        );
        foreach (
            var page in new[]
            {
                await staff.OpenAsync($"/desk/organisations/{prospect.Id}"),
                await staff.OpenAsync($"/desk/organisations/{account}"),
            }
        )
            Assert.NotNull(page.Document.QuerySelector($"a[href='/desk/organisations/{prospect.Id}/merge?into={account}']"));

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/{prospect.Id}/merge?into={account}"), "form.confirm");

        Assert.DoesNotContain(
            "has the same name as " + prospect.Name,
            (await staff.OpenAsync("/desk/organisations")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            account,
            await site.InDatabaseAsync(db =>
                db.OrganisationNames.Where(n => n.Text == prospect.Name).Select(n => n.OrganisationId).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task A_second_sign_up_with_an_unconfirmed_address_renames_no_company_that_the_desk_has_merged_it_with()
    {
        var prospect = await site.AddProspectAsync();
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email);
        await site.SettleAccountsAsync();
        var account = await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Email == email).Select(p => p.OrganisationId!.Value).SingleAsync()
        );
        await site.RunAsync<OrganisationMerger>(async merging =>
            Assert.True(await merging.MergeAsync(account, prospect.Id, (await site.People.StaffAsync()).Id, CancellationToken.None))
        );

        await site.NewVisitor().SignUpAsync(email, ("Input.Organisation", "Taken Over Ltd"));
        await site.SettleAccountsAsync();

        Assert.Equal(
            prospect.Name,
            await site.InDatabaseAsync(db => db.Organisations.Where(o => o.Id == prospect.Id).Select(o => o.Name).SingleAsync())
        );
        Assert.NotEqual(
            prospect.Id,
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.OrganisationId!.Value).SingleAsync())
        );
    }

    [Fact]
    public async Task The_only_name_is_not_split_off()
    {
        var staff = await StaffAsync();
        var prospect = await site.AddProspectAsync();
        var page = await staff.OpenAsync($"/desk/organisations/names/{prospect.Names.Single().Id}/split");
        Assert.Contains("It is the only confirmed name", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main button"));
    }

    private async Task<Visitor> StaffAsync(string language = "en") => await site.People.SignInAsync(await site.People.StaffAsync(language));
}
