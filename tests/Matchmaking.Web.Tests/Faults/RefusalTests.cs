using System.Text;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Page = Matchmaking.TestSupport.Page;
using PageActionDescriptor = Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor;

namespace Matchmaking.Web.Tests.Faults;

/// <summary>What nobody serves is 405 and what nobody can read is 400, on every page, for everybody.</summary>
public sealed class RefusalTests(Site site) : IClassFixture<Site>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("TRACE", "/opportunities", "GET, HEAD")]
    [InlineData("PUT", "/", "GET, HEAD")]
    [InlineData("POST", "/about", "GET, HEAD")]
    [InlineData("DELETE", "/account/sign-up", "GET, HEAD, POST")]
    [InlineData("BREW", "/desk", "GET, HEAD")]
    [InlineData("OPTIONS", "/health/ready", "GET, HEAD, POST")]
    [InlineData("PUT", "/site.js", "GET, HEAD")]
    [InlineData("get", "/opportunities", "GET, HEAD")]
    public async Task A_method_that_an_address_does_not_serve_is_405_and_says_which_it_does(string method, string path, string served)
    {
        using var client = site.NewClient();
        using var answer = await client.SendAsync(new(new(method), path));

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(served.Split(", ").Order(), answer.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("TRACE", "/no/such/page")]
    [InlineData("BREW", "/no/such/page")]
    [InlineData("PATCH", "/hooks/mail")]
    public async Task So_is_one_that_no_address_serves(string method, string path)
    {
        using var client = site.NewClient();
        using var answer = await client.SendAsync(new(new(method), path));

        Assert.Equal(405, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_visitor_reads_what_is_wrong_in_their_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Trace, "/opportunities");
        request.Headers.AcceptLanguage.Add(new("zh-CN"));
        using var client = site.NewClient();
        var page = await Page.ReadAsync(await client.SendAsync(request));

        Assert.Equal("此地址不支持该操作", page.TextsOf("h1").Single());
    }

    [Fact]
    public async Task No_page_is_called_without_a_handler()
    {
        var visitors = new[]
        {
            site.NewVisitor(),
            await site.People.SignInAsync(await site.People.InvestorAsync()),
            await site.People.SignInAsync(await site.People.AdministratorAsync()),
        };
        var wrong = new List<string>();
        foreach (var (path, served) in await PagesAsync())
        foreach (var method in new[] { "GET", "POST", "PUT", "TRACE", "BREW" }.Where(method => !served.Contains(method)))
        // Whoever may not see a page is asked in by GET and POST; what no page serves is the same to all.
        foreach (var visitor in method is "GET" or "POST" ? visitors : visitors[^1..])
        {
            using var answer = await visitor.Client.SendAsync(new(new(method), path));
            if ((int)answer.StatusCode != 405)
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("/desk/mail/health")]
    [InlineData("/desk/mail/health?handler=")]
    [InlineData("/desk/mail/health?handler=nobody")]
    public async Task A_handler_that_a_page_does_not_have_is_400(string path)
    {
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());
        // With its token, for without one it is 400 whatever it asks for.
        var token = (await visitor.OpenAsync("/desk/mail/health")).ValueOf("__RequestVerificationToken")!;
        using var answer = await visitor.Client.PostAsync(
            path,
            new FormUrlEncodedContent([KeyValuePair.Create("provider", "Sina"), KeyValuePair.Create("__RequestVerificationToken", token)])
        );

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("The request could not be handled", (await Page.ReadAsync(answer)).TextsOf("h1").Single());
    }

    [Theory]
    [InlineData(Form, "[x=1")]
    [InlineData(Form, "a[0][b=1")]
    [InlineData(Form + "; charset=bogus", "a=b")]
    [InlineData(Form + "; charset=utf-7", "a=b")]
    [InlineData(Form + "; charset=\"gbk\"", "a=b")]
    [InlineData("multipart/form-data", "a=b")]
    [InlineData("multipart/form-data; boundary=", "a=b")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\na\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x; charset=bogus", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--")]
    public async Task A_form_that_cannot_be_read_is_400_wherever_it_is_sent(string type, string body)
    {
        using var client = site.NewClient();
        foreach (
            var path in new[]
            {
                "/unsubscribe/x",
                "/account/sign-in/link/x",
                "/account/sign-up",
                "/desk/opportunities/create",
                "/desk/jobs",
            }
        )
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await client.PostAsync(path, content);
            Assert.True((int)answer.StatusCode == 400, $"{path}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task More_fields_than_any_form_has_are_400()
    {
        using var client = site.NewClient();
        using var answer = await client.PostAsync(
            "/unsubscribe/x",
            new FormUrlEncodedContent(Enumerable.Range(0, 3000).Select(i => KeyValuePair.Create("a", $"{i}")))
        );
        Assert.Equal(400, (int)answer.StatusCode);
    }

    /// <summary>An address of each page, and the methods of its handlers.</summary>
    private async Task<List<(string Path, HashSet<string> Served)>> PagesAsync()
    {
        var (endpoints, loader) = (
            site.Services.GetRequiredService<EndpointDataSource>().Endpoints,
            site.Services.GetRequiredService<PageLoader>()
        );
        var pages = new List<(string, HashSet<string>)>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var served = (await loader.LoadAsync(descriptor, endpoint.Metadata))
                    .HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant())
                    .ToHashSet();
                pages.Add(
                    (
                        "/"
                            + string.Join(
                                '/',
                                endpoint.RoutePattern.PathSegments.Select(segment =>
                                    segment.Parts[0] switch
                                    {
                                        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                                        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart
                                        {
                                            ParameterPolicies: [{ Content: "int" }, ..]
                                        } => "1",
                                        _ => Guid.Empty.ToString(),
                                    }
                                )
                            ),
                        served.Count == 0 ? ["GET"] : served
                    )
                );
            }
        return pages;
    }
}
