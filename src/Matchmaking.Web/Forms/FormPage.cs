using Htmx;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Forms;

/// <summary>A page with a form about an account: checks what was typed and shows the page again with what is wrong.</summary>
[LeavesPage]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class FormPage(Text t) : PageModel
{
    protected Text T { get; } = t;

    /// <summary>The line as it will be kept; complains when it is empty or too long.</summary>
    protected string ReadLine(string field, string? typed, int longest, string label)
    {
        var line = CleanText.Line(typed);
        if (line.Length == 0)
            Missing(field, label);
        else if (line.Length > longest)
            ModelState.AddModelError(field, T["account.too-long", ("max", longest), ("count", line.Length)]);
        return line;
    }

    /// <summary>The address as it will be kept; complains when it is none.</summary>
    protected string ReadEmail(string field, string? typed, string label = "account.email")
    {
        var (reading, email) = EmailInput.Read(typed);
        if (reading == EmailReading.Read)
            return email!;
        if (CleanText.Line(typed).Length == 0)
            Missing(field, label);
        else
            ModelState.AddModelError(
                field,
                T[
                    reading switch
                    {
                        EmailReading.Space => "account.email.space",
                        EmailReading.Unreachable => "account.email.unreachable",
                        _ => "account.email.invalid",
                    }
                ]
            );
        return "";
    }

    /// <summary>Complains about an empty password; its rules are asked when it is set.</summary>
    protected string ReadPassword(string field, string? typed, string label = "account.password")
    {
        if (string.IsNullOrEmpty(typed))
            Missing(field, label);
        return typed ?? "";
    }

    /// <summary>Names the field, so that the list on top of the form is understood without the form.</summary>
    private void Missing(string field, string label) => ModelState.AddModelError(field, T["account.required", ("field", T[label])]);

    /// <summary>Puts what Identity says beside the field that it is about. True when it had nothing to say.</summary>
    protected bool Accept(IdentityResult result, string field)
    {
        foreach (var error in result.Errors)
            ModelState.AddModelError(field, error.Description);
        return result.Succeeded;
    }

    /// <summary>The same page with everything typed and its complaints.</summary>
    protected IActionResult Again()
    {
        if (Request.IsHtmx())
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What the next page says once, on top.</summary>
    protected void Flash(string text) => TempData["Flash"] = text;
}
