using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>Asks for a one-time link and code.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class MailModel(MatchmakingDb db, UserManager<Person> people, AccountMails mails, BrowserNotes notes, Nudge nudge, TimeProvider time, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Address { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address);
        if (!ModelState.IsValid)
            return Again();
        // An unknown address gets a number too: the next page is the same, and no code fits it.
        var id = Guid.CreateVersion7();
        if (await people.FindByEmailAsync(email) is { PasswordHash: not null, IsWithdrawn: false } person)
        {
            if (!person.EmailConfirmed)
                await mails.AddAsync(person, AccountMails.Confirm);
            else if (await mails.AddAsync(person, AccountMails.SignIn, ("request", id.ToString())))
                db.SignInRequests.Add(new() { Id = id, PersonId = person.Id, ExpiresAt = time.GetUtcNow() + SignInRequests.Lifespan });
            await db.SaveChangesAsync(cancel);
            nudge.MailsWaiting();
        }
        notes.Write(HttpContext, BrowserNotes.SignInRequest, id.ToString(), SignInRequests.Lifespan);
        TempData["Address"] = email;
        return RedirectToPage("/Account/SignIn/Code", new { ReturnUrl });
    }
}
