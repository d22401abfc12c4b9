using System.Runtime.ExceptionServices;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Signing;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Turns rows into messages, in the moment when they are sent. One for each batch.</summary>
public sealed partial class MailWriter(
    IEnumerable<IMailTemplate> templates,
    MatchmakingDb db,
    MailMessages messages,
    IEnumerable<MailSigner> signer,
    ILogger<MailWriter> log
)
{
    private readonly Dictionary<string, IMailTemplate> _templates = templates
        .SelectMany(template => template.Kinds, (template, kind) => (kind, template))
        .ToDictionary();
    private readonly Dictionary<Guid, Exception> _faults = [];
    private HashSet<Guid> _suppressed = [];

    /// <summary>
    /// Reads what the mails will tell, in a few statements for all of them; one by one where a template fails for all of them, so that one
    /// mail which it cannot read holds up no other.
    /// </summary>
    public async Task PrepareAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel)
    {
        _suppressed = await SuppressionRegister.HeldBack(db, [.. mails.Select(mail => mail.Id)]).ToHashSetAsync(cancel);
        foreach (var group in mails.GroupBy(mail => mail.Kind))
            if (_templates.TryGetValue(group.Key, out var template) && await TryPrepareAsync(template, [.. group], cancel) is { } failure)
            {
                NotPrepared(group.Key, group.Count(), failure);
                foreach (var mail in group)
                    if (await TryPrepareAsync(template, [mail], cancel) is { } fault)
                        _faults[mail.Id] = fault;
            }
    }

    /// <summary>What went wrong with these mails; not what goes wrong with all, which is for the caller to wait for.</summary>
    private static async Task<Exception?> TryPrepareAsync(
        IMailTemplate template,
        IReadOnlyList<OutgoingMail> mails,
        CancellationToken cancel
    )
    {
        try
        {
            await template.PrepareAsync(mails, cancel);
            return null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && !DatabaseFaults.IsAwayOrBusy(e))
        {
            return e;
        }
    }

    /// <summary>The message and its subject; or why there is none.</summary>
    public async Task<(MimeMessage? Message, string? Subject, SuppressedBecause? Because)> WriteAsync(
        OutgoingMail mail,
        Text text,
        CancellationToken cancel
    )
    {
        if (_suppressed.Contains(mail.Id))
            return (null, null, SuppressedBecause.Address);
        if (_faults.GetValueOrDefault(mail.Id) is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        var template =
            _templates.GetValueOrDefault(mail.Kind) ?? throw new InvalidOperationException($"Nobody writes mails of kind {mail.Kind}.");
        var content = await template.WriteAsync(mail, text, cancel);
        if (content is null or { Unwanted: not null })
            return (null, null, content?.Unwanted ?? SuppressedBecause.NothingToTell);
        // What goes out and what the desk's list shows are the same.
        content = content with
        {
            Subject = CleanText.Line(content.Subject, OutgoingMail.SubjectLength),
        };
        var message = messages.Make(mail, content);
        // None where the relay signs.
        foreach (var one in signer)
            one.Sign(message);
        return (message, content.Subject, null);
    }

    [LoggerMessage(LogLevel.Error, "What {Count} mails of kind {Kind} will tell could not be read for all at once; reading it one by one")]
    private partial void NotPrepared(string kind, int count, Exception e);
}
