using Hangfire;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Searches;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.Web.Tests.Searches;

/// <summary>A site with one listing, of which nothing runs by itself: what was searched for is written when the test says so.</summary>
public sealed class SearchSite : Site
{
    /// <summary>A page that is kept asks nothing.</summary>
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("PageCache:Megabytes", "0"), new("RateLimits:SearchOfAddress", "1000"), new("RateLimits:Search", "1000")];

    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await this.PublishAsync(o => (o.Slug, o.Title) = ("laptops", new("笔记本电脑", "Noutbuk", "Laptop assembly")));
    }

    public Task WriteAsync() => RunAsync<SearchNoteWriter>(writer => writer.WriteAsync(CancellationToken.None));

    /// <summary>What is kept of a person, newest first.</summary>
    public async Task<IReadOnlyList<string>> RecentAsync(Person person)
    {
        await WriteAsync();
        return await InDatabaseAsync(db =>
            db.RecentSearches.Where(s => s.PersonId == person.Id).OrderByDescending(s => s.At).Select(s => s.Address).ToListAsync()
        );
    }

    public async Task<MissedSearch?> MissedAsync(string words)
    {
        await WriteAsync();
        return await InDatabaseAsync(db => db.MissedSearches.AsNoTracking().SingleOrDefaultAsync(s => s.Words == words));
    }
}
