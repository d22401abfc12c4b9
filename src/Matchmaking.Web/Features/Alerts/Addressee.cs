using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>What is asked before something is done in somebody's name.</summary>
/// <param name="Address">Of whom the mail was for, in part.</param>
/// <param name="Organisation">For whom that person acts.</param>
/// <param name="Fields">What was pressed, to be sent again.</param>
/// <param name="IsSomebodyElse">Who asks is signed in as another person, and cannot act for this one.</param>
/// <param name="Own">Where the same is done in the own name; null where it can only be done by the addressee.</param>
public sealed record AddresseeQuestion(
    string Address,
    string Organisation,
    IReadOnlyList<(string Name, string Value)> Fields,
    bool IsSomebodyElse,
    string? Own
);

/// <summary>
/// Who presses the button behind the link of a mail. Links open without a password, and mails are forwarded: whoever has the link may look.
/// To act in the addressee's name it is said once in each browser that one is the addressee; whoever is signed in as that person need not
/// say it, and whoever is signed in as another cannot.
/// </summary>
public sealed class Addressee(ProtectedCookies cookies)
{
    private const string Cookie = "addressee",
        Confirmed = "addressee";
    private const int MostInOneBrowser = 8;
    private static readonly TimeSpan Lifespan = TimeSpan.FromDays(180);

    /// <summary>Whether this browser is known to be the addressee's.</summary>
    public bool IsKnown(HttpContext context, Guid person) =>
        context.User.IsSignedIn() ? context.User.PersonId() == person : Known(context).Contains(person.ToString("N"));

    /// <summary>The question to be answered before something is done in a person's name; null when it was answered.</summary>
    /// <param name="page">A POST of it.</param>
    /// <param name="person">Whom the mail was for, with the organisation.</param>
    /// <param name="own">Where the same is done in the own name, by the same form; null for nowhere.</param>
    public IActionResult? Ask(PageModel page, Person person, string? own = null)
    {
        var context = page.HttpContext;
        if (IsKnown(context, person.Id))
            return null;
        var form = page.Request.Form;
        var isSomebodyElse = context.User.IsSignedIn();
        if (!isSomebodyElse && form[Confirmed] == "true")
        {
            IEnumerable<string> known = [person.Id.ToString("N"), .. Known(context)];
            cookies.Write(context, Cookie, string.Join(',', known.Take(MostInOneBrowser)), Lifespan);
            return null;
        }
        var fields = form.SelectMany(field => field.Value, (field, value) => (field.Key, value ?? ""))
            .Where(field => field.Key is not (Faults.KeptForm.TokenField or Confirmed));
        var question = new AddresseeQuestion(
            MaskedAddress.Of(person.Email!),
            person.Organisation?.Name ?? "",
            [.. fields, (Confirmed, "true")],
            isSomebodyElse,
            own
        );
        return new ViewResult
        {
            ViewName = "~/Features/Alerts/_Addressee.cshtml",
            StatusCode = isSomebodyElse ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK,
            ViewData = new ViewDataDictionary<AddresseeQuestion>(page.MetadataProvider, page.ModelState) { Model = question },
            TempData = page.TempData,
        };
    }

    private string[] Known(HttpContext context) => cookies.Read(context, Cookie)?.Split(',') ?? [];
}
