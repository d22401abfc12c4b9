using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>Tells somebody who has an account already what to do instead of opening one: the page that was used must not know.</summary>
public sealed class KnownMail(UserManager<Person> people, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.Known;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        await people.FindByIdAsync(mail.PersonId.ToString()!) is { IsDisabled: false } ? Write(text) : null;

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(text))];

    private MailContent Write(Text text) =>
        new(
            text["account.mail.known.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.known.heading"], large: true)
                .Paragraph(text["account.mail.known.text", ("site", site.Name)])
                .Button(text["account.sign-in.act"], site.Link(SiteLinks.SignIn))
                .Links((text["account.reset.title"], site.Link(SiteLinks.Reset)))
                .Paragraph(text["account.mail.not-you"], quiet: true)
        );
}
