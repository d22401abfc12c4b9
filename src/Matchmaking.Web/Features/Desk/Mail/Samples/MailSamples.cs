using System.Text;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Features.Desk.Mail.Samples;

/// <summary>Every mail of the product as an example, made by the class that writes the real one.</summary>
public sealed class MailSamples(IEnumerable<IMailTemplate> templates, MailMessages messages, Texts texts)
{
    /// <summary>A mail as its reader gets it.</summary>
    public sealed record Written(string Name, string Subject, string Html, string Plain)
    {
        /// <summary>Of the HTML, which some mail programs cut off at 100.</summary>
        public double Kilobytes => Encoding.UTF8.GetByteCount(Html) / 1024.0;
    }

    /// <summary>All samples in one language, by name.</summary>
    public IEnumerable<Written> In(string language)
    {
        var text = new Text(texts, language);
        foreach (
            var sample in templates.SelectMany(template => template.Samples(text)).OrderBy(sample => sample.Name, StringComparer.Ordinal)
        )
        {
            var (html, plain) = messages.Bodies(language, sample.Content);
            yield return new(sample.Name, sample.Content.Subject, html, plain);
        }
    }
}
