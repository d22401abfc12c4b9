using System.Net;
using Matchmaking.Web.Features;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A site with narrow limits.</summary>
public sealed class LimitedSite : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        new[] { "SignIn", "SignUp", "Reset", "Costly" }.Select(policy => KeyValuePair.Create("RateLimits:" + policy, (string?)"3"));
}

/// <summary>Knocking too often.</summary>
public sealed class RateLimitTests(LimitedSite site) : IClassFixture<LimitedSite>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-up")]
    [InlineData("/account/reset")]
    public async Task The_fourth_form_within_the_window_has_to_wait(string path)
    {
        var visitor = site.NewVisitor("zh-Hans");
        var page = await visitor.OpenAsync(path);
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await visitor.SubmitAsync(page, "main form")).Status);

        var refused = await visitor.SubmitAsync(page, "main form");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("操作过于频繁", refused.Text, StringComparison.Ordinal);
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(path)).Status);
    }
}
