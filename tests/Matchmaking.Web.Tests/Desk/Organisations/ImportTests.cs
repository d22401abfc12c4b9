using System.Net;
using System.Text;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Imports;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Organisations;

/// <summary>A file of deals is looked at, then imported; twice adds nothing.</summary>
public sealed class ImportTests(Site site) : IClassFixture<Site>
{
    private const string Header =
        "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw,status,lat,"
        + "lon,source_id\n";

    [Fact]
    public async Task The_pages_are_the_desks()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await site.NewVisitor().Client.GetAsync("/desk/organisations/import")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync("/desk/organisations/import")).Status
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await StaffAsync()).OpenAsync($"/desk/organisations/import/{Guid.NewGuid()}")).Status
        );
        foreach (var language in Matchmaking.Web.Languages.Language.All)
            Assert.Equal(HttpStatusCode.OK, (await (await StaffAsync(language)).OpenAsync("/desk/organisations/import")).Status);
    }

    [Fact]
    public async Task A_look_writes_nothing_an_import_everything_and_a_second_one_nothing()
    {
        var staff = await StaffAsync();
        var (id, own) = (Guid.NewGuid().ToString("N")[..8], Companies.NewName("Caspian Tractor Works"));
        var file =
            Header
            + $"{id}-1,2021,6,China Huadian ; {own} Ltd,Energy,solar,Kazakhstan,Almaty,80.5,JV,51,Chulak,Chulak solar plant,100,"
            + "operating,1,2,https://example.org/1\n"
            + $"{id}-2,2022,,中国华电集团有限公司,Energy,coal,Atlantis,,,BOT,,Deep plant,,,,,,source 2\n"
            + $"{id}-3,2023,,{own.ToUpperInvariant()},Mining,,Kazakhstan,,,,,Mine,,,,,,\n"
            + $"{id}-4,soon,,{own},,,,,,,,,,,,,,\n";

        var look = await UploadAsync(staff, file);

        Assert.Equal(["4", "4", "0", "2", "1"], look.TextsOf(".counters b"));
        Assert.Contains("Line 5: “soon” is not a year", look.TextsOf(".name-list li"));
        Assert.False(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.DealKey.StartsWith(id))));
        Assert.False(await site.InDatabaseAsync(db => db.OrganisationNames.AnyAsync(n => n.Text == own + " Ltd")));

        Assert.Contains(
            "Imported: 4 deals, 2 organisations.",
            (await staff.SubmitAsync(look, "main form", ("Country", "AZ"))).Html,
            StringComparison.Ordinal
        );

        var deals = await site.InDatabaseAsync(db =>
            db.Deals.Include(d => d.Organisation)
                .Where(d => d.DealKey.StartsWith(id))
                .OrderBy(d => d.DealKey)
                .ThenBy(d => d.Investor)
                .ToListAsync()
        );
        Assert.Equal(
            [
                (id + "-1", own + " Ltd", "renw.solar", "KZ"),
                (id + "-1", "China Huadian Corporation Ltd.", "renw.solar", "KZ"),
                (id + "-2", "China Huadian Corporation Ltd.", null, null),
                (id + "-3", own + " Ltd", null, "KZ"),
            ],
            deals
                .OrderBy(d => d.DealKey)
                .ThenByDescending(d => d.Organisation!.Name.StartsWith("Caspian", StringComparison.Ordinal))
                .Select(d => (d.DealKey, d.Organisation!.Name, d.Subsector, d.CountryCode))
        );
        Assert.Equal(
            ("Energy", "coal", "Atlantis", "BOT", DealOrigin.Import),
            deals
                .Where(d => d.DealKey == id + "-2")
                .Select(d => (d.SectorWords, d.SubsectorWords, d.Country, d.DealType!, d.Origin))
                .Single()
        );
        Assert.All(deals, deal => Assert.NotNull(deal.ImportId));
        // The country that was chosen is for companies that nobody knows.
        Assert.Equal(["AZ", "CN"], deals.Select(d => d.Organisation!.Country).Distinct().Order(StringComparer.Ordinal));

        var again = await UploadAsync(staff, file);
        Assert.Equal(["4", "0", "4", "0", "1"], again.TextsOf(".counters b"));
        Assert.Null(again.Document.QuerySelector("main form"));
    }

    [Fact]
    public async Task What_was_imported_stays_known_after_a_merge()
    {
        var staff = await StaffAsync();
        var (id, one, target) = (Guid.NewGuid().ToString("N")[..8], Companies.NewName("Lake Works"), await site.AddProspectAsync());
        var file = Header + $"{id}-1,2021,,{one},,,,,,,,T,,,,,,\n";
        await staff.SubmitAsync(await UploadAsync(staff, file), "main form");
        var made = await site.InDatabaseAsync(db =>
            db.Deals.Where(d => d.DealKey == id + "-1").Select(d => d.OrganisationId).SingleAsync()
        );
        await site.RunAsync<OrganisationMerger>(async merging =>
            Assert.True(await merging.MergeAsync(made, target.Id, (await site.People.StaffAsync()).Id, CancellationToken.None))
        );

        Assert.Equal(["1", "0", "1", "0", "0"], (await UploadAsync(staff, file)).TextsOf(".counters b"));
        // New deals under the old name are the target's now.
        await staff.SubmitAsync(await UploadAsync(staff, file + $"{id}-2,2022,,{one},,,,,,,,T,,,,,,\n"), "main form");
        Assert.Equal(
            target.Id,
            await site.InDatabaseAsync(db => db.Deals.Where(d => d.DealKey == id + "-2").Select(d => d.OrganisationId).SingleAsync())
        );
    }

    [Fact]
    public async Task Two_names_of_one_company_in_one_deal_are_one_row()
    {
        var staff = await StaffAsync();
        var id = Guid.NewGuid().ToString("N")[..8];
        await staff.SubmitAsync(await UploadAsync(staff, Header + $"{id},2021,,SPIC ; 国家电投,,,,,,,,T,,,,,,\n"), "main form");
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Deals.CountAsync(d => d.DealKey == id)));
    }

    [Fact]
    public async Task A_known_subsidiary_brings_its_parent_along()
    {
        var staff = await StaffAsync();
        var id = Guid.NewGuid().ToString("N")[..8];
        await staff.SubmitAsync(await UploadAsync(staff, Header + $"{id},2021,,CCECC,,,,,,,,T,,,,,,\n"), "main form");
        var chain = await site.InDatabaseAsync(db =>
            db.Deals.Where(d => d.DealKey == id)
                .Select(d => new { d.Organisation!.Name, Parent = d.Organisation.Parent!.Name })
                .SingleAsync()
        );
        Assert.Equal(
            ("China Civil Engineering Construction Corporation", "China Railway Construction Corporation Limited"),
            (chain.Name, chain.Parent)
        );
    }

    [Fact]
    public async Task An_import_does_not_join_a_name_that_somebody_only_signed_up_with()
    {
        var staff = await StaffAsync();
        var person = await site.People.InvestorAsync();
        var (id, name) = (Guid.NewGuid().ToString("N")[..8], Companies.NewName("Harbour Claims"));
        await site.InDatabaseAsync(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == person.OrganisationId)).Name = name;
            return await db.SaveChangesAsync();
        });

        await staff.SubmitAsync(await UploadAsync(staff, Header + $"{id},2021,,{name},,,,,,,,T,,,,,,\n"), "main form");

        Assert.NotEqual(
            person.OrganisationId,
            await site.InDatabaseAsync(db => db.Deals.Where(d => d.DealKey == id).Select(d => d.OrganisationId).SingleAsync())
        );
        Assert.Contains(
            $"The account of {name} has the same name as {name}.",
            (await staff.OpenAsync("/desk/organisations")).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("name,year\nA,2021\n", "these columns are missing: deal_id")]
    [InlineData("", "The file is empty.")]
    public async Task A_file_that_is_none_is_refused(string file, string message)
    {
        var staff = await StaffAsync();
        var answer = await UploadAsync(staff, file);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Equal(
            0,
            await site.InDatabaseAsync(db =>
                db.DealImports.CountAsync(i => i.ImportedAt != null && i.DealsAdded == 0 && i.RowsRefused == 0)
            )
        );
    }

    [Fact]
    public async Task No_file_and_too_large_a_file_are_said_beside_the_field()
    {
        var staff = await StaffAsync();
        Assert.Contains(
            "Choose a file.",
            (await staff.SubmitAsync(await staff.OpenAsync("/desk/organisations/import"), "main form")).TextsOf(".error")
        );
        Assert.Contains(
            "The file is larger than 10 MB. Divide it into several.",
            (await UploadAsync(staff, Header + new string('x', Upload.Largest))).TextsOf(".error")
        );
    }

    [Fact]
    public async Task Two_people_who_import_the_same_file_at_once_import_it_once()
    {
        var staff = await StaffAsync();
        var id = Guid.NewGuid().ToString("N")[..8];
        var file = Header + string.Concat(Enumerable.Range(0, 600).Select(n => $"{id}-{n},2021,,{id} Works {n % 50},,,,,,,,T,,,,,,\n"));
        var (one, two) = (await UploadAsync(staff, file), await UploadAsync(await StaffAsync(), file));

        await Task.WhenAll(staff.SubmitAsync(one, "main form"), staff.SubmitAsync(two, "main form"));

        Assert.Equal(600, await site.InDatabaseAsync(db => db.Deals.CountAsync(d => d.DealKey.StartsWith(id))));
        Assert.Equal(50, await site.InDatabaseAsync(db => db.Organisations.CountAsync(o => o.Name.StartsWith(id))));
    }

    [Fact]
    public async Task What_was_refused_stays_after_the_import_and_can_be_downloaded_whole()
    {
        var (staff, id) = (await StaffAsync(), Guid.NewGuid().ToString("N")[..8]);
        // Every third of 5,000 rows has no year that could be read; one would be a formula in a spreadsheet.
        var rows = Enumerable
            .Range(1, 5_000)
            .Select(n => $"{id}-{n},{(n % 3 > 0 ? "2021" : n == 3 ? "=1+1" : "so\"on")},,{id} Works {n % 50},,,,,,,,T,,,,,,");
        var look = await UploadAsync(staff, Header + string.Join('\n', rows).Replace("so\"on", "\"so\"\"on\"", StringComparison.Ordinal));
        Assert.Contains("1666", look.TextsOf(".counters b"));
        await AssertFileAsync(look);

        var imported = await staff.SubmitAsync(look, "main form", ("Country", "AZ"));

        Assert.Contains("1,666 rows were refused and stand below.", imported.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Contains("Line 4: “=1+1” is not a year", imported.TextsOf(".name-list li")[0], StringComparison.Ordinal);
        await AssertFileAsync(imported);
        // And from the list of files later.
        var list = await staff.OpenAsync("/desk/organisations/import");
        var link = list.Document.QuerySelectorAll("tbody a").First(a => a.GetAttribute("href") == imported.Path.Split('?')[0]);
        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync(link.GetAttribute("href")!)).Status);

        async Task AssertFileAsync(Page page)
        {
            var href = page.Document.QuerySelector("a[href*='handler=Refused']")!.GetAttribute("href")!;
            using var answer = await staff.Client.GetAsync(href);
            var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal(1_667, lines.Length);
            Assert.StartsWith("4,\"“=1+1” is not a year", lines[1], StringComparison.Ordinal);
            Assert.EndsWith(",\"'=1+1\"", lines[1], StringComparison.Ordinal);
            Assert.EndsWith(",\"so\"\"on\"", lines[2], StringComparison.Ordinal);
        }
    }

    private async Task<Visitor> StaffAsync(string language = "en") => await site.People.SignInAsync(await site.People.StaffAsync(language));

    private static async Task<Page> UploadAsync(Visitor visitor, string text)
    {
        var page = await visitor.OpenAsync("/desk/organisations/import");
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.ValueOf("__RequestVerificationToken")!), "__RequestVerificationToken" },
            { file, "Upload", "deals.csv" },
        };
        var answer = await visitor.Client.PostAsync("/desk/organisations/import", form);
        return answer.Headers.Location is { } next ? await visitor.OpenAsync(next.ToString()) : await Page.ReadAsync(answer);
    }
}
