using System.Collections;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>The sites of a test run tell one another what the pages are; it is what each would have found by itself.</summary>
public sealed class KeptPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public void A_site_knows_of_its_pages_all_that_the_framework_finds()
    {
        var finder = typeof(CompiledPageActionDescriptor).Assembly.GetType(
            "Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.CompiledPageActionDescriptorProvider",
            throwOnError: true
        )!;
        var found = new ActionDescriptorProviderContext();
        var own = (IActionDescriptorProvider)ActivatorUtilities.CreateInstance(site.Services, finder);
        own.OnProvidersExecuting(found);
        own.OnProvidersExecuted(found);

        var told = site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items;

        Assert.True(told.Count > 100, "The pages are gone.");
        Assert.Equal(found.Results.Select(Words), told.Select(Words));
    }

    [Fact]
    public async Task What_a_site_keeps_in_them_is_its_own()
    {
        await using var another = new AnotherSite();
        await another.InitializeAsync();

        var (ours, theirs) = (Pages(site), Pages(another));

        Assert.Equal(ours.Count, theirs.Count);
        Assert.Empty(ours.Intersect(theirs, ReferenceEqualityComparer.Instance));
        Assert.Empty(
            ours.Select(page => page.Properties).Intersect(theirs.Select(page => page.Properties), ReferenceEqualityComparer.Instance)
        );
    }

    private sealed class AnotherSite : Site;

    private static IReadOnlyList<ActionDescriptor> Pages(Site site) =>
        site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items;

    /// <summary>Everything that can be asked of it but its number, which is new for each.</summary>
    private static string Words(ActionDescriptor page) =>
        string.Join(
            '\n',
            page.GetType()
                .GetProperties()
                .Where(property => property.Name != nameof(ActionDescriptor.Id))
                .Select(property => $"{property.Name}: {Words(property.GetValue(page))}")
        );

    private static string Words(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            AttributeRouteInfo route =>
                $"{route.Template} {route.Name} {route.Order} {route.SuppressLinkGeneration} {route.SuppressPathMatching}",
            FilterDescriptor filter => $"{filter.Filter} {filter.Order} {filter.Scope}",
            HandlerMethodDescriptor handler => $"{handler.HttpMethod} {handler.Name} {handler.MethodInfo} {Words(handler.Parameters)}",
            ParameterDescriptor parameter => $"{parameter.Name} {parameter.ParameterType} {parameter.BindingInfo?.BindingSource?.Id}",
            IDictionary pairs => string.Join(", ", pairs.Keys.Cast<object>().Select(key => $"{key} = {Words(pairs[key])}")),
            IEnumerable all => string.Join(", ", all.Cast<object?>().Select(Words)),
            _ => value.ToString()!,
        };
}
