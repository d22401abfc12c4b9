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

    /// <summary>The access was withdrawn: alerts are stopped, and nothing here can change that.</summary>
    public bool IsDisabled { get; private set; }

    /// <summary>The way to everything else that can be changed without a password.</summary>
    public string Preferences { get; private set; } = "";

    /// <summary>Set after alerts were switched on again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Resumed { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await FindAsync(cancel) is not { } person)
            return NotFound();
        return Show(person, person.AlertsStoppedAt is not null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } person)
            return NotFound();
        await alerts.StopAsync(person.Id, IsOneClick ? "one-click" : "page", cancel);
        return Show(person, isStopped: true);
    }

    /// <summary>What a mail program sends (RFC 8058), as a form of either kind.</summary>
    private bool IsOneClick => Request.HasFormContentType && Request.Form["List-Unsubscribe"] == "One-Click";

    private async Task<Person?> FindAsync(CancellationToken cancel) =>
        links.Read(LinkPurpose.Unsubscribe, Token) is { } id
            ? await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel)
            : null;

    private PageResult Show(Person person, bool isStopped)
    {
        (Address, IsStopped, IsDisabled, Preferences) = (
            MaskedAddress.Of(person.Email!),
            isStopped || person.IsDisabled,
            person.IsDisabled,
            links.Make(LinkPurpose.Preferences, person.Id)
        );
        return Page();
    }
}
