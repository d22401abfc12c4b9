using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>
/// A page behind the signed link of a mail: the token is the only key to look. Looking changes nothing, because scanners open every link,
/// some with JavaScript; whoever presses a button is a person, who says once that it is the addressee, and that is noted. Accounts that an
/// administrator withdrew are not found.
/// </summary>
public abstract class PreferencesPage(MatchmakingDb db, LinkTokens links, TimeProvider time, Text t) : FormPage(t)
{
    protected MatchmakingDb Db { get; } = db;
    protected DateTimeOffset Now => time.GetUtcNow();

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>Whose settings they are, with the organisation.</summary>
    public Person Person { get; private set; } = null!;

    /// <summary>In part only: the mail may have been forwarded.</summary>
    public string Address => MaskedAddress.Of(Person.Email!);

    // Its name is that of a handler, of the method PAGE; it is none.
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancel = HttpContext.RequestAborted;
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (
            links.Read(LinkPurpose.Preferences, Token) is not { } id
            || await Db.Users.Include(person => person.Organisation).SingleOrDefaultAsync(person => person.Id == id, cancel)
                is not { IsDisabled: false } found
        )
        {
            context.Result = NotFound();
            return;
        }
        Person = found;
        if (HttpMethods.IsPost(Request.Method))
        {
            if (HttpContext.RequestServices.GetRequiredService<Addressee>().Ask(this, found) is { } question)
            {
                context.Result = question;
                return;
            }
            await Db.NoteSignOfLifeAsync(id, Now, cancel);
        }
        await next();
    }

    /// <summary>On to another page of the same person, which says once what was done.</summary>
    protected IActionResult Done(string page, string said)
    {
        Flash(said);
        return RedirectToPage(page, new { token = Token });
    }
}
