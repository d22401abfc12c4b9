using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Transport;

namespace Matchmaking.Web.Features.Dev;

/// <summary>The mails that were written to files, for people and tools. Exists in Development only, and only without SMTP.</summary>
public static class DevMail
{
    /// <summary><c>/dev/mail.json</c> and the HTML of a mail; the list and the mail itself are pages of this folder.</summary>
    public static void MapDevMail(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        var everybody = app.MapGroup("").AllowAnonymous();
        everybody.MapGet("/dev/mail.json", (MailFolder folder) => ReadMail.All(folder.Path));
        everybody.MapGet(
            "/dev/mail/{id:guid}/html",
            (Guid id, MailFolder folder, HttpContext context) =>
            {
                // Mails have inline styles, as mails must; they are shown in a sandboxed frame under a policy of their own.
                context.Response.Headers.ContentSecurityPolicy =
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
                    + "sandbox allow-top-navigation-by-user-activation allow-popups";
                return ReadMail.One(folder.Path, id) is { } mail
                    ? Results.Content(mail.Html, "text/html; charset=utf-8")
                    : Results.NotFound();
            }
        );
        everybody.MapGet(
            "/dev/mail/{id:guid}.eml",
            (Guid id, MailFolder folder) =>
                ReadMail.PathOf(folder.Path, id) is { } path ? Results.File(path, "message/rfc822") : Results.NotFound()
        );
    }
}
