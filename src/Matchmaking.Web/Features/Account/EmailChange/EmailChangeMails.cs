using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.EmailChange;

/// <summary>To the new address: confirms that its mailbox is the person's.</summary>
public sealed class EmailChangeMail(UserManager<Person> people, AccountLinks links, SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.EmailChange;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (
            await people.FindByIdAsync(mail.PersonId.ToString()!) is not { IsDisabled: false } person
            || !AccountMails.IsCurrent(mail, person)
        )
            return null;
        return Write(mail.Data["email"], await links.EmailChangeAsync(person, mail.Data["email"]), text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) =>
        [new(Kind, Write("li.wei@example.com", site.Link(AccountLinks.Sample("email")), text))];

    private MailContent Write(string address, string url, Text text) =>
        new(
            text["account.mail.email-change.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.email-change.heading"], large: true)
                .Paragraph(text["account.mail.email-change.text", ("site", site.Name), ("address", address)])
                .Button(text["account.email.confirm.act"], url)
                .Paragraph(text["account.mail.valid-day"], quiet: true)
                .Paragraph(text["account.mail.not-you"], quiet: true)
        );
}

/// <summary>To the old address, after the change: somebody else may have made it.</summary>
public sealed class EmailChangedMail(SiteAddress site) : IMailTemplate
{
    public string Kind => AccountMails.EmailChanged;

    /// <inheritdoc/>
    public Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        Task.FromResult<MailContent?>(Write(mail.Data["email"], text));

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write("li.wei@example.com", text))];

    private MailContent Write(string address, Text text) =>
        new(
            text["account.mail.email-changed.subject", ("site", site.Name)],
            new MailBody(text)
                .Heading(text["account.mail.email-changed.heading"], large: true)
                .Paragraph(text["account.mail.email-changed.text", ("site", site.Name), ("address", MaskedAddress.Of(address))])
                .Paragraph(text["account.mail.email-changed.not-you"])
        );
}
