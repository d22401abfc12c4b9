using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>A page on which somebody changes the own account.</summary>
public abstract class ProfilePage(UserManager<Person> people, Text t) : FormPage(t)
{
    protected UserManager<Person> People { get; } = people;

    /// <summary>Whose account it is.</summary>
    public Person Me { get; private set; } = null!;

    // Its name is that of a handler, of the method PAGE; it is none.
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await People.GetUserAsync(User) is { } me)
        {
            Me = me;
            await next();
            return;
        }
        // The account went away in this very moment.
        context.Result = RedirectToPage("/Account/SignIn/Index");
    }
}
