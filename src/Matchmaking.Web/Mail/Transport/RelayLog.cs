using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>
/// Asks our own relay which mails it has taken, by reading Postfix's log: it names the Message-ID of a message and, once the message is
/// safe in its queue, the queue's id. Set <c>Mail__Smtp__RelayLog</c> where the relay runs on the same machine; elsewhere it cannot be
/// asked. A log that cannot be read is said once, and then it is as if none were set: mails go out all the same.
/// </summary>
public sealed partial class RelayLog
{
    /// <summary>How much of the end of the log is read: days of it, for what is in doubt since minutes.</summary>
    private const long Tail = 64 * 1024 * 1024;

    /// <summary>Far longer than a line of ours.</summary>
    private const int LongestLine = 4000;

    /// <summary>How long mails may wait for an answer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string? _path;
    private readonly ILogger<RelayLog> _log;
    private int _isSaid;

    /// <summary>Says at once when the log that is set cannot be read.</summary>
    public RelayLog(IOptions<MailSettings> settings, ILogger<RelayLog> log)
    {
        (_path, _log) = (settings.Value.Smtp.RelayLog, log);
        if (_path is not { Length: > 0 })
            return;
        try
        {
            using var file = Open(_path);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            Say(_path, e);
        }
    }

    /// <summary>
    /// Those of the Message-IDs that the relay has in its queue or has delivered; null where there is no log that can be read.
    /// </summary>
    public async Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel)
    {
        if (_path is not { Length: > 0 } path)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            var accepted = await ReadAsync(path, messageIds.ToHashSet(StringComparer.Ordinal), limit.Token);
            Volatile.Write(ref _isSaid, 0);
            return accepted;
        }
        catch (Exception e) when (IsUnreadable(e) || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Say(path, e);
            return null;
        }
    }

    private static async Task<IReadOnlySet<string>> ReadAsync(string path, HashSet<string> asked, CancellationToken cancel)
    {
        var (named, accepted) = (new Dictionary<string, string>(), new HashSet<string>());
        await using var file = Open(path);
        file.Seek(Math.Max(0, file.Length - Tail), SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length > LongestLine)
                continue;
            if (Named().Match(line) is { Success: true } name && asked.Contains(name.Groups["message"].Value))
                named[name.Groups["queue"].Value] = name.Groups["message"].Value;
            else if (Queued().Match(line) is { Success: true } queued && named.TryGetValue(queued.Groups["queue"].Value, out var message))
                accepted.Add(message);
        }
        return accepted;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static bool IsUnreadable(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private void Say(string path, Exception e)
    {
        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
            NotReadable(path, e.Message);
    }

    [LoggerMessage(
        LogLevel.Error,
        "Mail__Smtp__RelayLog, {Path}, cannot be read: a mail of which nobody knows whether the relay has it may go out twice. {Said}"
    )]
    private partial void NotReadable(string path, string said);

    [GeneratedRegex(
        @"postfix\S*/cleanup\[\d+\]: (?<queue>\w+): message-id=<(?<message>[^>]+)>",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"postfix\S*/qmgr\[\d+\]: (?<queue>\w+): from=<", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Queued();
}
