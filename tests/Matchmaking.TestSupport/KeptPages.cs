using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.TestSupport;

/// <summary>
/// What the pages are (handlers, bound fields, who may enter), found out by the first site of a test run and told to all others. To read it
/// off the compiled pages takes most of the processor's time in which a site starts, and it is the same for all: it comes from the code
/// alone. Each site gets descriptors of its own, since the framework keeps the site's own binders and factories in them.
/// </summary>
internal sealed class KeptPages(IActionDescriptorProvider found, string environment) : IActionDescriptorProvider
{
    /// <summary>By the environment, whose name may decide what a page is.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<CompiledPageActionDescriptor>>> Kept = new();

    /// <inheritdoc/>
    public int Order => found.Order;

    /// <summary>Puts itself before what finds the pages.</summary>
    /// <exception cref="InvalidOperationException">The framework finds them in another way than it did.</exception>
    public static void Use(IServiceCollection services)
    {
        var finder = services.Single(service =>
            service.ServiceType == typeof(IActionDescriptorProvider)
            && service.ImplementationType?.Assembly == typeof(CompiledPageActionDescriptor).Assembly
        );
        services.Remove(finder);
        services.AddSingleton<IActionDescriptorProvider>(provider => new KeptPages(
            (IActionDescriptorProvider)ActivatorUtilities.CreateInstance(provider, finder.ImplementationType!),
            provider.GetRequiredService<IHostEnvironment>().EnvironmentName
        ));
    }

    /// <inheritdoc/>
    public void OnProvidersExecuting(ActionDescriptorProviderContext context)
    {
        foreach (var page in Kept.GetOrAdd(environment, _ => new(Find)).Value)
            context.Results.Add(CopyOf(page));
    }

    /// <inheritdoc/>
    public void OnProvidersExecuted(ActionDescriptorProviderContext context) { }

    private IReadOnlyList<CompiledPageActionDescriptor> Find()
    {
        var context = new ActionDescriptorProviderContext();
        found.OnProvidersExecuting(context);
        found.OnProvidersExecuted(context);
        return [.. context.Results.Cast<CompiledPageActionDescriptor>()];
    }

    /// <summary>As the framework makes it: everything that can be set, and nothing that was found out by asking the page.</summary>
    private static CompiledPageActionDescriptor CopyOf(CompiledPageActionDescriptor page) =>
        new(page)
        {
            ActionConstraints = page.ActionConstraints is null ? null : [.. page.ActionConstraints],
            AttributeRouteInfo = page.AttributeRouteInfo is null
                ? null
                : new()
                {
                    Name = page.AttributeRouteInfo.Name,
                    Order = page.AttributeRouteInfo.Order,
                    SuppressLinkGeneration = page.AttributeRouteInfo.SuppressLinkGeneration,
                    SuppressPathMatching = page.AttributeRouteInfo.SuppressPathMatching,
                    Template = page.AttributeRouteInfo.Template,
                },
            BoundProperties = [.. page.BoundProperties],
            DeclaredModelTypeInfo = page.DeclaredModelTypeInfo,
            DisplayName = page.DisplayName,
            EndpointMetadata = [.. page.EndpointMetadata],
            FilterDescriptors = [.. page.FilterDescriptors],
            HandlerMethods = [.. page.HandlerMethods],
            HandlerTypeInfo = page.HandlerTypeInfo,
            ModelTypeInfo = page.ModelTypeInfo,
            PageTypeInfo = page.PageTypeInfo,
            Parameters = [.. page.Parameters],
            Properties = new Dictionary<object, object?>(page.Properties),
            RouteValues = new Dictionary<string, string?>(page.RouteValues, StringComparer.OrdinalIgnoreCase),
        };
}
