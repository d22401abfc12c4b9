using System.Net;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>
/// The same form open in two tabs, of each kind: nothing is reverted that was not touched, and a conflict is solved on its page.
/// </summary>
public sealed class TwoTabsTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Kept =
    [
        "What somebody else saved meanwhile was kept:",
        "Başqasının bu arada yadda saxladığı dəyişikliklər qaldı:",
    ];

    private const string Form = "main form:has([name='Opened.Fields'])";

    /// <summary>Where a form is, two of its fields, and other values for them.</summary>
    private sealed record Kind(Visitor Visitor, string Path, (string Name, string Typed) One, (string Name, string Typed) Other);

    [Theory]
    [InlineData("organisation")]
    [InlineData("deal")]
    [InlineData("deal at the desk")]
    [InlineData("mandate")]
    [InlineData("profile")]
    [InlineData("language of mails")]
    public async Task One_tab_changes_a_field_and_the_other_another_and_both_stay(string what)
    {
        var kind = await KindAsync(what);
        var (first, second) = (await kind.Visitor.OpenAsync(kind.Path), await kind.Visitor.OpenAsync(kind.Path));

        // The other one last: it may change the language.
        await SaveAsync(kind, second, kind.Other);
        var saved = await SaveAsync(kind, first, kind.One);

        Assert.Contains(saved.TextsOf(".flash, .notice"), text => Kept.Any(words => text.Contains(words, StringComparison.Ordinal)));
        await StandsAsync(kind, kind.One.Typed, kind.Other.Typed);
    }

    [Theory]
    [InlineData("organisation")]
    [InlineData("deal")]
    [InlineData("deal at the desk")]
    [InlineData("mandate")]
    [InlineData("profile")]
    [InlineData("language of mails")]
    public async Task Both_tabs_change_one_field_and_the_page_shows_both_and_saves_what_is_decided(string what)
    {
        foreach (var takesTheirs in new[] { false, true })
        {
            var kind = await KindAsync(what);
            var (first, second) = (await kind.Visitor.OpenAsync(kind.Path), await kind.Visitor.OpenAsync(kind.Path));
            var before = second.ValueOf(kind.One.Name)!;
            var mine = Otherwise(second, kind.One);

            await SaveAsync(kind, first, kind.One);
            var asked = await SaveAsync(kind, second, (kind.One.Name, mine), kind.Other);

            Assert.Equal(HttpStatusCode.OK, asked.Status);
            var sides = Assert.Single(asked.Document.QuerySelectorAll(".conflict .sides"));
            Assert.Equal(2, sides.QuerySelectorAll(".kept-lines").Length);
            Assert.Equal((mine, kind.Other.Typed), (asked.ValueOf(kind.One.Name), asked.ValueOf(kind.Other.Name)));
            Assert.NotNull(asked.Document.QuerySelector(asked.Document.QuerySelector(".conflict a")!.GetAttribute("href")!));
            await StandsAsync(kind, kind.One.Typed, null);

            await kind.Visitor.SubmitAsAddresseeAsync(
                asked,
                Form,
                takesTheirs ? [("Opened.Theirs", asked.Document.QuerySelector("[name='Opened.Theirs']")!.GetAttribute("value"))] : []
            );
            await StandsAsync(kind, takesTheirs ? kind.One.Typed : mine, kind.Other.Typed);
            Assert.NotEqual(before, kind.One.Typed);
        }
    }

    [Fact]
    public async Task A_third_save_is_asked_of_again_and_not_taken_unseen()
    {
        var kind = await KindAsync("organisation");
        var form = await kind.Visitor.OpenAsync(kind.Path);
        await SaveAsync(kind, await kind.Visitor.OpenAsync(kind.Path), kind.One);
        var asked = await SaveAsync(kind, form, (kind.One.Name, kind.One.Typed + " mine"));
        await SaveAsync(kind, await kind.Visitor.OpenAsync(kind.Path), (kind.One.Name, kind.One.Typed + " third"));

        var again = await kind.Visitor.SubmitAsAddresseeAsync(asked, Form, ("Opened.Theirs", "Input_Name"));

        Assert.Contains(kind.One.Typed + " third", again.TextsOf(".conflict .kept-lines"));
        await StandsAsync(kind, kind.One.Typed + " third", null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("{\"Input_Name\":null}")]
    public async Task A_form_that_does_not_say_what_it_was_opened_with_asks(string? opened)
    {
        var kind = await KindAsync("organisation");

        var asked = await kind.Visitor.SubmitAsAddresseeAsync(
            await kind.Visitor.OpenAsync(kind.Path),
            Form,
            kind.One!,
            ("Opened.Fields", opened)
        );

        Assert.Single(asked.Document.QuerySelectorAll(".conflict"));
        await kind.Visitor.SubmitAsAddresseeAsync(asked, Form);
        await StandsAsync(kind, kind.One.Typed, null);
    }

    [Fact]
    public async Task How_often_a_mandate_tells_is_not_set_back_by_an_old_page()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor);
        var visitor = site.NewVisitor();
        var path = $"/preferences/{site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Preferences, investor.Id)}/mandates";
        var old = await visitor.OpenAsync(path);
        await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(path), ".frequency", ("frequency", "Weekly"));

        var asked = await visitor.SubmitAsync(old, ".frequency", ("frequency", "Daily"));

        Assert.Equal("Weekly", await FrequencyAsync());
        Assert.Single(asked.Document.QuerySelectorAll(".conflict"));
        Assert.Equal("Daily", asked.ValueOf("frequency"));
        await visitor.SubmitAsync(asked, ".frequency");
        Assert.Equal("Daily", await FrequencyAsync());

        async Task<string> FrequencyAsync() =>
            (await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.Id == mandate.Id))).Frequency.ToString();
    }

    private static Task<Page> SaveAsync(Kind kind, Page page, params (string Name, string Typed)[] fields) =>
        kind.Visitor.SubmitAsAddresseeAsync(page, Form, [.. fields.Select(field => (field.Name, (string?)field.Typed))]);

    /// <summary>A third value of the field.</summary>
    private static string Otherwise(Page page, (string Name, string Typed) field) =>
        page.Document.QuerySelector($"select[name='{field.Name}']") is { } select
            ? select
                .QuerySelectorAll("option")
                .Select(option => option.GetAttribute("value")!)
                .First(value => value.Length > 0 && value != field.Typed && value != page.ValueOf(field.Name))
            : field.Typed + " of mine";

    private static async Task StandsAsync(Kind kind, string one, string? other)
    {
        var now = await kind.Visitor.OpenAsync(kind.Path);
        Assert.Equal(one, now.ValueOf(kind.One.Name));
        if (other is not null)
            Assert.Equal(other, now.ValueOf(kind.Other.Name));
    }

    private async Task<Kind> KindAsync(string what)
    {
        var investor = await site.People.InvestorAsync();
        var (own, desk) = (await site.People.SignInAsync(investor), await site.People.SignInAsync(await site.People.StaffAsync()));
        var deal = await site.AddDealAsync(investor.OrganisationId!.Value, "Us");
        var name = Companies.NewName("Caspian Ropeways");
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == investor.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.FullName, "Wang Fang"))
        );
        return what switch
        {
            "organisation" => new(
                desk,
                $"/desk/organisations/{investor.OrganisationId}/edit",
                ("Input.Name", name),
                ("Input.Country", "AZ")
            ),
            "deal" => new(own, $"/organisation/track-record/{deal.Id}/edit", ("Input.Target", "A ropeway"), ("Input.Region", "Almaty")),
            "deal at the desk" => new(
                desk,
                $"/desk/organisations/deals/{deal.Id}/edit",
                ("Input.Target", "A ropeway"),
                ("Input.Country", "TR")
            ),
            "mandate" => new(
                own,
                $"/mandates/{(await site.AddMandateAsync(investor)).Id}/edit",
                ("name", "Ropeways"),
                ("excludedWords", "casino")
            ),
            "profile" => new(own, "/account/profile", ("FullName", "Li Wei"), ("Language", "az")),
            "language of mails" => new(
                site.NewVisitor(),
                $"/preferences/{site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Preferences, investor.Id)}/language",
                ("Zone", "Asia/Baku"),
                ("Language", "az")
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }
}
