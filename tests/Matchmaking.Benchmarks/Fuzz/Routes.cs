using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>An address pattern of the application.</summary>
/// <param name="Pattern">As it is declared, with a leading slash.</param>
/// <param name="Served">The methods that it answers.</param>
/// <param name="Policy">Who may enter; null for everybody.</param>
/// <param name="IsFiles">All static files are one route.</param>
internal sealed record Route(string Pattern, IReadOnlyList<string> Served, string? Policy, bool IsFiles)
{
    private readonly TemplateMatcher _matcher = new(TemplateParser.Parse(Pattern.TrimStart('/')), []);

    /// <summary>Names of its parameters, in their order.</summary>
    public IReadOnlyList<string> Parameters { get; } =
    [.. TemplateParser.Parse(Pattern.TrimStart('/')).Parameters.Select(parameter => parameter.Name!)];

    /// <summary>Whether an address is of this pattern.</summary>
    public bool Matches(string path) => !IsFiles && path.StartsWith('/') && _matcher.TryMatch(path, []);
}

/// <summary>Everything that the application maps: pages, hooks, health, the dashboard, static files.</summary>
internal sealed class Routes
{
    private Routes(IReadOnlyList<Route> all, IReadOnlyList<string> files) => (All, Files) = (all, files);

    /// <summary>Those with fewest parameters first.</summary>
    public IReadOnlyList<Route> All { get; }

    /// <summary>Addresses of static files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The route of an address; null when there is none.</summary>
    public Route? Of(string path) => All.FirstOrDefault(route => route.Matches(path));

    /// <summary>The route under which pages link to it: an index has an address of its own name too.</summary>
    public Route Seen(Route route) =>
        route.Pattern.EndsWith("/index", StringComparison.Ordinal)
            ? All.FirstOrDefault(other => other.Pattern == route.Pattern[..^"/index".Length]) ?? route
            : route;

    public static async Task<Routes> ReadAsync(IServiceProvider services)
    {
        var endpoints = services
            .GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true })
            .ToList();
        var files = endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var routes = new List<Route> { new("/(static files)", [HttpMethods.Get, HttpMethods.Head], null, IsFiles: true) };
        foreach (
            var group in endpoints
                .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                .GroupBy(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), StringComparer.OrdinalIgnoreCase)
        )
        {
            var served = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var endpoint in group)
                served.UnionWith(await ServedAsync(endpoint, services));
            routes.Add(
                new(
                    group.Key,
                    [.. served],
                    group
                        .SelectMany(endpoint => endpoint.Metadata.OfType<IAuthorizeData>())
                        .Select(rule => rule.Policy ?? "")
                        .LastOrDefault(),
                    IsFiles: false
                )
            );
        }
        return new([.. routes.OrderBy(route => route.Parameters.Count).ThenBy(route => route.Pattern, StringComparer.Ordinal)], files);
    }

    private static async Task<IEnumerable<string>> ServedAsync(RouteEndpoint endpoint, IServiceProvider services)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
        {
            var loaded = await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
            var methods = loaded.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).ToList();
            // A page without any handler is only shown; HEAD is what GET is.
            return methods.Count == 0 || methods.Contains(HttpMethods.Get)
                ? methods.Append(HttpMethods.Get).Append(HttpMethods.Head)
                : methods;
        }
        return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get, HttpMethods.Head];
    }
}
