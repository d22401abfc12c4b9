using Matchmaking.Web.Faults;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Matchmaking.Web.Startup;

/// <summary>
/// A form whose token is stale, because somebody signed in or out in another tab since, comes back as it was sent with a token that is good
/// now. The sign-in form of somebody who is signed in already leads on.
/// </summary>
public sealed class StaleFormFilter(IAntiforgery antiforgery) : IAsyncAlwaysRunResultFilter
{
    /// <inheritdoc/>
    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (context.Result is not IAntiforgeryValidationFailedResult || KeptForm.Of(http.Request) is not { } kept)
            return next();
        if (http.Request.Path == SiteLinks.SignIn && http.User.Identity is { IsAuthenticated: true })
        {
            context.Result = new LocalRedirectResult(http.User.Home());
            return next();
        }
        context.Cancel = true;
        var token = antiforgery.GetAndStoreTokens(http).RequestToken!;
        return FaultPages.WriteAgainAsync(http, kept, token, "error.stale", StatusCodes.Status400BadRequest);
    }
}
