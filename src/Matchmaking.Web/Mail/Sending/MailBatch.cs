using System.Diagnostics;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using MimeKit;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Some mails in a sender's hands, and what they will tell, which is read for all of them at once.</summary>
internal sealed class MailBatch(
    IReadOnlyList<OutgoingMail> mails,
    IReadOnlySet<string> accepted,
    IServiceScopeFactory scopes,
    MailQueue queue,
    Outcomes outcomes,
    Texts texts
) : IAsyncDisposable
{
    /// <summary>What was read longer ago is read again: a mail tells the newest state.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(2);

    private AsyncServiceScope? _scope;
    private MailWriter? _writer;
    private long _read;

    /// <summary>At least one, in the order of the queue.</summary>
    public IReadOnlyList<OutgoingMail> Mails => mails;

    /// <summary>Whether the relay has it already, from an earlier attempt.</summary>
    public bool IsAccepted(OutgoingMail mail) => accepted.Contains(mail.MessageId!);

    /// <summary>Reads what the mails from a number on will tell.</summary>
    public async Task ReadAsync(int from, CancellationToken cancel)
    {
        await DisposeAsync();
        _scope = scopes.CreateAsyncScope();
        _writer = _scope.Value.ServiceProvider.GetRequiredService<MailWriter>();
        _read = Stopwatch.GetTimestamp();
        await _writer.PrepareAsync([.. mails.Skip(from).Where(mail => queue.FaultOf(mail) is null)], cancel);
    }

    /// <summary>Writes one. Not two at the same time.</summary>
    public async Task<(MimeMessage? Message, string? Subject, Outcome? Outcome)> WriteAsync(int number, CancellationToken cancel)
    {
        if (Stopwatch.GetElapsedTime(_read) > Stale)
            await ReadAsync(number, cancel);
        var mail = mails[number];
        return await outcomes.TryWriteAsync(
            mail,
            () =>
                queue.FaultOf(mail) is { } fault
                    ? Task.FromException<(MimeMessage?, string?, SuppressedBecause?)>(fault)
                    : _writer!.WriteAsync(mail, new Text(texts, mail.Language), cancel),
            cancel
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_scope is { } scope)
            await scope.DisposeAsync();
        _scope = null;
    }
}
