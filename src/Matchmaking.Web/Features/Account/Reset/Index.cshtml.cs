using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Reset;

/// <summary>Asks for a link with which to choose a new password.</summary>
[EnableRateLimiting(RateLimits.Reset)]
public sealed class IndexModel(MatchmakingDb db, UserManager<Person> people, AccountMails mails, Nudge nudge, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Address { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address);
        if (!ModelState.IsValid)
            return Again();
        if (await people.FindByEmailAsync(email) is { PasswordHash: not null, IsWithdrawn: false } person)
        {
            await mails.AddAsync(person, AccountMails.Reset);
            await db.SaveChangesAsync(cancel);
            nudge.MailsWaiting();
        }
        TempData["Address"] = email;
        return RedirectToPage("/Account/Reset/Sent");
    }
}
