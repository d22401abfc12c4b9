using System.Net;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>The filters, the search and the pages of the public list.</summary>
public sealed class ListTests(ListTests.Filled site) : IClassFixture<ListTests.Filled>
{
    /// <summary>A site with a few opportunities that differ in everything that can be filtered by.</summary>
    public sealed class Filled : Site
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.PublishAsync(o =>
                (o.Title, o.MoreSectors) = (
                    new("苏姆盖特电动客车厂", "Sumqayıtda elektrobus zavodu", "Bus plant"),
                    ["batt.assembly", "tour"]
                )
            );
            await this.PublishAsync(o =>
                (o.Title, o.Summary, o.Sector, o.Subsector, o.Places, o.DealTypes) = (
                    new("海上风电", "Dənizdə külək enerjisi", "Sea wind"),
                    new("风", "külək", "wind"),
                    "renw",
                    "renw.offshore-wind",
                    ["BAK"],
                    ["IPP"]
                )
            );
            await this.PublishAsync(o =>
                (o.Title, o.Summary, o.Sector, o.Subsector, o.Places, o.DealTypes) = (
                    new("光伏电站", "Günəş stansiyası", "Solar plant"),
                    new("光伏", "günəş", "solar"),
                    "renw",
                    "renw.solar",
                    ["AZ-CAB"],
                    ["IPP", "JV"]
                )
            );
            await this.PublishAsync(o => (o.Title, o.Availability) = (new("已签约", "Tərəfdaşlı", "Taken"), Availability.Reserved));
            await this.PublishAsync(o => (o.Title, o.ValidUntil) = (new("已过期", "Köhnə", "Ended"), new(2025, 1, 1)));
            await this.PublishAsync(o => (o.Title, o.Status) = (new("草稿", "Qaralama", "Hidden draft"), PublicationStatus.Draft));
        }
    }

    [Theory]
    [InlineData("", "Bus plant,Sea wind,Solar plant")]
    [InlineData("all=1", "Bus plant,Ended,Sea wind,Solar plant,Taken")]
    [InlineData("sector=renw", "Sea wind,Solar plant")]
    [InlineData("sector=renw.solar", "Solar plant")]
    [InlineData("sector=renw&sector=renw.solar", "Solar plant")]
    [InlineData("sector=auto&sector=renw.solar", "Bus plant,Solar plant")]
    [InlineData("sector=batt", "Bus plant")]
    [InlineData("sector=batt&sector=batt.assembly", "Bus plant")]
    [InlineData("sector=batt.charging", "")]
    [InlineData("sector=tour", "Bus plant")]
    [InlineData("sector=auto&sector=batt&sector=tour", "Bus plant")]
    [InlineData("region=ABX", "Bus plant")]
    [InlineData("region=AZ-SM", "Bus plant")]
    [InlineData("region=SZE", "Solar plant")]
    [InlineData("region=BAK&region=SZE", "Sea wind,Solar plant")]
    [InlineData("deal=IPP", "Sea wind,Solar plant")]
    [InlineData("deal=IPP&deal=LOC", "Bus plant,Sea wind,Solar plant")]
    [InlineData("sector=renw&region=SZE&deal=JV&q=solar", "Solar plant")]
    [InlineData("sector=renw&region=ABX", "")]
    [InlineData("sector=&q=", "Bus plant,Sea wind,Solar plant")]
    public async Task Filters_widen_within_a_kind_and_narrow_across_kinds(string query, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?" + query);

        Assert.Equal(200, (int)page.Status);
        Assert.Equal(expected, string.Join(',', page.TextsOf("#results .title").Order(StringComparer.Ordinal)));
        // What the line above the list says is what the list shows.
        Assert.StartsWith(
            $"{(expected.Length == 0 ? 0 : expected.Split(',').Length)} opportunit",
            page.TextsOf(".total")[0],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("光伏", "Solar plant")]
    [InlineData("风电", "Sea wind")]
    [InlineData("电动客车", "Bus plant")]
    [InlineData("客", "Bus plant")]
    [InlineData("苏姆盖特", "Bus plant")]
    [InlineData("Sumqayıt", "Bus plant")]
    [InlineData("Sumqayit", "Bus plant")]
    [InlineData("SUMQAYIT", "Bus plant")]
    [InlineData("ｓｕｍｑａｙｉｔ", "Bus plant")]
    [InlineData("gunes", "Solar plant")]
    [InlineData("külək", "Sea wind")]
    [InlineData("sola", "Solar plant")]
    [InlineData("solar plant", "Solar plant")]
    [InlineData("电池组装", "Bus plant")]
    [InlineData("伏光", "")]
    [InlineData("'); drop table opportunities --", "")]
    [InlineData("zz & | ! ( ) : * <->", "")]
    [InlineData("hidden draft", "")]
    public async Task The_search_finds_words_of_all_languages_in_any_spelling(string words, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=" + Uri.EscapeDataString(words));

        Assert.Equal(200, (int)page.Status);
        Assert.Equal(expected, string.Join(',', page.TextsOf("#results .title")));
        Assert.Equal(words, page.ValueOf("q"));
    }

    [Fact]
    public async Task The_numbers_beside_the_options_are_what_choosing_them_gives()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?deal=IPP");
        var options = page
            .Document.QuerySelectorAll("#filter-options input:not(:checked):not([name=all])")
            .Select(input =>
                (
                    Name: input.GetAttribute("name")!,
                    Value: input.GetAttribute("value")!,
                    Count: input.ParentElement!.QuerySelector(".count")!.TextContent
                )
            )
            .ToList();

        Assert.Contains(options, option => option is { Name: "sector", Value: "renw", Count: "2" });
        foreach (var (name, value, count) in options.Where(option => option.Name != "deal"))
            Assert.StartsWith(
                count + " ",
                (await site.NewVisitor().OpenAsync($"/opportunities?deal=IPP&{name}={value}")).TextsOf(".total")[0],
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("", "BAK,ABX,SZE")]
    [InlineData("sector=auto", "ABX")]
    [InlineData("sector=auto&region=SZE", "ABX,SZE")]
    [InlineData("sector=renw&region=SZE", "BAK,SZE,AZ-CAB")]
    public async Task Only_places_with_something_are_offered_and_those_that_are_chosen(string query, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?" + query);

        var offered = page.Document.QuerySelectorAll("#filter-options [name=region]").Select(input => input.GetAttribute("value"));
        Assert.Equal(expected.Split(',').Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unknown_codes_are_left_out_and_named()
    {
        var page = await site.NewVisitor("zh-CN").OpenAsync("/opportunities?sector=nope&region=ZZZ&deal=JV&q=%21%21");

        Assert.Equal(
            ["目录中没有“nope”，该条件已忽略。", "目录中没有“ZZZ”，该条件已忽略。", "目录中没有“!!”，该条件已忽略。"],
            page.TextsOf("#results .notice p")
        );
        Assert.Equal(2, page.TextsOf("#results .title").Count);
    }

    [Theory]
    [InlineData("after=1")]
    [InlineData("before=99999999999999999999-x")]
    [InlineData("after=9223372036854775807-00000000000000000000000000000000")]
    [InlineData("after=0-00000000000000000000000000000000")]
    [InlineData("sector=%00%01&q=%00")]
    [InlineData("q=%ED%A0%80&region=%F0%9F%98%80")]
    public async Task Nonsense_in_the_address_is_never_a_fault(string query) =>
        Assert.Equal(200, (int)(await site.NewVisitor().OpenAsync("/opportunities?" + query)).Status);

    [Fact]
    public async Task Too_many_words_are_cut_and_said_so()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=" + new string('a', 5000));

        Assert.Contains("only its first 100 characters", page.Text, StringComparison.Ordinal);
        Assert.Equal(100, page.ValueOf("q")!.Length);
    }

    [Fact]
    public async Task An_empty_answer_offers_ways_out()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?sector=renw&region=ABX");

        Assert.Equal(["Create a mandate", "Without place: 2", "Without sector: 1", "Ask AZPROMO", "Clear all"], page.TextsOf(".empty a"));
    }

    [Theory]
    [InlineData("sector=renw&region=ABX", "/enquiries/create?sector=renw")]
    [InlineData("region=ABX&q=zzzunknown", "/enquiries/create?place=ABX")]
    [InlineData("q=zzzunknown", "/enquiries/create")]
    public async Task Who_finds_nothing_may_ask_about_what_was_looked_for(string query, string address)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?" + query);

        Assert.Equal(address, page.Document.QuerySelectorAll(".empty a").Single(a => a.TextContent == "Ask AZPROMO").GetAttribute("href"));
        Assert.Equal(200, (int)(await site.NewVisitor().OpenAsync(address)).Status);
    }

    [Fact]
    public async Task Words_are_said_to_be_left_out_only_where_something_was_found_without_them()
    {
        var nothing = await site.NewVisitor().OpenAsync("/opportunities?q=%24200-800m");
        var something = await site.NewVisitor().OpenAsync("/opportunities?q=solar+zzzunknown");

        Assert.Single(nothing.TextsOf(".empty"));
        Assert.Empty(nothing.TextsOf("#results .notice"));
        Assert.Single(something.TextsOf("#results .notice"));
    }

    [Theory]
    [InlineData("q=solar&sector=logi&region=NAX", "Without sector, place: 1")]
    [InlineData("q=solar&sector=logi", "Without sector: 1")]
    [InlineData("q=wind&sector=auto", "Without the words: 1")]
    [InlineData("q=solar&sector=renw&closing=1", "Without “Closes within 30 days”: 1")]
    public async Task The_nearest_list_that_has_something_is_offered_with_its_number(string query, string offered)
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?" + query);

        Assert.Contains(offered, page.TextsOf(".empty a"));
        foreach (
            var link in page.Document.QuerySelectorAll(".empty a[href^='/opportunities?']").Where(link => link.TextContent.Contains(':'))
        )
            Assert.StartsWith(
                link.TextContent.Split(": ")[^1] + " ",
                (await site.NewVisitor().OpenAsync(link.GetAttribute("href")!)).TextsOf(".total").Single(),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task A_chip_takes_its_filter_away_and_nothing_else()
    {
        var page = await site.NewVisitor().OpenAsync("/opportunities?q=solar&sector=renw&region=SZE&all=1");

        var chip = page
            .Document.QuerySelectorAll("a.chip")
            .Single(chip => chip.TextContent.Contains("Renewable", StringComparison.Ordinal));
        Assert.Equal("/opportunities?region=SZE&q=solar&all=1", chip.GetAttribute("href"));
    }

    [Fact]
    public async Task The_form_works_without_javascript()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/opportunities"), "#filters", ("q", "wind"));

        Assert.Equal(["Sea wind"], page.TextsOf("#results .title"));
    }

    [Fact]
    public async Task Htmx_gets_the_same_page_and_a_clean_address()
    {
        var page = await site.NewVisitor().OpenWithHtmxAsync("/opportunities?q=&sector=renw");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/opportunities?sector=renw", page.Response.Headers.GetValues("HX-Push-Url").Single());
        Assert.Equal(2, page.TextsOf("#results .title").Count);
        Assert.Equal(["1"], page.TextsOf("#filter-count"));
    }

    [Fact]
    public async Task An_investor_sees_the_best_score_and_nobody_else_does()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor);
        await site.AddMandateAsync(await site.People.InvestorAsync(), m => (m.Sectors, m.Places) = ([], ["BAK", "SZE", "ABX"]));

        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/opportunities");

        Assert.Equal(["Match 100"], page.TextsOf("#results .score"));
        Assert.Empty((await site.NewVisitor().OpenAsync("/opportunities")).TextsOf(".score"));
    }
}
