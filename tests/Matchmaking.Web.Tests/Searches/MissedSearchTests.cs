using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Searches;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Searches;

/// <summary>What is not found is counted without who searched, never with what is somebody's, and never more than has room.</summary>
public sealed class MissedSearchTests(SearchSite site) : IClassFixture<SearchSite>
{
    private static DateOnly Today => BakuDay.Of(TimeProvider.System);

    [Fact]
    public async Task Words_that_find_nothing_are_counted_in_one_spelling_by_the_day()
    {
        var visitor = site.NewVisitor();
        await visitor.OpenAsync("/opportunities?q=Zzgryk&order=newest");
        await visitor.OpenAsync("/opportunities?q=+ZZGRYK!+&exact=1");
        await visitor.OpenAsync("/opportunities?q=laptop");

        var missed = await site.MissedAsync("zzgryk");

        Assert.Equal((Today, 2, 0), (missed!.Day, missed.Nothing, missed.Corrected));
        Assert.Null(await site.MissedAsync("laptop"));
        await visitor.OpenAsync("/opportunities?q=zzgryk");
        Assert.Equal(3, (await site.MissedAsync("zzgryk"))!.Nothing);
    }

    [Fact]
    public async Task Words_that_find_by_another_spelling_alone_are_counted_apart()
    {
        await site.NewVisitor().OpenAsync("/opportunities?q=laptpo");

        var missed = await site.MissedAsync("laptpo");

        Assert.Equal((0, 1), (missed!.Nothing, missed.Corrected));
    }

    [Fact]
    public async Task The_desks_own_searches_are_not_counted()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        await staff.OpenAsync("/opportunities?q=qqdesk");

        Assert.Null(await site.MissedAsync("qqdesk"));
    }

    [Theory]
    [InlineData("li.wei@example.com")]
    [InlineData("li.wei＠example.com")]
    [InlineData("call me +994 50 123 45 67")]
    [InlineData("138 0013 8000")]
    [InlineData("１３８００１３８０００")]
    [InlineData("https://example.com/x")]
    [InlineData("www.example.com")]
    [InlineData("x")]
    [InlineData("%%%")]
    public void What_may_be_somebodys_is_never_kept(string typed) => Assert.Null(MissedWords.Of(typed, new ListingVocabulary()));

    [Theory]
    [InlineData("  Günəş  PANELİ!", "gunes paneli")]
    [InlineData("電動客車 BYD", "电动客车 byd")]
    [InlineData("600000 USD", "600000 usd")]
    [InlineData("e-bus", "ebus")]
    public void What_is_kept_is_in_one_spelling(string typed, string kept) =>
        Assert.Equal(kept, MissedWords.Of(typed, new ListingVocabulary()));

    [Fact]
    public void A_long_text_is_cut() =>
        Assert.Equal(MissedSearch.WordsLength, MissedWords.Of(new string('q', 100), new ListingVocabulary())!.Length);

    [Fact]
    public void One_network_is_heard_up_to_its_limit_a_day_and_others_still_are()
    {
        var queue = NewQueue();
        for (var i = 0; i <= MissedSearch.MostOfNetwork; i++)
            queue.Add(Nothing("flood" + Letters(i), "203.0.113.9"));
        queue.Add(Nothing("flood" + Letters(0), "203.0.113.9"));
        queue.Add(Nothing("other", "203.0.113.10"));

        var noted = queue.Take().OfType<MissedNote>().Select(note => note.Words).ToList();

        Assert.Equal(MissedSearch.MostOfNetwork + 2, noted.Count);
        Assert.DoesNotContain("flood" + Letters(MissedSearch.MostOfNetwork), noted);
        Assert.Contains("other", noted);
        Assert.Empty(queue.Take());
    }

    [Fact]
    public void What_finds_no_room_in_memory_is_forgotten()
    {
        var queue = NewQueue();
        for (var i = 0; i < SearchNoteQueue.Most + 10; i++)
            queue.Add(Nothing("same", "203.0.113.9"));

        Assert.Equal(SearchNoteQueue.Most, queue.Take().Count);
    }

    [Fact]
    public async Task A_day_that_is_full_counts_what_it_knows_and_nothing_new()
    {
        await site.WriteAsync();
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO missed_searches (day, words, nothing, corrected) SELECT {Today}, 'full' || n, 1, 0
                FROM generate_series(1, {MissedSearch.MostOfDay} - (SELECT count(*)::int FROM missed_searches WHERE day = {Today})) AS n
                """
            )
        );
        var queue = site.Services.GetRequiredService<SearchNoteQueue>();
        queue.Add(Nothing("brandnew", "203.0.113.11"));
        queue.Add(Nothing("full1", "203.0.113.11"));

        Assert.Equal(2, (await site.MissedAsync("full1"))!.Nothing);
        Assert.Null(await site.MissedAsync("brandnew"));
        await site.InDatabaseAsync(db => db.MissedSearches.Where(s => s.Words == "full2").ExecuteDeleteAsync());
        queue.Add(Nothing("brandnew", "203.0.113.11"));
        Assert.NotNull(await site.MissedAsync("brandnew"));
        await site.InDatabaseAsync(db => db.MissedSearches.Where(s => s.Words.StartsWith("full")).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task They_are_kept_for_six_months()
    {
        var last = Today.AddMonths(-MissedSearch.Months);
        await site.InDatabaseAsync(db =>
        {
            db.MissedSearches.Add(
                new()
                {
                    Day = last,
                    Words = "keptone",
                    Nothing = 1,
                }
            );
            db.MissedSearches.Add(
                new()
                {
                    Day = last.AddDays(-1),
                    Words = "goneone",
                    Nothing = 1,
                }
            );
            return db.SaveChangesAsync();
        });

        await site.RunAsync<IServiceProvider>(services =>
            ActivatorUtilities.CreateInstance<SearchRetentionJob>(services).RunAsync(CancellationToken.None)
        );

        Assert.NotNull(await site.MissedAsync("keptone"));
        Assert.Null(await site.MissedAsync("goneone"));
    }

    private SearchNoteQueue NewQueue() => ActivatorUtilities.CreateInstance<SearchNoteQueue>(site.Services);

    private static string Letters(int number) => $"{(char)('a' + number / 26)}{(char)('a' + number % 26)}";

    private SearchMade Nothing(string words, string network) =>
        new(
            ListFilter.Nothing with
            {
                Words = words,
            },
            site.Services.GetRequiredService<ListSearch>().Find(new PublishedOpportunities(), words, true)!,
            null,
            false,
            network
        );
}
