using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>Takes the code from the mail, in the browser that asked for it and in no other.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class CodeModel(
    SignInRequests requests,
    SignInService signIn,
    Clients clients,
    ProtectedCookies notes,
    IAntiforgery antiforgery,
    Text t
) : SignInPage(t)
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public bool Stay { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet()
    {
        ModelState.Clear();
        return notes.Read(HttpContext, ProtectedCookies.SignInRequest) is null
            ? RedirectToPage("/Account/SignIn/Mail", new { ReturnUrl })
            : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        // Come here from the page before, or signed in by the link meanwhile.
        if (Kept is { } carried && (!Request.Form.ContainsKey(nameof(Code)) || User.IsSignedIn()))
            return User.IsSignedIn() ? await SendOnAsync(antiforgery, carried) : Page();
        var code = Digits(Code);
        if (code.Length != 6)
            ModelState.AddModelError(nameof(Code), T["account.code.form"]);
        else if (
            Guid.TryParse(notes.Read(HttpContext, ProtectedCookies.SignInRequest), out var id)
            && await requests.UseCodeAsync(id, code, account => clients.OfAccount(HttpContext, account), cancel) is { } person
            && await signIn.EnterAsync(this, person, "code", Stay, ReturnUrl) is { } entered
        )
        {
            notes.Forget(HttpContext, ProtectedCookies.SignInRequest);
            return Kept is { } kept ? await SendOnAsync(antiforgery, kept) : entered;
        }
        else
            // The same words for wrong, used up and too late: for an unknown address they are all there is.
            ModelState.AddModelError(nameof(Code), T["account.code.wrong"]);
        return Again();
    }

    /// <summary>Full-width digits, and the spaces that mail programs copy along, are fine.</summary>
    private static string Digits(string? typed) =>
        string.Concat(CleanText.Line(typed).Normalize(System.Text.NormalizationForm.FormKC).Where(c => c is not (' ' or '-')))
            is { Length: <= 6 } code
        && code.All(char.IsAsciiDigit)
            ? code
            : "";
}
