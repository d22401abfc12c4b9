using Matchmaking.Web.Features.Account.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Account;

/// <summary>Out, by a form only: a link or a picture on another site must not sign anybody out.</summary>
public sealed class SignOutModel(SessionService sessions) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext);
        return LocalRedirect("/");
    }
}
