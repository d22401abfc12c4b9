using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Confirm;

/// <summary>Asks the owner of an address to confirm a new account.</summary>
public sealed class ConfirmMail(UserManager<Person> people, AccountLinks links, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.Confirm;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (
            await people.FindByIdAsync(mail.PersonId.ToString()!) is not { EmailConfirmed: false, IsDisabled: false } person
            || !AccountMails.IsCurrent(mail, person)
        )
            return null;
        return Write(await links.ConfirmAsync(person), text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(site.Link(AccountLinks.Sample("confirm")), text))];

    private MailContent Write(string url, Text text) =>
        new(
            text["account.mail.confirm.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.confirm.heading"], large: true)
                .Paragraph(text["account.mail.confirm.text", ("site", site.Name)])
                .Button(text["account.confirm.act"], url)
                .Paragraph(text["account.mail.valid-day"], quiet: true)
                .Paragraph(text["account.mail.confirm.not-you"], quiet: true)
        );
}
