using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>Name and language, and the way to everything else of the account.</summary>
public sealed class IndexModel(UserManager<Person> people, SessionService sessions, Texts texts, Text t) : ProfilePage(people, t)
{
    [BindProperty]
    public string? FullName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    /// <summary>In how many other browsers the person is signed in.</summary>
    public int OtherSessions { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (FullName, Language) = (Me.FullName, Me.Language);
        OtherSessions = await sessions.OthersOf(User).CountAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var name = ReadLine(nameof(FullName), FullName, Person.NameLength, "account.full-name");
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        OtherSessions = await sessions.OthersOf(User).CountAsync();
        if (!ModelState.IsValid)
            return Again();
        (Me.FullName, Me.Language) = (name, Language!);
        if (!Accept(await People.UpdateAsync(Me), ""))
            return Again();
        VisitorLanguage.Remember(HttpContext, Me.Language);
        // The next page speaks the new language.
        Flash(texts.Get(Me.Language, "account.profile.saved"));
        return RedirectToPage();
    }
}
