using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Reset;

/// <summary>The link with which to choose a new password.</summary>
public sealed class ResetMail(UserManager<Person> people, AccountLinks links, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.Reset;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (
            await people.FindByIdAsync(mail.PersonId.ToString()!) is not { IsDisabled: false } person
            || !AccountMails.IsCurrent(mail, person)
        )
            return null;
        return Write(await links.ResetAsync(person), text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(site.Link(AccountLinks.Sample("reset")), text))];

    private MailContent Write(string url, Text text) =>
        new(
            text["account.mail.reset.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.reset.choose"], large: true)
                .Paragraph(text["account.mail.reset.text", ("site", site.Name)])
                .Button(text["account.reset.choose"], url)
                .Paragraph(text["account.mail.valid-day"], quiet: true)
                .Paragraph(text["account.mail.not-you"], quiet: true)
        );
}
