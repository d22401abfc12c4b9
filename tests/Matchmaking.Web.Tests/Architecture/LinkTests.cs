using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Web.Links;
using Matchmaking.Web.Tests.Access;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>Addresses are spelled in one file; whatever links to a page links to one that is there.</summary>
public sealed partial class LinkTests(Site site) : IClassFixture<Site>
{
    /// <summary>
    /// Where routes are mapped, so that their patterns must be spelled; and the page that has nothing of the site around it.
    /// </summary>
    private static readonly string[] Routes = ["Links/SiteLinks.cs", "Features/Dev/DevMail.cs", "Faults/FaultPages.cs"];

    [Fact]
    public void No_other_file_spells_an_address_of_the_site() =>
        Assert.Empty(
            from file in Source.Files("src/Matchmaking.Web", ".cs", ".cshtml")
            where
                !file.Name.Contains("/Migrations/", StringComparison.Ordinal)
                && !Routes.Any(name => file.Name.EndsWith(name, StringComparison.Ordinal))
            from line in file.Text.Split('\n')
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Contains("@page", StringComparison.Ordinal)
            from Match address in Address().Matches(NameOfPage().Replace(line, ""))
            select $"{file}: {address.Value}"
        );

    public static TheoryData<string> Links =>
        [
            .. typeof(SiteLinks)
                .GetFields()
                .Where(constant => constant.IsLiteral && constant.Name != nameof(SiteLinks.Error))
                .Select(constant => (string)constant.GetValue(null)!)
                .Concat(
                    typeof(SiteLinks)
                        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                        .Where(method => !method.IsSpecialName && method.Name != nameof(SiteLinks.In))
                        .Select(Sample)
                ),
        ];

    [Theory, MemberData(nameof(Links))]
    public void Every_link_leads_to_a_route(string link)
    {
        var path = link.Split('?', '#')[0].Trim('/');

        var patterns = Access.Routes.All(site).Select(route => route.Pattern.Trim('/'));

        Assert.Contains(
            patterns,
            pattern =>
                Regex.IsMatch(
                    path,
                    "^"
                        + Parameter()
                            .Replace(
                                pattern,
                                hole =>
                                    hole.Value.Contains('*', StringComparison.Ordinal) ? "(/.*)?"
                                    : hole.Value.Contains('?', StringComparison.Ordinal) ? "(/[^/]+)?"
                                    : "[^/]+"
                            )
                        + "$"
                )
        );
    }

    /// <summary>
    /// The routes of 29 November 2026. Mails and bookmarks hold their addresses, so each is mapped for ever, if only to lead on.
    /// </summary>
    [Fact]
    public void Every_address_that_stood_in_a_mail_or_a_link_still_answers()
    {
        var routes = Access.Routes.All(site).Select(route => route.Pattern).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            Source.Read("tests/Matchmaking.Web.Tests/Access/routes.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(routes)
        );
    }

    [Fact]
    public void Every_page_that_is_named_is_there()
    {
        var pages = site
            .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
            .ActionDescriptors.Items.OfType<PageActionDescriptor>()
            .Select(page => page.ViewEnginePath)
            .ToHashSet(StringComparer.Ordinal);

        var missing =
            from file in Source.Files("src/Matchmaking.Web/Features", ".cs", ".cshtml")
            from Match named in NamedPage().Matches(file.Text)
            let name = named.Groups[1].Value
            let folder = "/" + string.Join('/', file.Name.Split('/')[3..^1])
            let page = name.StartsWith('/') ? name : folder + "/" + name
            // A shared part is shown by pages of several folders.
            where !pages.Contains(page) && !file.Name.Contains("/_", StringComparison.Ordinal)
            select $"{file}: {name}";
        Assert.Empty(missing);
        Assert.True(pages.Count > 60, "Pages are found.");
    }

    private static string Sample(MethodInfo method) =>
        (string)
            method.Invoke(
                null,
                [
                    .. method
                        .GetParameters()
                        .Select(parameter =>
                            parameter.ParameterType == typeof(Guid) ? (object)Guid.Empty
                            : parameter.ParameterType == typeof(bool) ? true
                            : parameter.ParameterType == typeof(IEnumerable<string>) ? new[] { "a b/ç" }
                            : parameter.Name == "page" ? "confirm"
                            : "a b/ç"
                        ),
                ]
            )!;

    [GeneratedRegex(@"[""'=(]/[a-z][a-z-]*(?=[/""'?#{@ ]|$)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:src|href)=""/(?:css|js|lib|icons?)[^""]*""|""/Features/[^""]*""")]
    private static partial Regex NameOfPage();

    [GeneratedRegex(@"(?:asp-page=""|RedirectToPage\(""|Url\.Page\("")([A-Za-z/]+)""")]
    private static partial Regex NamedPage();

    [GeneratedRegex(@"/?\{[^}]*(?:\*|\?)[^}]*\}|\{[^}]*\}")]
    private static partial Regex Parameter();
}
