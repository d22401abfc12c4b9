using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Transport;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Dev;

/// <summary>The mails of a Development machine: the list, or one with HTML, text and headers. Not found anywhere else.</summary>
public sealed class MailModel(IServiceProvider services) : PageModel
{
    public IReadOnlyList<ReadMail> All { get; private set; } = [];
    public ReadMail? One { get; private set; }

    public IActionResult OnGet(Guid? id)
    {
        // The folder is registered in Development only.
        if (services.GetService<MailFolder>() is not { } folder)
            return NotFound();
        if (id is not { } one)
            All = ReadMail.All(folder.Path);
        else if ((One = ReadMail.One(folder.Path, one)) is null)
            return NotFound();
        return Page();
    }
}
