using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Reset;

/// <summary>Asks for a link with which to choose a new password.</summary>
[EnableRateLimiting(RateLimits.Reset)]
public sealed class IndexModel(AccountRequests requests, Clients clients, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Address { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address);
        if (!ModelState.IsValid)
            return Again();
        await requests.AddAsync(AccountRequestKind.Reset, email, clients.Of(HttpContext, email), cancel);
        TempData["Address"] = email;
        return RedirectToPage("/Account/Reset/Sent");
    }
}
