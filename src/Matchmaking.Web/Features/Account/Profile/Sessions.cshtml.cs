using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>Signs the person out in every other browser: a telephone was lost, or one has forgotten where one sat.</summary>
public sealed class SessionsModel(UserManager<Person> people, SessionService sessions, SecurityLog log, Text t) : ProfilePage(people, t)
{
    public IActionResult OnGet() => RedirectToPage("/Account/Profile/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await sessions.OthersOf(User).ExecuteDeleteAsync(cancel);
        log.SecretChanged(Me.Id, "other sessions ended");
        Flash(T["account.sessions.ended"]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
