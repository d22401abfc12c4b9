using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Unsubscribe;

/// <summary>Undoes the unsubscription, for whoever pressed the button by mistake.</summary>
public sealed class ResumeModel(MatchmakingDb db, LinkTokens links, AlertSubscription alerts, Text text) : PageModel
{
    public IActionResult OnGet(string token) => RedirectToPage("/Unsubscribe/Index", new { token });

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Unsubscribe, token) is not { } person || !await db.Users.Active().AnyAsync(p => p.Id == person, cancel))
            return NotFound();
        await alerts.ResumeAsync(person, "page", text.Language, cancel);
        return RedirectToPage("/Unsubscribe/Index", new { token, resumed = true });
    }
}
