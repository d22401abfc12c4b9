using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Signing;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Turns rows into messages, in the moment when they are sent. One for each batch.</summary>
public sealed class MailWriter(IEnumerable<IMailTemplate> templates, MatchmakingDb db, MailMessages messages, IEnumerable<MailSigner> signer)
{
    private readonly Dictionary<string, IMailTemplate> _templates = templates.SelectMany(template => template.Kinds, (template, kind) => (kind, template)).ToDictionary();
    private HashSet<string> _suppressed = [];

    /// <summary>Reads what the mails will tell, in a few statements for all of them.</summary>
    public async Task PrepareAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel)
    {
        var addresses = mails.Select(mail => mail.ToAddress.ToLowerInvariant()).Distinct().ToArray();
        _suppressed = await db.MailSuppressions.Where(s => s.LiftedAt == null && addresses.Contains(s.Address)).Select(s => s.Address).ToHashSetAsync(cancel);
        foreach (var group in mails.GroupBy(mail => mail.Kind))
            if (_templates.TryGetValue(group.Key, out var template))
                await template.PrepareAsync([.. group], cancel);
    }

    /// <summary>The message and its subject; or why there is none.</summary>
    public async Task<(MimeMessage? Message, string? Subject, SuppressedBecause? Because)> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (_suppressed.Contains(mail.ToAddress.ToLowerInvariant()))
            return (null, null, SuppressedBecause.Address);
        var template = _templates.GetValueOrDefault(mail.Kind) ?? throw new InvalidOperationException($"Nobody writes mails of kind {mail.Kind}.");
        var content = await template.WriteAsync(mail, text, cancel);
        if (content is null or { Unwanted: not null })
            return (null, null, content?.Unwanted ?? SuppressedBecause.NothingToTell);
        var message = messages.Make(mail, content);
        // None where the relay signs.
        foreach (var one in signer)
            one.Sign(message);
        return (message, content.Subject, null);
    }
}
