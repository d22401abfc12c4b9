using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Startup;

/// <summary>Visitors get public pages that were kept; nobody gets one that is not theirs, or no longer true.</summary>
public sealed class PageCacheTests(PageCacheTests.ClockedSite site) : IClassFixture<PageCacheTests.ClockedSite>
{
    public sealed class ClockedSite : Site
    {
        public FakeTimeProvider Clock { get; } = new(new(2026, 6, 3, 10, 0, 0, TimeSpan.Zero));

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    /// <summary>Another node on the same database.</summary>
    private sealed class Node(string database) : Site(database);

    private sealed class StrictSite : Site
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("RateLimits:SearchOfAddress", "3")];
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/opportunities?sector=auto&region=ABX")]
    [InlineData("/regions/ABX")]
    [InlineData("/sectors/auto")]
    [InlineData("/regions?by=units")]
    [InlineData("/zones/alat-fez")]
    [InlineData("/progress")]
    public async Task A_second_visitor_gets_what_the_first_one_got(string path)
    {
        var first = await site.NewVisitor().OpenAsync(path);
        var second = await KeptAsync(site.NewVisitor(), path);

        Assert.False(IsKept(first));
        Assert.Equal(first.Html, second.Html);
        Assert.Equal(Headers(first), Headers(second));
    }

    [Fact]
    public async Task Each_language_has_a_page_of_its_own_however_it_is_asked_for()
    {
        var english = await KeptAsync(site.NewVisitor(), "/opportunities?deal=JV");
        var chinese = await KeptAsync(site.NewVisitor("zh-CN"), "/opportunities?deal=JV");
        var asked = site.NewVisitor();
        var az = await asked.OpenAsync("/opportunities?deal=JV&lang=az");
        var remembered = await KeptAsync(asked, "/opportunities?deal=JV");

        Assert.Equal(
            ["en", "zh-Hans", "az", "az"],
            new[] { english, chinese, az, remembered }.Select(page => page.Document.DocumentElement.GetAttribute("lang"))
        );
        // It sets the cookie, which is that visitor's.
        Assert.False(IsKept(await site.NewVisitor().OpenAsync("/opportunities?deal=JV&lang=az")));
    }

    [Fact]
    public async Task Whoever_has_signed_in_gets_no_kept_page_and_leaves_none()
    {
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var (own, other) = ("/opportunities?deal=BOT", "/opportunities?deal=BOT&all=1");
        await KeptAsync(site.NewVisitor(), own);

        foreach (var page in new[] { await investor.OpenAsync(own), await investor.OpenAsync(other), await investor.OpenAsync(other) })
        {
            Assert.False(IsKept(page));
            Assert.NotEmpty(page.TextsOf(".account"));
        }
        var visitor = await site.NewVisitor().OpenAsync(other);
        Assert.False(IsKept(visitor));
        Assert.Empty(visitor.TextsOf(".account"));
    }

    [Fact]
    public async Task What_htmx_asks_for_and_what_carries_a_message_are_other_pages()
    {
        await KeptAsync(site.NewVisitor(), "/opportunities?deal=IPP");

        var htmx = await site.NewVisitor().OpenWithHtmxAsync("/opportunities?deal=IPP");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/opportunities?deal=IPP");
        request.Headers.Add("Cookie", Pages.FlashCookie + "=something");
        using var client = site.NewClient();
        using var told = await client.SendAsync(request);

        Assert.False(IsKept(htmx));
        Assert.NotEmpty(htmx.Response.Headers.GetValues("HX-Push-Url"));
        Assert.Null(told.Headers.Age);
    }

    [Fact]
    public async Task An_address_in_other_letters_and_values_in_another_order_are_other_pages()
    {
        await KeptAsync(site.NewVisitor(), "/regions/QAR");
        await KeptAsync(site.NewVisitor(), "/opportunities?deal=JV&deal=BOT");

        using var client = site.NewClient();
        using var lower = await client.GetAsync("/regions/qar");

        Assert.Equal(301, (int)lower.StatusCode);
        Assert.False(IsKept(await site.NewVisitor().OpenAsync("/opportunities?deal=BOT&deal=JV")));
    }

    [Fact]
    public async Task A_publication_a_change_and_a_withdrawal_are_seen_at_the_next_request()
    {
        const string List = "/opportunities?sector=tour";
        Assert.Empty((await KeptAsync(site.NewVisitor(), List)).TextsOf("#results .title"));

        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Title) = ("tour", null, new("一", "Bir", "One")));
        Assert.Equal(["One"], (await site.NewVisitor().OpenAsync(List)).TextsOf("#results .title"));
        Assert.Equal(["1 opportunity"], (await site.NewVisitor().OpenAsync(List)).TextsOf(".total"));

        var page = "/opportunities/" + listing.Slug;
        await KeptAsync(site.NewVisitor(), page);
        await site.ChangeAsync(listing, o => o.Promoter = new("乙", "İki", "Somebody else"));
        Assert.Contains("Somebody else", (await site.NewVisitor().OpenAsync(page)).Text, StringComparison.Ordinal);

        await KeptAsync(site.NewVisitor(), page);
        await site.ChangeAsync(listing, o => o.Status = PublicationStatus.Withdrawn);
        Assert.Equal(404, (int)(await site.NewVisitor().OpenAsync(page)).Status);
        Assert.Empty((await site.NewVisitor().OpenAsync(List)).TextsOf("#results .title"));
    }

    [Fact]
    public async Task The_person_to_write_to_is_shown_as_the_person_is_called_now()
    {
        var staff = await site.People.StaffAsync();
        var (changes, copy) = (
            site.Services.GetRequiredService<PublicChanges>(),
            site.Services.GetRequiredService<OpportunitiesInMemory>()
        );
        var before = changes.Number;
        var listing = await site.PublishAsync(o => o.ContactId = staff.Id);
        var number = await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == listing.Id).Select(o => o.ChangeNumber).SingleAsync()
        );
        // Its commit and its hint; what came late of them would hide that the name alone makes the page anew.
        for (var waited = 0; waited < 500 && (changes.Number < before + 2 || copy.Seen < number); waited++)
            await Task.Delay(10);
        await KeptAsync(site.NewVisitor(), "/opportunities/" + listing.Slug);

        await site.InDatabaseAsync(async db =>
        {
            (await db.Users.SingleAsync(person => person.Id == staff.Id)).FullName = "Another Name";
            return await db.SaveChangesAsync();
        });

        Assert.Equal(["Another Name"], (await site.NewVisitor().OpenAsync("/opportunities/" + listing.Slug)).TextsOf(".contact .name"));
    }

    [Fact]
    public async Task A_listing_ends_with_its_last_day_though_nothing_changes()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.ValidUntil) = ("logi", null, new(2026, 6, 3)));
        Assert.Single((await KeptAsync(site.NewVisitor(), "/opportunities?sector=logi")).TextsOf("#results .title"));

        // Midnight in Baku is 20:00 in UTC.
        site.Clock.Advance(TimeSpan.FromHours(10) + TimeSpan.FromSeconds(1));

        Assert.Empty((await site.NewVisitor().OpenAsync("/opportunities?sector=logi")).TextsOf("#results .title"));
    }

    [Fact]
    public async Task Another_node_shows_a_change_as_soon_as_it_hears_of_it()
    {
        await using var other = new Node(site.Database);
        await other.InitializeAsync();
        await KeptAsync(other.NewVisitor(), "/opportunities?sector=heal");

        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Title) = ("heal", null, new("一", "Bir", "A hospital")));
        for (
            var waited = 0;
            waited < 500 && (await other.NewVisitor().OpenAsync("/opportunities?sector=heal")).TextsOf(".total")[0] != "1 opportunity";
            waited++
        )
            await Task.Delay(10);

        Assert.Equal(["A hospital"], (await other.NewVisitor().OpenAsync("/opportunities?sector=heal")).TextsOf("#results .title"));
        Assert.Equal(["1 opportunity"], (await other.NewVisitor().OpenAsync("/opportunities?sector=heal")).TextsOf(".total"));
    }

    [Fact]
    public async Task A_kept_page_counts_as_a_search()
    {
        await using var strict = new StrictSite();
        await strict.InitializeAsync();
        var visitor = strict.NewVisitor();
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (int)(await visitor.OpenAsync("/opportunities")).Status);

        Assert.Equal(429, (int)(await visitor.OpenAsync("/opportunities")).Status);
    }

    /// <summary>Opens a page until it comes from those that are kept; a hint of an earlier change may still be under way.</summary>
    private static async Task<Page> KeptAsync(Visitor visitor, string path)
    {
        for (var tries = 0; tries < 100; tries++)
            if (await visitor.OpenAsync(path) is var page && IsKept(page))
                return page;
        throw new InvalidOperationException($"{path} is never kept.");
    }

    private static bool IsKept(Page page) => page.Response.Headers.Age is not null;

    private static IEnumerable<string> Headers(Page page) =>
        page
            .Response.Headers.Concat(page.Response.Content.Headers)
            .Where(header => header.Key is not ("Age" or "Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order(StringComparer.Ordinal);
}
