using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Power, land and railway of a project, as the desk types them.</summary>
public sealed class NeedsFormTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("Power", "0", "“0” cannot be read. Give a number above 0 and up to 10,000, for example 12.5.")]
    [InlineData("Power", "10,000.01", "“10,000.01” cannot be read. Give a number above 0 and up to 10,000, for example 12.5.")]
    [InlineData("Power", "a lot", "“a lot” cannot be read. Give a number above 0 and up to 10,000, for example 12.5.")]
    [InlineData("Land", "-4", "“-4” cannot be read. Give a number above 0 and up to 1,000,000, for example 12.5.")]
    [InlineData("Land", "US$4", "“US$4” cannot be read. Give a number above 0 and up to 1,000,000, for example 12.5.")]
    [InlineData("Land", "1,000,001", "“1,000,001” cannot be read. Give a number above 0 and up to 1,000,000, for example 12.5.")]
    public async Task A_need_that_is_no_sensible_number_is_said_beside_its_field_and_stays_typed(
        string field,
        string typed,
        string complaint
    )
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var answer = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.En", "A need too much"),
            ("Input.Sector", "agri"),
            ("Input.Rail", "true"),
            ("Input." + field, typed)
        );

        Assert.Equal([complaint], answer.TextsOf($".field:has(#Input_{field}) .error"));
        Assert.Equal(typed, answer.Document.QuerySelector($"#Input_{field}")!.GetAttribute("value"));
        Assert.NotNull(answer.Document.QuerySelector("#Input_Rail[checked]"));
        Assert.False(await site.InDatabaseAsync(db => db.Opportunities.AnyAsync(o => o.Title.En == "A need too much")));
    }

    [Fact]
    public async Task The_largest_needs_that_make_sense_are_kept()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.En", "All of the power"),
            ("Input.Sector", "agri"),
            ("Input.Power", "10,000"),
            ("Input.Land", "1,000,000"),
            ("Input.Rail", "true")
        );

        var saved = await site.InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Title.En == "All of the power"));
        Assert.Equal(new SiteNeeds(SiteNeeds.MostMegawatts, SiteNeeds.MostHectares, true), saved.Needs);
    }
}
