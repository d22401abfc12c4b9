using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>In by password.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class IndexModel(Entrance entrance, MatchmakingDb db, AccountMails mails, Clients clients, BrowserNotes notes, Nudge nudge, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Address { get; set; }
    [BindProperty]
    public string? Password { get; set; }
    [BindProperty]
    public bool Stay { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address);
        var password = ReadPassword(nameof(Password), Password);
        if (!ModelState.IsValid)
            return Again();
        var (outcome, person) = await entrance.CheckAsync(HttpContext, email, password);
        if (outcome == PasswordOutcome.Unconfirmed)
            return await ConfirmFirstAsync(person!, cancel);
        if (person is not null && await entrance.EnterAsync(this, person, "password", Stay, ReturnUrl) is { } entered)
            return entered;
        // One answer for a wrong password, an unknown address and a withdrawn account; one for all that were tried too often.
        ModelState.AddModelError("", T[outcome == PasswordOutcome.TooMany ? "account.sign-in.too-many" : "account.sign-in.refused"]);
        return Again();
    }

    private async Task<IActionResult> ConfirmFirstAsync(Person person, CancellationToken cancel)
    {
        await mails.AskAsync(person, AccountMails.Confirm, clients.Of(HttpContext, person.Email!), cancel);
        await db.SaveChangesAsync(cancel);
        nudge.MailsWaiting();
        notes.Write(HttpContext, BrowserNotes.SignUp, person.SecurityStamp!, AccountLinks.Lifespan);
        TempData["Address"] = person.Email;
        return RedirectToPage("/Account/SignUp/Sent");
    }
}
