using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>What the page says of the words that were searched, and what is suggested while they are typed.</summary>
public sealed class WordsTests(WordsTests.Filled site) : IClassFixture<WordsTests.Filled>
{
    /// <summary>A site with two listings, one of them withdrawn.</summary>
    public sealed class Filled : Site
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.PublishAsync(o =>
                (o.Slug, o.Title, o.Summary, o.Sector, o.Subsector, o.Places, o.Promoter) = (
                    "batteries",
                    new("电池厂", "Batareya zavodu", "Battery <works>"),
                    new("储能", "Enerji saxlama", "Cells for energy storage & more"),
                    "batt",
                    "batt.assembly",
                    ["AZ-SM"],
                    new("奥尼尔", "O'Neil", "O'Neil & Co")
                )
            );
            await this.PublishAsync(o =>
                (o.Slug, o.Title, o.Status) = ("gone", new("电池回收", "Batareya emalı", "Battery recycling"), PublicationStatus.Withdrawn)
            );
        }
    }

    [Theory]
    [InlineData("battry", "battery")]
    [InlineData("Sumgayt", "Sumgayit")]
    public async Task A_misspelt_word_is_read_as_the_likely_one_with_a_way_back(string typed, string read)
    {
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/opportunities?q=" + typed);

        Assert.Equal(["Battery <works>"], page.TextsOf("#results .title"));
        Assert.Contains($"Showing results for “{read}”", page.TextsOf("#results .notice")[0], StringComparison.Ordinal);

        var back = await visitor.OpenAsync(page.Document.QuerySelector("#results .notice a")!.GetAttribute("href")!);
        Assert.Empty(back.TextsOf("#results .title"));
        Assert.Equal(typed, back.ValueOf("q"));
    }

    [Fact]
    public async Task What_was_found_is_marked_in_the_title_and_in_a_part_of_the_text()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=battery+storage");

        Assert.Equal(["Battery"], page.TextsOf("#results .title mark"));
        Assert.Equal(["Cells for energy storage & more"], page.TextsOf("#results .why-found"));
        Assert.Contains("storage", page.TextsOf("#results .why-found mark")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_no_listing_has_together_are_named()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=battery+helicopter");

        Assert.Equal(["Battery <works>"], page.TextsOf("#results .title"));
        Assert.Contains("“helicopter”", page.TextsOf("#results .notice")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("🙂")]
    [InlineData(":* <-> ( ,")]
    public async Task Where_there_is_nothing_to_search_for_the_list_says_so(string typed)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=" + Uri.EscapeDataString(typed));

        Assert.Contains("is not known here", page.TextsOf("#results .notice")[0], StringComparison.Ordinal);
        Assert.Equal(["Battery <works>"], page.TextsOf("#results .title"));
    }

    [Theory]
    [InlineData("batt", "Electrical equipment & batteries", "/opportunities?sector=batt")]
    [InlineData("苏姆", "Sumgayit", "/opportunities?region=AZ-SM")]
    [InlineData("O'Ne", "O'Neil & Co", "/opportunities?q=O%27Neil%20%26%20Co")]
    [InlineData("Battery <wo", "Battery <works>", "/opportunities/batteries")]
    public async Task Names_are_suggested_with_where_they_lead(string typed, string name, string address)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities/suggestions?q=" + Uri.EscapeDataString(typed));

        Assert.Contains(
            page.Document.QuerySelectorAll("a[role=option]"),
            link => link.GetAttribute("href") == address && link.TextContent.Contains(name, StringComparison.Ordinal)
        );
        // Whatever is suggested, the words themselves can be searched for.
        Assert.Contains(typed, page.TextsOf("[role=option]")[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%00")]
    [InlineData("%ED%A0%80")]
    [InlineData("zzzzzzzzzz")]
    public async Task Nonsense_suggests_nothing_and_is_no_fault(string typed)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities/suggestions?q=" + typed);

        Assert.Equal(200, (int)page.Status);
        Assert.InRange(page.TextsOf("[role=option]").Count, 0, 1);
    }

    [Fact]
    public async Task What_is_withdrawn_is_neither_found_nor_suggested()
    {
        var visitor = site.NewVisitor();

        Assert.Empty((await visitor.OpenAsync("/opportunities?q=recycling&exact=1&all=1")).TextsOf("#results .title"));
        Assert.DoesNotContain(
            "recycling",
            (await visitor.OpenAsync("/opportunities/suggestions?q=recyc")).Text.Replace("“recyc”", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_search_is_kept_as_a_mandate_with_everything_that_it_asks_for()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var list = await visitor.OpenAsync("/opportunities?q=battery+-lead&region=AZ-SM&deal=JV&stage=T4&amount=10m-50m&amount=50m-200m");

        var form = await visitor.OpenAsync(list.Document.QuerySelector("#results a[href^='/mandates/create']")!.GetAttribute("href")!);

        Assert.Contains("batt", form.Document.QuerySelectorAll("[name=sectors]:checked").Select(box => box.GetAttribute("value")![..4]));
        foreach (var (name, value) in new[] { ("places", "AZ-SM"), ("dealTypes", "JV"), ("technicalStages", "4") })
            Assert.NotNull(form.Document.QuerySelector($"[name={name}][value='{value}']:checked"));
        Assert.Equal(["10000000", "200000000", "battery -lead"], new[] { "ticketFrom", "ticketTo", "name" }.Select(form.ValueOf));
        Assert.Contains("lead", form.Document.QuerySelector("[name=excludedWords]")!.TextContent, StringComparison.Ordinal);
    }
}
