using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Unsubscribe;

/// <summary>
/// Stops all alerts to one person: by the button of this page, or by a mail program's one-click POST (RFC 8058), which carries neither
/// cookies nor an antiforgery token and must be answered with 200, never with a redirect. GET changes nothing.
/// </summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(MatchmakingDb db, LinkTokens links, AlertSubscription alerts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public string Address { get; private set; } = "";
    public bool IsStopped { get; private set; }

    /// <summary>Set after alerts were switched on again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Resumed { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await FindAsync(cancel) is not { } person)
            return NotFound();
        (Address, IsStopped) = (Masked(person.Email!), person.AlertsStoppedAt is not null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } person)
            return NotFound();
        await alerts.StopAsync(person.Id, IsOneClick ? "one-click" : "page", cancel);
        (Address, IsStopped) = (Masked(person.Email!), true);
        return Page();
    }

    /// <summary>What a mail program sends (RFC 8058), as a form of either kind.</summary>
    private bool IsOneClick => Request.HasFormContentType && Request.Form["List-Unsubscribe"] == "One-Click";

    private async Task<Person?> FindAsync(CancellationToken cancel) =>
        links.Read(LinkPurpose.Unsubscribe, Token) is { } id ? await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) : null;

    /// <summary>The mail may have been forwarded, so the address is shown only in part: "s•••@example.com".</summary>
    private static string Masked(string address) => $"{address[0]}•••{address[address.LastIndexOf('@')..]}";
}
