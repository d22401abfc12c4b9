using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>In by password.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class IndexModel(SignInService signIn, IAntiforgery antiforgery, Text t) : SignInPage(t)
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

    public async Task<IActionResult> OnPostAsync()
    {
        var email = ReadEmail(nameof(Address), Address);
        var password = ReadPassword(nameof(Password), Password);
        if (!ModelState.IsValid)
            return Again();
        var (outcome, person) = await signIn.CheckAsync(HttpContext, email, password);
        if (outcome == PasswordOutcome.Right && await signIn.EnterAsync(this, person!, "password", Stay, ReturnUrl) is { } entered)
            return Kept is null ? entered : await SendOnAsync(antiforgery, Kept);
        // One answer for a wrong password, an unknown address, one that is not confirmed and a withdrawn account; one for
        // all that were tried too often.
        ModelState.AddModelError("", T[outcome == PasswordOutcome.TooMany ? "account.sign-in.too-many" : "account.sign-in.refused"]);
        return Again();
    }
}
