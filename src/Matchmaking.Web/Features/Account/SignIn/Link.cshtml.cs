using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>The one-time link. Looking at it does not use it up; the button does.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class LinkModel(SignInRequests requests, SignInService signIn, Text t) : FormPage(t)
{
    public bool IsOpen { get; private set; }

    [BindProperty]
    public bool Stay { get; set; }

    /// <summary>Where the person wanted to go; only a page of this site counts.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task OnGetAsync(string token, CancellationToken cancel) => IsOpen = await requests.IsOpenAsync(token, cancel);

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel) =>
        await requests.UseLinkAsync(token, cancel) is { } person
        && await signIn.EnterAsync(this, person, "link", Stay, ReturnUrl) is { } entered
            ? entered
            : Page();
}
