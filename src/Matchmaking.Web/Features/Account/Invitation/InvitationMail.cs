using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Invitation;

/// <summary>Invites somebody to the desk.</summary>
public sealed class InvitationMail(UserManager<Person> people, AccountLinks links, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.Invitation;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (
            await people.FindByIdAsync(mail.PersonId.ToString()!) is not { } person
            || !Invitations.IsOpen(person)
            || !AccountMails.IsCurrent(mail, person)
        )
            return null;
        return Write(await links.InvitationPathAsync(person), text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(AccountLinks.Sample("invitation"), text))];

    private MailContent Write(string path, Text text) =>
        new(
            text["account.mail.invitation.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.invitation.heading", ("site", site.Name)], large: true)
                .Paragraph(text["account.mail.invitation.text", ("site", site.Name)])
                .Button(text["account.invitation.title"], site.Link(path))
                .Paragraph(text["account.mail.invitation.valid"], quiet: true)
        );
}
