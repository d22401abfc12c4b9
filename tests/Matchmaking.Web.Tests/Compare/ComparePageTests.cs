using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Progress;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Compare;

/// <summary>Listings side by side: what differs is said, and nothing that is asked for breaks the page.</summary>
public sealed class ComparePageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-CN", "对比 2 个机会", "3400万美元", "约合", "与第一项不同：", "全部相同")]
    [InlineData("az", "2 imkanın müqayisəsi", "34 mln ABŞ dolları", "təxminən", "Birincidən fərqlənir:", "hamısında eyni")]
    [InlineData("en", "Compare 2 opportunities", "US$34 million", "about US$", "Differs from the first:", "the same in all")]
    public async Task Two_stand_side_by_side_in_the_visitors_language_with_what_differs(
        string language,
        string title,
        string amount,
        string dollars,
        string differs,
        string same
    )
    {
        var one = await site.PublishAsync();
        var other = await site.PublishAsync(o =>
        {
            (o.AmountFrom, o.AmountTo, o.Currency, o.TechnicalStage) = (10_000_000, 20_000_000, "AZN", null);
            (o.Zone, o.ValidUntil) = ("sumgayit-chemical", new DateOnly(2031, 5, 1));
        });

        var page = await site.NewVisitor(language).OpenAsync(Of(one, other));

        Assert.Equal([title], page.TextsOf("h1"));
        Assert.Equal("noindex", page.Document.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Equal(2, page.Document.QuerySelectorAll("thead th[scope=col]").Length);
        Assert.Contains(amount, page.Text, StringComparison.Ordinal);
        var marked = page.TextsOf("td.diff");
        Assert.Contains(
            marked,
            cell => cell.StartsWith(differs, StringComparison.Ordinal) && cell.Contains(dollars, StringComparison.Ordinal)
        );
        Assert.All(marked, cell => Assert.StartsWith(differs, cell, StringComparison.Ordinal));
        Assert.Contains(page.TextsOf("tbody.same .band"), band => band.EndsWith(same, StringComparison.Ordinal));
        // What is not known differs from nothing.
        Assert.NotEmpty(page.Document.QuerySelectorAll("td.none"));
        Assert.Equal(
            [$"/enquiries/create?listing={one.Slug}", $"/enquiries/create?listing={other.Slug}"],
            page.Document.QuerySelectorAll("td a[href^='/enquiries']").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task Only_differences_works_without_scripts_and_removing_one_keeps_the_rest()
    {
        var (one, other, third) = (
            await site.PublishAsync(),
            await site.PublishAsync(o => o.DealTypes = ["BOT"]),
            await site.PublishAsync()
        );
        var all = await site.NewVisitor().OpenAsync(Of(one, other, third));

        var few = await site.NewVisitor().OpenAsync(Link(all, "Only the differences"));
        var back = await site.NewVisitor().OpenAsync(Link(few, "Show all rows"));
        var without = await site.NewVisitor().OpenAsync(few.Document.QuerySelectorAll("thead .remove")[1].GetAttribute("href")!);

        Assert.NotEmpty(all.Document.QuerySelectorAll("tbody.same"));
        Assert.Empty(few.Document.QuerySelectorAll("tbody.same"));
        Assert.Equal(["Deal type", "Next step"], few.TextsOf(".band"));
        Assert.Equal(all.TextsOf(".band"), back.TextsOf(".band"));
        Assert.Equal($"/compare?o={one.Slug}&o={third.Slug}&differences=true", without.Path);
    }

    [Fact]
    public async Task Of_five_the_first_four_are_shown_and_it_is_said()
    {
        var listings = new List<Opportunity>();
        for (var i = 0; i < 5; i++)
            listings.Add(await site.PublishAsync());

        var page = await site.NewVisitor().OpenAsync(Of([.. listings]));

        Assert.Equal(
            listings.Take(4).Select(listing => "/opportunities/" + listing.Slug),
            page.Document.QuerySelectorAll("thead .title").Select(link => link.GetAttribute("href"))
        );
        Assert.Contains("these are the first 4", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "these are the first 4",
            (await site.NewVisitor().OpenAsync(Of([.. listings[..4]]))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_unknown_or_withdrawn_is_named_and_the_others_stand()
    {
        var (one, other) = (await site.PublishAsync(), await site.PublishAsync());
        var hidden = await site.PublishAsync(o => o.Status = PublicationStatus.Withdrawn);

        var page = await site.NewVisitor().OpenAsync($"/compare?o={one.Slug}&o=never-heard-of&o={hidden.Slug}&o={other.Slug}");

        Assert.Equal(200, (int)page.Status);
        Assert.Contains("2 opportunities are no longer published", page.Text, StringComparison.Ordinal);
        Assert.Equal(["never-heard-of", hidden.Slug], page.TextsOf(".missing li"));
        Assert.Equal(2, page.Document.QuerySelectorAll("thead th").Length);
        // To the desk neither: the page is the one that investors share.
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Equal(2, (await staff.OpenAsync(page.Path)).Document.QuerySelectorAll("thead th").Length);
    }

    [Theory]
    [InlineData("/compare")]
    [InlineData("/compare?o=")]
    [InlineData("/compare?o=%00&o=<script>&o=A%20B&differences=maybe")]
    [InlineData("/compare?o[]=1&o.x=2")]
    public async Task Nothing_to_compare_says_what_to_do(string address)
    {
        var page = await site.NewVisitor().OpenAsync(address);

        Assert.Contains((int)page.Status, new[] { 200, 400 });
        if ((int)page.Status == 200)
            Assert.Contains("Tick two to 4", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>&", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_asks_for_a_second_and_proposes_similar_ones_with_their_reasons()
    {
        var one = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("chem", "chem.fertilisers", ["AZ-GA"]));
        var like = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("chem", "chem.fertilisers", ["AZ-GA"]));

        var page = await site.NewVisitor().OpenAsync(Of(one, one));

        Assert.Null(page.Document.QuerySelector("table"));
        Assert.Contains("Choose a second one", page.Text, StringComparison.Ordinal);
        Assert.Contains("In common: same subsector, same place, same promoter, similar amount", page.TextsOf(".similar-list .shared"));
        Assert.NotNull(page.Document.QuerySelector($"a[href='/compare?o={one.Slug}&o={like.Slug}']"));
    }

    [Fact]
    public async Task An_investor_sees_the_match_with_its_reasons_and_nobody_elses()
    {
        var person = await site.People.InvestorAsync();
        await site.AddMandateAsync(person, m => (m.Name, m.Sectors, m.Places) = ("Ours", ["text"], ["NAX"]));
        var fits = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("text", null, ["NAX"]));
        var other = await site.PublishAsync();

        var visitor = await site.People.SignInAsync(person);
        var mine = await visitor.OpenAsync(Of(fits, other));
        var theirs = await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync(Of(fits, other));
        var colleagues = await (await site.People.SignInAsync(await site.People.ColleagueOfAsync(person))).OpenAsync(Of(fits, other));

        var cells = mine.TextsOf("tbody:first-of-type td");
        Assert.Matches(@"^\d+ Ours ", cells[0]);
        Assert.Equal("Matches none of your mandates", cells[1]);
        Assert.DoesNotContain("Ours", theirs.Text, StringComparison.Ordinal);
        Assert.Contains("Ours", colleagues.Text, StringComparison.Ordinal);
        Assert.Equal(2, mine.Document.QuerySelectorAll(".save form").Length);
        var saved = await visitor.SubmitAsync(mine, ".save form");
        Assert.Equal(mine.Path, saved.Path);
        Assert.Contains("Saved, remove it: ", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_documents_are_counted_and_named()
    {
        var (one, other) = (await site.PublishAsync(), await site.PublishAsync());
        await site.InDatabaseAsync(db =>
        {
            db.Add(
                new SignedDocument
                {
                    SignedOn = new(2025, 4, 23),
                    DateKnown = "day",
                    Title = new("备忘录", "Memorandum", "The memorandum"),
                    OpportunityId = one.Id,
                }
            );
            return db.SaveChangesAsync();
        });

        var page = await site.NewVisitor().OpenAsync(Of(one, other));

        Assert.Contains("1 document The memorandum · 23 April 2025", page.TextsOf("td"));
        Assert.Contains("None known", page.TextsOf("td"));
    }

    private static string Of(params Opportunity[] listings) =>
        "/compare?" + string.Join('&', listings.Select(listing => "o=" + listing.Slug));

    private static string Link(Page page, string words) =>
        page.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == words).GetAttribute("href")!;
}
