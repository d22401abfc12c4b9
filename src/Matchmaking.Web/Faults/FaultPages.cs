using System.Globalization;
using System.Text.Encodings.Web;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;

namespace Matchmaking.Web.Faults;

/// <summary>What a visitor sees when something is not found or broken: a page in their language, never a stack trace.</summary>
public static class FaultPages
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

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
    /// <param name="context">Of the request.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="wait">After which time it is worth another try; null for the usual one of the status.</param>
    internal static Task WriteAsync(HttpContext context, int status, TimeSpan? wait = null)
    {
        context.Response.Clear();
        if ((wait ?? UsualWait(status)) is { } after)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var kept = status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            ? KeptForm.Of(context.Request)
            : null;
        return WriteAsync(context, status, $"error.{status}", kept is null ? null : say => Again(kept, kept.Token, say));
    }

    private static TimeSpan? UsualWait(int status) =>
        status switch
        {
            StatusCodes.Status503ServiceUnavailable => TimeSpan.FromSeconds(10),
            StatusCodes.Status429TooManyRequests => TimeSpan.FromMinutes(1),
            _ => null,
        };

    /// <summary>The session has ended: sign in on this page, or in another tab, and what was typed is sent on.</summary>
    internal static Task WriteSessionOverAsync(HttpContext context, KeptForm kept, string token) =>
        WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            "error.401",
            say =>
                $"""
                <form class="stack" method="post" action="{SiteLinks.SignIn}">{Hidden(
                    kept.BehindSignIn().Append((KeptForm.TokenField, token))
                )}
                <div class="field"><label for="Address">{say("account.email")}</label>
                <input id="Address" name="Address" type="email" autocomplete="username" maxlength="254"></div>
                <div class="field"><label for="Password">{say("account.password")}</label>
                <input id="Password" name="Password" type="password" autocomplete="current-password"></div>
                <p><button class="btn btn-main">{say("account.sign-in.act")}</button>
                <button class="btn" formaction="{SiteLinks.SignInByMail}">{say("account.sign-in.mail")}</button></p></form>
                <p>{say("error.401.elsewhere")} <a href="{SiteLinks.SignIn}" target="_blank">{say("account.sign-in.title")}</a></p>
                {Again(kept, null, say)}
                """
        );

    /// <summary>A form comes back with a token that is good for whoever is signed in now.</summary>
    internal static Task WriteAgainAsync(HttpContext context, KeptForm kept, string token, string key, int status) =>
        WriteAsync(context, status, key, say => Again(kept, token, say));

    private static async Task WriteAsync(HttpContext context, int status, string key, Func<Func<string, string>, string>? body)
    {
        var language = VisitorLanguage.Of(context) ?? Language.English;
        var texts = context.RequestServices.GetRequiredService<Texts>();
        string Say(string text) => Encoder.Encode(texts.Get(language, text));
        var content = body?.Invoke(Say);
        context.Response.StatusCode = status;
        (context.Response.Headers.CacheControl, context.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Say(key + ".title")}</title>
            <link rel="stylesheet" href="/css/site.css"></head>
            <body><main class="wrap"><div class="error-page"><p class="code">{(status >= 400 ? status : "")}</p>
            <h1>{Say(key + ".title")}</h1><p>{Say(key + ".text")}</p>
            {content}<p><a href="/">{Say("error.home")}</a></p></div></main></body></html>
            """
        );
    }

    private static string Again(KeptForm kept, string? token, Func<string, string> say)
    {
        var hint =
            kept.HadFiles ? "error.again.file"
            : kept.HadPassword ? "error.again.password"
            : "error.again.kept";
        var fields = token is null ? kept.Fields : kept.Fields.Append((KeptForm.TokenField, token));
        return $"""
            <p>{say(hint)}</p><form method="post" action="{Encoder.Encode(kept.Action)}">{Hidden(fields)}
            <p><button class="btn btn-main">{say("error.again")}</button></p></form>
            """;
    }

    private static string Hidden(IEnumerable<(string Name, string Value)> fields) =>
        string.Concat(
            fields.Select(field => $"""<input type="hidden" name="{Encoder.Encode(field.Name)}" value="{Encoder.Encode(field.Value)}">""")
        );
}

internal static partial class FaultLog
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    public static partial void Unexpected(this ILogger log, Exception e, string method, string route);

    [LoggerMessage(LogLevel.Error, "{Method} {Route}: the database cannot be reached: {Reason}")]
    public static partial void DatabaseAway(this ILogger log, string method, string route, string reason);
}
