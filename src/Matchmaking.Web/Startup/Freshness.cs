using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Startup;

/// <summary>
/// What browsers and whatever stands between may keep of an answer. A page depends on who asks, in which language and how: it is asked for
/// anew each time, and what somebody sees who has signed in is kept nowhere. What says itself how long it holds, as files do, stays so.
/// </summary>
public static class Freshness
{
    /// <summary>The headers of a request that the same address is answered differently by.</summary>
    private static readonly string[] DependsOn = [HeaderNames.Cookie, HeaderNames.AcceptLanguage, "HX-Request"];

    public static void UseFreshness(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(Say, context);
                return next(context);
            }
        );

    private static Task Say(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (!StringValues.IsNullOrEmpty(headers.CacheControl))
            return Task.CompletedTask;
        headers.CacheControl = context.User.Identity is { IsAuthenticated: true } ? "private, no-store" : "private, no-cache";
        headers.Vary = StringValues.Concat(headers.Vary, new StringValues(DependsOn));
        return Task.CompletedTask;
    }
}
