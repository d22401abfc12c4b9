using Matchmaking.Web.Faults;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Matchmaking.Web.Features.Account.Sessions;

/// <summary>The cookie that names a session, and what is asked of it on each request.</summary>
public static class SessionCookie
{
    public const string Name = "session";

    /// <summary>Characters. What was asked for with a longer query is opened without it after signing in.</summary>
    private const int LongestRedirect = 4000;

    internal static void Configure(CookieAuthenticationOptions cookie, IWebHostEnvironment environment)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = SessionService.Longest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SiteLinks.SignIn;
        cookie.Events.OnValidatePrincipal = CheckAsync;
        cookie.Events.OnRedirectToLogin = async context =>
        {
            var request = context.Request;
            if (request.HasFormContentType)
                await request.ReadFormAsync(context.HttpContext.RequestAborted);
            if (request.Headers.ContainsKey("HX-Request"))
                // The page that is shown says so beside what it asked for, and keeps what was typed.
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else if (KeptForm.Of(request) is { Fields.Count: > 0 } kept)
            {
                var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
                var token = antiforgery.GetAndStoreTokens(context.HttpContext).RequestToken!;
                await FaultPages.WriteSessionOverAsync(context.HttpContext, kept, token);
            }
            else
                context.Response.Redirect(
                    context.RedirectUri.Length <= LongestRedirect ? context.RedirectUri : SiteLinks.SignInBefore(request.Path)
                );
        };
        // What a person may not see is not found.
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<SecurityLog>().Refused(context.HttpContext);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        // A style sheet is the same for everybody.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            context.RejectPrincipal();
            return;
        }
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionService>();
        if (
            context.Principal is { } holder
            && SessionService.IdOf(holder) is { } id
            && await sessions.FindAsync(id, context.HttpContext.RequestAborted) is { } person
        )
        {
            context.ReplacePrincipal(person);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SessionService.Scheme);
    }
}
