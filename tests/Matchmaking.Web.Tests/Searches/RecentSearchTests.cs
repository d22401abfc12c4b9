using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Searches;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Searches;

/// <summary>What somebody searched for is offered to that one alone, each search once, and is forgotten when it is to be.</summary>
public sealed class RecentSearchTests(SearchSite site) : IClassFixture<SearchSite>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Below_the_empty_box_the_last_searches_stand_each_once_and_the_newest_first()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        foreach (var query in new[] { "q=laptop", "q=tyres&sector=auto", "q=LAPTOP&order=newest" })
        {
            await visitor.OpenAsync("/opportunities?" + query);
            await site.WriteAsync();
        }

        var box = await visitor.OpenWithHtmxAsync("/opportunities/suggestions?q=");

        Assert.Equal(["LAPTOP", "tyres · Vehicles & electric transport", "Manage recent searches"], Names(box));
        Assert.Equal(
            ["/opportunities?q=LAPTOP", "/opportunities?sector=auto&q=tyres", "/searches"],
            box.Document.QuerySelectorAll("a[role=option]").Select(link => link.GetAttribute("href"))
        );
        Assert.DoesNotContain(
            "LAPTOP",
            (await visitor.OpenWithHtmxAsync("/opportunities/suggestions?q=lap")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_scripts_the_list_leads_to_them()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var list = await visitor.OpenAsync("/opportunities?q=laptop");
        await site.WriteAsync();
        var link = list.Document.QuerySelector(".page-head a[href='/searches']")!;

        var page = await visitor.OpenAsync(link.GetAttribute("href")!);

        Assert.Equal(["laptop"], page.TextsOf("main li a"));
        Assert.Null((await site.NewVisitor().OpenAsync("/opportunities")).Document.QuerySelector("[href='/searches'],[data-recent='1']"));
    }

    [Fact]
    public async Task Nobody_else_sees_or_removes_them()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        await visitor.OpenAsync("/opportunities?q=our+secret");
        var page = await OpenAsync(visitor);
        foreach (var other in new[] { await site.People.ColleagueOfAsync(person), await site.People.StaffAsync() })
        {
            var reader = await site.People.SignInAsync(other);
            await reader.OpenAsync("/opportunities?q=laptop");
            await site.WriteAsync();
            Assert.DoesNotContain("secret", (await reader.OpenAsync("/searches")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", (await reader.OpenAsync("/opportunities/suggestions")).Text, StringComparison.Ordinal);
            var form = await reader.OpenAsync("/searches");
            await reader.SubmitAsync(form, "main li form", ("key", page.ValueOf("key")));
        }

        Assert.Equal(["/opportunities?q=our%20secret"], await site.RecentAsync(person));
        Assert.Empty(Names(await site.NewVisitor().OpenAsync("/opportunities/suggestions")));
    }

    [Fact]
    public async Task One_is_removed_or_all_are_also_those_of_a_moment_ago()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        foreach (var words in new[] { "one", "two", "three" })
            await visitor.OpenAsync("/opportunities?q=" + words);
        var page = await OpenAsync(visitor);

        var less = await visitor.SubmitAsync(page, "main li form");

        Assert.Equal("/searches", less.Path);
        Assert.Equal(["The search is removed."], less.TextsOf(".flash p"));
        Assert.Equal(2, (await site.RecentAsync(person)).Count);
        await visitor.SubmitAsync(page, "main li form");
        Assert.Equal(2, (await site.RecentAsync(person)).Count);
        await visitor.OpenAsync("/opportunities?q=four");
        var none = await visitor.SubmitAsync(less, "main form:not(li form)");
        Assert.Contains("No searches yet", none.Text, StringComparison.Ordinal);
        Assert.Empty(await site.RecentAsync(person));
    }

    [Fact]
    public async Task The_eleventh_makes_the_oldest_go()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        for (var i = 0; i <= RecentSearch.Most; i++)
        {
            await visitor.OpenAsync($"/opportunities?q=word{(char)('a' + i)}");
            if (i % 4 == 0)
                await site.WriteAsync();
        }

        var kept = await site.RecentAsync(person);

        Assert.Equal(RecentSearch.Most, kept.Count);
        Assert.DoesNotContain("/opportunities?q=worda", kept);
        Assert.Contains("/opportunities?q=wordk", kept);
    }

    [Theory]
    [InlineData("/opportunities")]
    [InlineData("/opportunities?sector=auto")]
    [InlineData("/opportunities?q=%25")]
    [InlineData("/opportunities?q=laptop&after=x")]
    public async Task What_is_no_search_is_not_noted(string path)
    {
        var person = await site.People.InvestorAsync();

        await (await site.People.SignInAsync(person)).OpenAsync(path);

        Assert.Empty(await site.RecentAsync(person));
    }

    [Fact]
    public async Task A_search_with_more_conditions_than_an_address_holds_is_not_remembered()
    {
        var person = await site.People.InvestorAsync();
        var codes = string.Concat(
            new ReferenceData().Regions.SelectMany(region => region.Units).Take(60).Select(unit => "&region=" + unit.Code)
        );

        await (await site.People.SignInAsync(person)).OpenAsync("/opportunities?q=" + new string('蓄', 60) + codes);

        Assert.Empty(await site.RecentAsync(person));
    }

    [Fact]
    public async Task They_go_with_the_account_and_what_waits_does_not_come_back()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        await visitor.OpenAsync("/opportunities?q=laptop");
        Assert.NotEmpty(await site.RecentAsync(person));
        await visitor.OpenAsync("/opportunities?q=another");

        await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).ExecuteDeleteAsync());

        Assert.Empty(await site.RecentAsync(person));
    }

    [Fact]
    public async Task What_was_not_repeated_for_180_days_is_forgotten()
    {
        var person = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
        {
            foreach (
                var (words, age) in new[]
                {
                    ("old", RecentSearch.Keep.Add(TimeSpan.FromMinutes(1))),
                    ("young", RecentSearch.Keep.Add(TimeSpan.FromMinutes(-5))),
                }
            )
                db.RecentSearches.Add(
                    new()
                    {
                        PersonId = person.Id,
                        Key = words,
                        Address = "/opportunities?q=" + words,
                        At = Now - age,
                    }
                );
            return db.SaveChangesAsync();
        });

        await site.RunAsync<IServiceProvider>(services =>
            ActivatorUtilities.CreateInstance<SearchRetentionJob>(services).RunAsync(CancellationToken.None)
        );

        Assert.Equal(["/opportunities?q=young"], await site.RecentAsync(person));
    }

    private async Task<Page> OpenAsync(Visitor visitor)
    {
        await site.WriteAsync();
        return await visitor.OpenAsync("/searches");
    }

    private static IEnumerable<string> Names(Page box) => box.TextsOf("[role=option]");
}
