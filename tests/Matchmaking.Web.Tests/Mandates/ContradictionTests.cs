using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mandates;

/// <summary>An excluded word that says what is looked for is told of, and may still be meant.</summary>
public sealed class ContradictionTests(Site site) : IClassFixture<Site>
{
    [Theory]
    // A part of the name of the sector, in a language that is not the reader's.
    [InlineData("sectors", "auto", "汽车")]
    // Another word for it.
    [InlineData("sectors", "agri", "farming")]
    [InlineData("sectors", "agri.greenhouse", "parnik")]
    [InlineData("places", "AZ-SM", "苏姆盖特")]
    [InlineData("places", "ABX", "Abşeron")]
    [InlineData("dealTypes", "GF", "绿地")]
    public async Task It_is_said_once_and_the_same_once_more_is_meant_so(string field, string wanted, string word)
    {
        var (investor, form, owner) = await FormAsync();

        var asked = await investor.SubmitAsync(
            form,
            "#mandate",
            (field, wanted),
            ("sectors", "tour"),
            ("excludedWords", $"casino\n{word}")
        );

        var said = Assert.Single(asked.TextsOf("#excludedWords-error"));
        Assert.StartsWith($"“{word}” contradicts “", said, StringComparison.Ordinal);
        Assert.EndsWith("save again.", said, StringComparison.Ordinal);
        Assert.Empty(await WordsAsync(owner));
        await investor.SubmitAsync(asked, "#mandate");
        Assert.Equal(["casino", word], await WordsAsync(owner));
    }

    [Fact]
    public async Task Another_wish_is_asked_of_again_and_what_is_no_contradiction_is_not()
    {
        var (investor, form, _) = await FormAsync();

        var asked = await investor.SubmitAsync(form, "#mandate", ("sectors", "auto"), ("excludedWords", "汽车\n农业园"));
        Assert.Contains("“汽车”", Assert.Single(asked.TextsOf("#excludedWords-error")), StringComparison.Ordinal);
        asked = await investor.SubmitAsync(asked, "#mandate", ("sectors", "auto"), ("sectors", "agri"));
        Assert.Single(asked.TextsOf("#excludedWords-error"));

        // A subsector of what is wanted as a whole may be left out.
        (investor, form, var owner) = await FormAsync();
        await investor.SubmitAsync(form, "#mandate", ("sectors", "agri"), ("excludedWords", "parnik"));
        Assert.Equal(["parnik"], await WordsAsync(owner));
    }

    [Theory]
    [InlineData("places", "AZ-SM", "sumqayıt şəhəri")]
    [InlineData("sectors", "agri.greenhouse", "温室种植")]
    public async Task The_whole_name_is_refused(string field, string wanted, string word)
    {
        var (investor, form, owner) = await FormAsync();

        var refused = await investor.SubmitAsync(form, "#mandate", (field, wanted), ("excludedWords", word));
        refused = await investor.SubmitAsync(refused, "#mandate");

        Assert.EndsWith("which you chose.", Assert.Single(refused.TextsOf("#excludedWords-error")), StringComparison.Ordinal);
        Assert.Empty(await WordsAsync(owner));
    }

    private async Task<(Visitor Investor, Page Form, Guid Owner)> FormAsync()
    {
        var person = await site.People.InvestorAsync();
        var investor = await site.People.SignInAsync(person);
        return (investor, await investor.OpenAsync("/mandates/create"), person.Id);
    }

    private Task<List<string>> WordsAsync(Guid owner) =>
        site.InDatabaseAsync(async db => (await db.Mandates.SingleOrDefaultAsync(m => m.OwnerId == owner))?.ExcludedWords ?? []);
}
