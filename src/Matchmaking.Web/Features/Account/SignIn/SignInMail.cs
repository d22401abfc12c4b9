using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>The one-time code and link. They are made here and exist nowhere else; a second attempt to send makes new ones.</summary>
public sealed class SignInMail(SignInRequests requests, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.SignIn;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (await requests.IssueAsync(Guid.Parse(mail.Data["request"]), cancel) is not { } issued)
            return null;
        return new(text["account.mail.sign-in.subject", ("site", site.Name)], new MailBody()
            .Heading(text["account.mail.sign-in.heading"], large: true)
            .Paragraph(text["account.mail.sign-in.code"])
            .Code(issued.Code)
            .Paragraph(text["account.mail.sign-in.link"])
            .Button(text["account.sign-in.act"], site.Link("/account/sign-in/link/" + issued.Token))
            .Paragraph(text["account.mail.sign-in.valid"], quiet: true));
    }
}
