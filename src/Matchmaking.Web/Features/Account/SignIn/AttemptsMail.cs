using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>Tells the owner of an account that somebody tries to get in, at most once a day.</summary>
public sealed class AttemptsMail(UserManager<Person> people, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.Attempts;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        await people.FindByIdAsync(mail.PersonId.ToString()!) is { IsDisabled: false } ? Write(text) : null;

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(text))];

    private MailContent Write(Text text) =>
        new(
            text["account.mail.attempts.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.attempts.heading"], large: true)
                .Paragraph(text["account.mail.attempts.text", ("site", site.Name)])
                .Paragraph(text["account.mail.attempts.you"])
                .Button(text["account.sign-in.mail"], site.Link(SiteLinks.SignInByMail))
                .Paragraph(text["account.mail.attempts.not-you"], quiet: true)
        );
}
