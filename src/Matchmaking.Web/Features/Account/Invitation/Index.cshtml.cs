using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Invitation;

/// <summary>Somebody who was invited to the desk chooses name, language and password, and is in.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class IndexModel(AccountLinks links, UserManager<Person> people, SignInService signIn, Text t) : FormPage(t)
{
    /// <summary>Null when the link works no more.</summary>
    public Person? Invited { get; private set; }

    [BindProperty]
    public string? FullName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task OnGetAsync(Guid id, string token)
    {
        Invited = await links.InvitedAsync(id, token);
        (FullName, Language) = (Invited?.FullName, T.Language);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string token)
    {
        Invited = await links.InvitedAsync(id, token);
        if (Invited is not { } person)
            return Page();
        var name = ReadLine(nameof(FullName), FullName, Person.NameLength, "account.full-name");
        var password = ReadPassword(nameof(Password), Password);
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        if (!ModelState.IsValid)
            return Again();
        // Saved with the password, whose new security stamp ends the link.
        (person.FullName, person.Language, person.EmailConfirmed) = (name, Language!, true);
        var reset = await people.GeneratePasswordResetTokenAsync(person);
        if (!Accept(await people.ResetPasswordAsync(person, reset, password), nameof(Password)))
            return Again();
        return await signIn.EnterAsync(this, person, "invitation", stay: false) ?? NotFound();
    }
}
