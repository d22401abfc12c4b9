using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>How somebody of the desk hears of what is new in the inbox.</summary>
public sealed class InboxModel(UserManager<Person> people, Text t) : ProfilePage(people, t)
{
    [BindProperty]
    public InboxMail? Wanted { get; set; }

    public IActionResult OnGet() => RedirectToPage("/Account/Profile/Index");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!User.IsDesk())
            return NotFound();
        if (Wanted is not { } wanted || !Enum.IsDefined(wanted))
        {
            TempData["Trouble"] = T["account.choose"];
            return RedirectToPage("/Account/Profile/Index");
        }
        Me.InboxMail = wanted;
        if (!Accept(await People.UpdateAsync(Me), ""))
            return Again();
        Flash(T["account.inbox.saved." + wanted.ToString().ToLowerInvariant()]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
