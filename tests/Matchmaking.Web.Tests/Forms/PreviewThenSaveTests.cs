using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>Without JavaScript: the button that shows what would happen, and on its answer the one that does it.</summary>
public sealed class PreviewThenSaveTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_new_mandate_and_a_changed_one()
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);

        var previewed = await investor.PressAsync(
            await investor.OpenAsync("/mandates/create"),
            "noscript button[formaction]",
            ("sectors", "agri"),
            ("name", "Fields")
        );
        Assert.Equal("Fields", previewed.ValueOf("name"));
        await investor.PressAsync(previewed, "#mandate .btn-main");
        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OwnerId == person.Id));
        Assert.Equal("Fields", mandate.Name);

        previewed = await investor.PressAsync(
            await investor.OpenAsync($"/mandates/{mandate.Id}/edit"),
            "noscript button[formaction]",
            ("name", "Meadows")
        );
        await investor.PressAsync(previewed, "#mandate .btn-main");
        Assert.Equal(
            "Meadows",
            await site.InDatabaseAsync(db => db.Mandates.Where(m => m.Id == mandate.Id).Select(m => m.Name).SingleAsync())
        );
    }

    [Fact]
    public async Task A_new_listing_and_a_changed_one()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var title = "Previewed " + Guid.NewGuid().ToString("N");

        var previewed = await staff.PressAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "noscript button[formaction]",
            ("Input.Title.En", title),
            ("Input.Sector", "agri")
        );
        await staff.PressAsync(previewed, "#listing .btn-main");
        var listing = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == title));

        previewed = await staff.PressAsync(
            await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit"),
            "noscript button[formaction]",
            ("Input.Title.En", title + " again")
        );
        await staff.PressAsync(previewed, "#listing .btn-main");
        Assert.True(await site.InDatabaseAsync(db => db.Opportunities.AnyAsync(o => o.Title.En == title + " again")));
    }
}
