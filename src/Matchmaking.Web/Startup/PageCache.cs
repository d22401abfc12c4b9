using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Startup;

/// <summary>How much memory the pages of visitors may take. Section <c>PageCache</c>.</summary>
public sealed class PageCacheSettings
{
    /// <summary>In MB; 0 keeps no page.</summary>
    [Range(0, 4096)]
    public int Megabytes { get; init; } = 64;
}

/// <summary>
/// Keeps the public pages as visitors see them, who see all the same. A page is kept under everything that it depends on: address,
/// language, whether htmx asks, the day in Baku, and the number of the last public change, so that after a change it is not found any more,
/// on no node. Whoever has signed in, or has something to be told, neither gets a kept page nor leaves one.
/// </summary>
public sealed class PageCache : IOutputCachePolicy
{
    /// <summary>Folders of pages that show everybody the same.</summary>
    private static readonly string[] Folders = ["/Compare", "/Home", "/Opportunities", "/Progress", "/Regions", "/Sectors", "/Zones"];

    /// <summary>Characters of a query. The keys count nowhere, and no link of the site is as long.</summary>
    private const int LongestQuery = 4000;

    /// <summary>For what is changed beside the application, which tells nobody.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    internal static void Add(IServiceCollection services)
    {
        services
            .AddOptions<PageCacheSettings>()
            .BindConfiguration("PageCache", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOutputCache();
        services
            .AddOptions<OutputCacheOptions>()
            .Configure<IOptions<PageCacheSettings>>(
                (cache, settings) =>
                {
                    cache.SizeLimit = settings.Value.Megabytes * 1024L * 1024;
                    cache.MaximumBodySize = 1024 * 1024;
                    // An address in other letters is another page, or none.
                    cache.UseCaseSensitivePaths = true;
                }
            );
    }

    internal static void Apply(PageConventionCollection pages)
    {
        foreach (var folder in Folders)
            pages.AddFolderApplicationModelConvention(folder, page => page.EndpointMetadata.Add(new PageCache()));
    }

    /// <inheritdoc/>
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var services = context.HttpContext.RequestServices;
        var isKept = services.GetRequiredService<IOptions<PageCacheSettings>>().Value.Megabytes > 0 && MayBeKept(context.HttpContext);
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (
            isKept,
            isKept,
            isKept,
            isKept
        );
        if (!isKept)
            return ValueTask.CompletedTask;
        context.ResponseExpirationTimeSpan = Longest;
        var (request, under) = (context.HttpContext.Request, context.CacheVaryByRules.VaryByValues);
        // As it was sent: the values of one name stand on the page in its order.
        under["query"] = request.QueryString.Value ?? "";
        under["language"] = Language.Current;
        under["htmx"] = request.Headers["HX-Request"].ToString();
        under["day"] = BakuDay.Of(services.GetRequiredService<TimeProvider>()).ToString("O", CultureInfo.InvariantCulture);
        under["change"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{services.GetRequiredService<PublicChanges>().Number} {services.GetRequiredService<OpportunitiesInMemory>().Seen}"
        );
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (
            response.StatusCode != StatusCodes.Status200OK
            || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)
            || response.Headers.CacheControl.ToString().Contains(CacheControlHeaderValue.NoStoreString, StringComparison.OrdinalIgnoreCase)
        )
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>Not where the answer is somebody's own, or carries a cookie that remembers a language or takes back a message.</summary>
    private static bool MayBeKept(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && http.User.Identity is not { IsAuthenticated: true }
        && StringValues.IsNullOrEmpty(http.Request.Headers.Authorization)
        && !http.Request.Query.ContainsKey("lang")
        && !(http.Request.QueryString.Value?.Length > LongestQuery)
        && !http.Request.Cookies.ContainsKey(Pages.FlashCookie);
}
