using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Forms;
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

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    /// <summary>In how many other browsers the person is signed in.</summary>
    public int OtherSessions { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (FullName, Language) = (Me.FullName, Me.Language);
        Opened.Open(new Settings(Me), Settings.Fields);
        OtherSessions = await sessions.OthersOf(User).CountAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = new Settings(Me) { FullName = FullName, Language = Language };
        var isOnTop = Opened.TryBringOnto(typed, new(Me), Settings.Fields, ModelState);
        (FullName, Language) = (typed.FullName, typed.Language);
        var name = ReadLine(nameof(FullName), FullName, Person.NameLength, "account.full-name");
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        OtherSessions = await sessions.OthersOf(User).CountAsync();
        if (!isOnTop || !ModelState.IsValid)
            return Again();
        (Me.FullName, Me.Language) = (name, Language!);
        if (!Accept(await People.UpdateAsync(Me), ""))
            return Again();
        VisitorLanguage.Remember(HttpContext, Me.Language);
        // The next page speaks the new language.
        Flash(Opened.Told(texts.Get(Me.Language, "account.profile.saved"), new(texts, Me.Language)));
        return RedirectToPage();
    }

    /// <summary>The form, and what is stored of it.</summary>
    private sealed class Settings(Person person)
    {
        public string? FullName { get; set; } = person.FullName;
        public string? Language { get; set; } = person.Language;

        public static IReadOnlyList<EditedField<Settings>> Fields { get; } =
        [
            new("FullName", "account.full-name", input => [input.FullName], (input, values) => input.FullName = values[0]),
            new(
                "Language",
                "account.language",
                input => [input.Language],
                (input, values) => input.Language = values[0],
                values => Languages.Language.All.Contains(values[0]) ? Languages.Language.NameOf(values[0]) : values[0]
            ),
        ];
    }
}
