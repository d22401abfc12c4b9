using System.Text.Encodings.Web;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Http.Features;

namespace Matchmaking.Web.Faults;

/// <summary>What a visitor sees when something is not found or broken: a page in their language, never a stack trace.</summary>
public static class FaultPages
{
    public static void UseFaultPages(this WebApplication app)
    {
        // Outside of everything else and without the database, the layout or the session: it must work when those do not.
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
                {
                    var outage = DatabaseFaults.IsAway(e);
                    var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FaultPages));
                    // The route, never the address: that may carry a token.
                    var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
                    if (outage)
                        log.DatabaseAway(context.Request.Method, route, e.Message);
                    else
                        log.Unexpected(e, context.Request.Method, route);
                    await WriteAsync(context, outage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
                }
            }
        );
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    /// <summary>
    /// The page of a status, without the layout, the session or the database; with a form that was sent, to be sent again.
    /// </summary>
    internal static async Task WriteAsync(HttpContext context, int status)
    {
        var language = VisitorLanguage.Of(context) ?? Language.English;
        var texts = context.RequestServices.GetRequiredService<Texts>();
        var encoder = context.RequestServices.GetRequiredService<HtmlEncoder>();
        string Say(string key) => encoder.Encode(texts.Get(language, key));
        context.Response.Clear();
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "10";
        (context.Response.Headers.CacheControl, context.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Say($"error.{status}.title")}</title>
            <link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css">
            <link rel="stylesheet" href="/css/layout.css"><link rel="stylesheet" href="/css/components.css"></head>
            <body><main class="wrap"><div class="error-page"><p class="code">{status}</p><h1>{Say($"error.{status}.title")}</h1><p>{Say(
                $"error.{status}.text"
            )}</p>
            {Again(context, status, Say, encoder)}<p><a href="/">{Say("error.home")}</a></p></div></main></body></html>
            """
        );
    }

    /// <summary>
    /// A form that met an outage or a limit comes back as it was sent, with a button that sends it again: nothing typed is lost but
    /// passwords, which do not travel twice, and files, which a page cannot hold. htmx keeps its page as it is.
    /// </summary>
    private static string Again(HttpContext context, int status, Func<string, string> say, HtmlEncoder encoder)
    {
        var request = context.Request;
        if (
            status is not (StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            || !HttpMethods.IsPost(request.Method)
            || request.Headers.ContainsKey("HX-Request")
            || context.Features.Get<IFormFeature>()?.Form is not { } form
        )
            return "";
        var fields = form.Where(field => !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .SelectMany(
                field => field.Value,
                (field, value) => $"""<input type="hidden" name="{encoder.Encode(field.Key)}" value="{encoder.Encode(value ?? "")}">"""
            );
        var hint =
            form.Files.Count > 0 ? "error.again.file"
            : form.Keys.Any(key => key.Contains("password", StringComparison.OrdinalIgnoreCase)) ? "error.again.password"
            : "error.again.kept";
        return $"""
            <p>{say(hint)}</p><form method="post" action="{encoder.Encode(request.Path + request.QueryString)}">{string.Concat(fields)}
            <p><button class="btn btn-main">{say("error.again")}</button></p></form>
            """;
    }
}

internal static partial class FaultLog
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    public static partial void Unexpected(this ILogger log, Exception e, string method, string route);

    [LoggerMessage(LogLevel.Error, "{Method} {Route}: the database cannot be reached: {Reason}")]
    public static partial void DatabaseAway(this ILogger log, string method, string route, string reason);
}
