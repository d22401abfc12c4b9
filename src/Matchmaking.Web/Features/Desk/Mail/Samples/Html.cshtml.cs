using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Mail.Samples;

/// <summary>
/// One sample as the document that a mail program shows. Mails have inline styles, as mails must, so it has a policy of its own.
/// </summary>
public sealed class HtmlModel(MailSamples samples) : PageModel
{
    public IActionResult OnGet(string name, string language)
    {
        if (!Languages.Language.All.Contains(language) || samples.In(language).FirstOrDefault(mail => mail.Name == name) is not { } mail)
            return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
        return Content(mail.Html, "text/html; charset=utf-8");
    }
}
