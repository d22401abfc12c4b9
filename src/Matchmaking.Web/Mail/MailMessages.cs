using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace Matchmaking.Web.Mail;

/// <summary>Makes the MIME message of a written mail.</summary>
public sealed class MailMessages(IOptions<MailSettings> mail, SenderAddress sender, SiteAddress site, Texts texts, TimeProvider time)
{
    /// <summary>
    /// HTML and text with all headers. The Message-ID is made from the row's id, so that a second attempt is recognisably the
    /// same mail.
    /// </summary>
    public MimeMessage Make(OutgoingMail row, MailContent content)
    {
        var message = new MimeMessage
        {
            Subject = content.Subject,
            Date = time.GetUtcNow(),
            MessageId = row.MessageId ?? $"{row.Id:N}@{sender.Domain}",
        };
        message.From.Add(sender.From);
        message.To.Add(MailboxAddress.Parse(row.ToAddress));
        if (!content.IsPersonal)
            message.Headers.Add("Auto-Submitted", "auto-generated");
        if (content.ReplyTo is { } replies)
            message.ReplyTo.Add(MailboxAddress.Parse(replies));
        // The first of a conversation need not exist as a mail: programs put together what refers to the same.
        if (content.Conversation is { } conversation)
            message.References.Add($"{conversation:N}.conversation@{sender.Domain}");
        message.Headers.Add(HeaderId.ContentLanguage, row.Language);
        if (content.UnsubscribeUrl is { } url)
        {
            // An ASCII label: MimeKit would encode a Chinese one together with its quotes.
            message.Headers.Add(HeaderId.ListId, $"Investment alerts <alerts.{sender.Domain}>");
            message.Headers.Add(HeaderId.ListUnsubscribe, content.UnsubscribeAddress is { } address ? $"<{url}>, <{address}>" : $"<{url}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.Headers.Add("Precedence", "bulk");
        }
        var (html, plain) = Bodies(row.Language, content);
        message.Body = new MultipartAlternative(Part(TextFormat.Plain, plain, row.Language), Part(TextFormat.Html, html, row.Language));
        return message;
    }

    /// <summary>With the encoding said: to find the shortest one, MimeKit would read each text once more for each mail.</summary>
    private static TextPart Part(TextFormat format, string text, string language) =>
        new(format)
        {
            Text = text,
            ContentTransferEncoding = language == Language.Chinese ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable,
        };

    /// <summary>The whole HTML document and the whole plain text of a mail.</summary>
    public (string Html, string Plain) Bodies(string language, MailContent content)
    {
        var text = new Text(texts, language);
        string[] footer =
        [
            text[
                content.IsPersonal ? (mail.Value.IsRead ? "mail.footer.personal.reply" : "mail.footer.personal")
                : content.UnsubscribeUrl is null ? "mail.footer.automatic"
                : "mail.footer.alert",
                ("site", site.Name)
            ],
            mail.Value.PostalAddress.In(language),
        ];
        return (
            content.Body.ToHtml(language, content.Subject, site.Name, site.BaseUrl, footer),
            content.Body.ToText(site.Name, site.BaseUrl, footer)
        );
    }
}
