using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Matchmaking.Web.Features.Account.Sessions;

/// <summary>The cookie that names a session, and what is asked of it on each request.</summary>
public static class SessionCookie
{
    public const string Name = "session";

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
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (!context.Request.Headers.ContainsKey("HX-Request"))
                context.Response.Redirect(context.RedirectUri);
            else
            {
                // A redirect would put the sign-in page into a corner of the page; the whole browser must go there, and come back to
                // the page that it shows, not to the fragment.
                context.Response.Headers["HX-Redirect"] =
                    cookie.LoginPath + QueryString.Create(cookie.ReturnUrlParameter, ShownPage(context.Request));
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            return Task.CompletedTask;
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

    private static string ShownPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var shown) && shown.Authority == request.Host.Value
            ? shown.PathAndQuery
            : "/";
}
