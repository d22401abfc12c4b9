using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>Asks for a one-time link and code.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class MailModel(SignInRequests signIns, AccountRequests requests, Clients clients, ProtectedCookies notes, Text t)
    : SignInPage(t)
{
    [BindProperty]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet()
    {
        ModelState.Clear();
        // A link of a mail leads here whoever has no password, and who may have come in since by another way.
        return User.IsSignedIn() && Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : Page();
    }

    /// <summary>Where the link of the mail leads: a page of this site, or the usual place.</summary>
    private IEnumerable<(string, string)> Carried =>
        Url.IsLocalUrl(ReturnUrl) && ReturnUrl.Length <= SignInRequests.LongestReturn ? [(SignInRequests.ReturnKey, ReturnUrl)] : [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address);
        if (!ModelState.IsValid)
            return Again();
        // An unknown address gets a request too: the next page is the same, and no code fits it.
        var id = Guid.CreateVersion7();
        signIns.Add(id, email);
        await requests.AddAsync(
            AccountRequestKind.SignIn,
            email,
            clients.Of(HttpContext, email),
            cancel,
            [("request", id.ToString()), .. Carried]
        );
        notes.Write(HttpContext, ProtectedCookies.SignInRequest, id.ToString(), SignInRequests.Lifespan);
        TempData["Address"] = email;
        // A form that is carried along is sent on as it came.
        return Kept is null
            ? RedirectToPage("/Account/SignIn/Code", new { ReturnUrl })
            : RedirectToPagePreserveMethod("/Account/SignIn/Code", null, new { ReturnUrl });
    }
}
