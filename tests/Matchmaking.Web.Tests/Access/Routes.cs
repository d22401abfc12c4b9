using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Access;

/// <summary>A way into the site: a route, a method, and on a page one of its handlers.</summary>
/// <param name="Line">What the table says of it.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">An address of it.</param>
/// <param name="IsPage">Whether a page is behind it.</param>
/// <param name="IsServed">False for a method for which the page has no handler.</param>
public sealed record WayIn(Line Line, string Method, string Path, bool IsPage, bool IsServed)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Every route that the application has mapped, whoever mapped it.</summary>
public static partial class Routes
{
    private static readonly string[] Methods = ["GET", "POST"];

    /// <summary>The patterns of all that are no files.</summary>
    public static IEnumerable<(string Pattern, PageActionDescriptor? Page)> All(Site site) =>
        Endpoints(site)
            .Where(route => !IsFile(route))
            .Select(route => (PatternOf(route), route.Metadata.GetMetadata<PageActionDescriptor>()))
            .Distinct();

    /// <summary>The addresses of the files.</summary>
    public static IEnumerable<string> Files(Site site) =>
        Endpoints(site)
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Distinct();

    /// <summary>All ways in. A page's handlers are found by themselves; one with a line of its own has that.</summary>
    public static async Task<IReadOnlyList<WayIn>> InAsync(AccessWorld world)
    {
        var pages = world.Services.GetRequiredService<PageLoader>();
        var ways = new List<WayIn>();
        foreach (var (pattern, page) in All(world))
        {
            // A test of its own tells of one that is not listed.
            if (AccessTable.Lines.GetValueOrDefault(pattern) is not { } line)
                continue;
            var handlers = page is null ? [] : (await pages.LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods;
            foreach (var handler in handlers)
            {
                var own = AccessTable.Lines.GetValueOrDefault($"{pattern}?handler={handler.Name}") ?? line;
                ways.Add(new(own, handler.HttpMethod.ToUpperInvariant(), PathOf(world, pattern, own, handler.Name), true, true));
            }
            foreach (
                var method in Methods.Where(method =>
                    handlers.All(handler => !method.Equals(handler.HttpMethod, StringComparison.OrdinalIgnoreCase))
                )
            )
                // A page without any handler is there to be looked at.
                ways.Add(
                    new(
                        line,
                        method,
                        PathOf(world, pattern, line, null),
                        page is not null,
                        page is null || (handlers.Count == 0 && method == "GET")
                    )
                );
        }
        return ways;
    }

    private static string PathOf(AccessWorld world, string pattern, Line line, string? handler)
    {
        var path =
            "/"
            + Parameters()
                .Replace(
                    pattern.TrimStart('/'),
                    // What is counted within a thing counts from 1.
                    found =>
                        found.Value == "{number:int}"
                            ? "1"
                            : world.Things[line.Thing ?? throw new InvalidOperationException($"{pattern} needs a thing.")]
                );
        var named = line.Query is { } more ? Parameters().Replace(more, thing => world.Things[thing.Value.Trim('{', '}')]) : null;
        var query = string.Join('&', new[] { handler is null ? null : "handler=" + handler, named }.OfType<string>());
        return (path.Length > 1 ? path.TrimEnd('/') : path) + (query.Length > 0 ? "?" + query : "");
    }

    private static IEnumerable<RouteEndpoint> Endpoints(Site site) =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>A page called Index can be reached by that name too; it is the same page.</summary>
    private static string PatternOf(RouteEndpoint route)
    {
        var pattern = route.RoutePattern.RawText ?? "";
        return route.Metadata.GetMetadata<PageActionDescriptor>() is null ? pattern : Index().Replace(pattern, "");
    }

    /// <summary>A file, or the route on which a developer's machine looks for one that was added since the build.</summary>
    private static bool IsFile(RouteEndpoint route) =>
        route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || route.RoutePattern.RawText == "{**path:file}";

    [GeneratedRegex(@"\{.*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("(?:^|/)index$")]
    private static partial Regex Index();
}
