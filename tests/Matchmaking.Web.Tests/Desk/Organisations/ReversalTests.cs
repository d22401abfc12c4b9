using System.Net;
using System.Text;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Organisations;

/// <summary>An import that was a mistake is taken back.</summary>
public sealed class ReversalTests(Site site) : IClassFixture<Site>
{
    private const string Header =
        "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw,status,lat,"
        + "lon,source_id\n";

    [Fact]
    public async Task It_is_shown_what_goes_and_exactly_that_goes()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Solar Company"), Deal(mark, 2, $"{mark} Wind Company"));

        var look = await staff.OpenAsync($"/desk/organisations/import/{import}/reversal");
        Assert.Contains("2 deals and 2 organisations", look.Text, StringComparison.Ordinal);
        Assert.Equal((2, 2), await LeftAsync(mark));

        var done = await staff.SubmitAsync(look, "form.confirm");

        Assert.Equal("Undone: 2 deals and 2 organisations removed.", done.TextsOf(".flash").Single());
        Assert.Equal((0, 0), await LeftAsync(mark));
        Assert.Equal(["Undone"], done.TextsOf("tbody tr:first-child .pill"));
    }

    [Fact]
    public async Task What_has_come_to_life_since_stays_and_so_does_what_was_there_before()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var earlier = await ImportAsync(staff, Deal(mark, 1, $"{mark} Old Company"));
        var import = await ImportAsync(
            staff,
            Deal(mark, 2, $"{mark} Old Company"),
            Deal(mark, 3, $"{mark} Busy Company"),
            Deal(mark, 4, $"{mark} Idle Company")
        );
        var member = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == member.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.OrganisationId, db.Organisations.Single(o => o.Name == mark + " Busy Company").Id)
                )
        );

        var look = await staff.OpenAsync($"/desk/organisations/import/{import}/reversal");
        await staff.SubmitAsync(look, "form.confirm");

        Assert.Contains("3 deals and 1 organisations", look.Text, StringComparison.Ordinal);
        Assert.Contains("1 organisation stays", look.Text, StringComparison.Ordinal);
        Assert.Equal((1, 2), await LeftAsync(mark));
        Assert.True(await site.InDatabaseAsync(db => db.Deals.AnyAsync(d => d.ImportId == earlier)));
    }

    [Fact]
    public async Task What_promotes_a_listing_since_stays()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Promoting Company"), Deal(mark, 2, $"{mark} Other Company"));
        var promoter = await site.InDatabaseAsync(db => db.Organisations.SingleAsync(o => o.Name == mark + " Promoting Company"));
        var listing = await site.PublishAsync(o => o.PromoterOrganisationId = promoter.Id);

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/import/{import}/reversal"), "form.confirm");

        Assert.Equal((0, 1), await LeftAsync(mark));
        Assert.Equal(
            promoter.Id,
            await site.InDatabaseAsync(db =>
                db.Opportunities.Where(o => o.Id == listing.Id).Select(o => o.PromoterOrganisationId).SingleAsync()
            )
        );
    }

    [Theory]
    [InlineData("contact")]
    [InlineData("call")]
    [InlineData("enquiry")]
    public async Task Whom_the_desk_has_dealt_with_since_stays(string what)
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Called Company"), Deal(mark, 2, $"{mark} Other Company"));
        var called = await site.InDatabaseAsync(db => db.Organisations.SingleAsync(o => o.Name == mark + " Called Company"));
        var enquiry = what == "enquiry" ? await site.AskAsync(await site.People.InvestorAsync()) : null;
        await site.InDatabaseAsync(async db =>
        {
            if (enquiry is not null)
                return await db
                    .Enquiries.Where(e => e.Id == enquiry.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.OrganisationId, called.Id));
            var now = TimeProvider.System.GetUtcNow();
            db.Add(
                what == "contact"
                    ? new ContactPerson
                    {
                        OrganisationId = called.Id,
                        Name = "Wang",
                        CreatedAt = now,
                    }
                    : new OrganisationEntry
                    {
                        OrganisationId = called.Id,
                        Kind = OrganisationEntryKind.Call,
                        At = now,
                        With = "Wang",
                        Text = "Will call back",
                    }
            );
            return await db.SaveChangesAsync();
        });

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/import/{import}/reversal"), "form.confirm");

        Assert.Equal((0, 1), await LeftAsync(mark));
    }

    [Fact]
    public async Task A_name_that_the_desk_gave_it_since_keeps_an_organisation()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Named Company"), Deal(mark, 2, $"{mark} Nameless Company"));
        await site.InDatabaseAsync(async db =>
        {
            var named = await db.Organisations.SingleAsync(o => o.Name == mark + " Named Company");
            var at = (await db.DealImports.SingleAsync(i => i.Id == import)).ImportedAt!.Value.AddSeconds(1);
            db.OrganisationNames.Add(OrganisationName.Of(named.Id, mark + " Called So", NameKind.Alias, true, at));
            return await db.SaveChangesAsync();
        });

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/import/{import}/reversal"), "form.confirm");

        Assert.Equal((0, 1), await LeftAsync(mark));
    }

    [Fact]
    public async Task Whoever_joins_at_the_same_moment_is_no_fault()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Joined Company"));
        var look = await staff.OpenAsync($"/desk/organisations/import/{import}/reversal");
        var member = await site.People.InvestorAsync();
        Task<Page> undoing = null!;

        // The member is written and not yet committed when the button is pressed.
        await site.InDatabaseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var organisation = await db.Organisations.Where(o => o.Name == mark + " Joined Company").Select(o => o.Id).SingleAsync();
            await db.Users.Where(p => p.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrganisationId, organisation));
            undoing = staff.SubmitAsync(look, "form.confirm");
            await WaitForALockAsync(db);
            await transaction.CommitAsync();
            return organisation;
        });

        Assert.Equal("Undone: 1 deals and 0 organisations removed.", (await undoing).TextsOf(".flash").Single());
        Assert.Equal((0, 1), await LeftAsync(mark));
    }

    [Fact]
    public async Task A_second_press_changes_nothing_and_says_so_and_the_file_can_be_imported_again()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Twice Company"));
        var look = await staff.OpenAsync($"/desk/organisations/import/{import}/reversal");
        await staff.SubmitAsync(look, "form.confirm");

        var again = await staff.SubmitAsync(look, "form.confirm");
        await ImportAsync(staff, Deal(mark, 1, $"{mark} Twice Company"));
        var late = await staff.SubmitAsync(look, "form.confirm");

        Assert.All(new[] { again, late }, page => Assert.Contains("is undone already", page.Html, StringComparison.Ordinal));
        Assert.Equal((1, 1), await LeftAsync(mark));
    }

    [Fact]
    public async Task Only_the_desk_finds_it_and_only_what_was_imported_is_taken_back()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Closed Company"));
        var address = $"/desk/organisations/import/{import}/reversal";
        var looked = await UploadAsync(staff, Header + Deal(mark, 2, $"{mark} Looked Company"));

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync(address)).Status
        );
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/organisations/import/{Guid.NewGuid()}/reversal")).Status);
        Assert.Equal("/desk/organisations/import", (await staff.OpenAsync(looked.Path + "/reversal")).Path);
        Assert.Equal((1, 1), await LeftAsync(mark));
    }

    [Fact]
    public async Task A_parent_that_came_with_its_company_goes_with_it()
    {
        var (staff, mark) = (await StaffAsync(), Mark());
        var import = await ImportAsync(staff, Deal(mark, 1, $"{mark} Child Company"), Deal(mark, 2, $"{mark} Parent Company"));
        await site.InDatabaseAsync(db =>
            db.Organisations.Where(o => o.Name == mark + " Child Company")
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(o => o.ParentId, db.Organisations.Single(o => o.Name == mark + " Parent Company").Id)
                )
        );

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/organisations/import/{import}/reversal"), "form.confirm");

        Assert.Equal((0, 0), await LeftAsync(mark));
    }

    /// <summary>Until somebody waits for what this transaction holds.</summary>
    private static async Task WaitForALockAsync(MatchmakingDb db)
    {
        while (
            await db
                .Database.SqlQuery<int>(
                    $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
                )
                .SingleAsync() == 0
        )
            await Task.Delay(10);
    }

    private static string Mark() => "Q" + Guid.NewGuid().ToString("N")[..8];

    private static string Deal(string mark, int number, string investor) =>
        $"{mark}-{number},2021,6,{investor},Energy,solar,Kazakhstan,,80.5,JV,51,Target,Title,,,,,source\n";

    private Task<(int Deals, int Organisations)> LeftAsync(string mark) =>
        site.InDatabaseAsync(async db =>
            (await db.Deals.CountAsync(d => d.DealKey.StartsWith(mark)), await db.Organisations.CountAsync(o => o.Name.StartsWith(mark)))
        );

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());

    private static async Task<Guid> ImportAsync(Visitor staff, params string[] deals)
    {
        var look = await UploadAsync(staff, Header + string.Concat(deals));
        await staff.SubmitAsync(look, "main form", ("Country", "CN"));
        return Guid.Parse(look.Path.Split('/')[^1]);
    }

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
