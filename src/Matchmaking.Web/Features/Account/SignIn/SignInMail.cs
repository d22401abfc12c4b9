using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>The one-time code and link. They are made here and exist nowhere else; a second attempt to send makes new ones.</summary>
public sealed class SignInMail(SignInRequests requests, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.SignIn;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        await requests.IssueAsync(Guid.Parse(mail.Data["request"]), cancel) is { } issued
            ? Write(issued.Code, issued.Token, mail.Data.GetValueOrDefault(SignInRequests.ReturnKey), text)
            : null;

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write("000000", "sample", null, text))];

    private MailContent Write(string code, string token, string? path, Text text) =>
        new(
            text["account.mail.sign-in.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.sign-in.heading"], large: true)
                .Paragraph(text["account.mail.sign-in.code"])
                .Code(code)
                .Paragraph(text["account.mail.sign-in.link"])
                .Button(text["account.sign-in.act"], site.Link(SiteLinks.SignInLink(token, path)))
                .Paragraph(text["account.mail.sign-in.valid"], quiet: true)
        );
}
