using Matchmaking.Web.Faults;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>A page on the way in, which may carry a form behind it.</summary>
public abstract class SignInPage(Text t) : FormPage(t)
{
    /// <summary>The form that met the end of a session, carried behind this one; null for none.</summary>
    public KeptForm? Kept => KeptForm.BehindSignIn(Request);

    /// <summary>Whoever signed in presses once more: what is sent on is sent by them, and seen before.</summary>
    protected async Task<IActionResult> SendOnAsync(IAntiforgery antiforgery, KeptForm kept)
    {
        var token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken!;
        await FaultPages.WriteAgainAsync(HttpContext, kept, token, "error.signed-in", StatusCodes.Status200OK);
        return new EmptyResult();
    }
}
