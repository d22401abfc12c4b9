using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>Whatever of a request somebody reads has been cleaned by then.</summary>
public sealed class CleanRequestTests
{
    [Fact]
    public async Task Cookies_headers_and_the_query_are_cleaned_before_anything_reads_them()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.UseCleanRequests();
        var read = new List<string?>();
        app.Run(context =>
        {
            var request = context.Request;
            read.AddRange(request.Cookies["a"], request.Headers.UserAgent, request.Query["q"]);
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext();
        (context.Request.Headers.Cookie, context.Request.Headers.UserAgent) = ("a=cookie%00%EF%BF%BE; b=1", "agent\u200B\uFFFE");
        context.Request.QueryString = new("?q%E2%80%8B=query%00");

        await ((IApplicationBuilder)app).Build()(context);

        Assert.Equal(["cookie", "agent", "query"], read);
    }
}
