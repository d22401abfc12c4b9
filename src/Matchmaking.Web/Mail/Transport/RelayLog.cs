using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>
/// Asks our own relay which mails it has taken, by reading Postfix's log: it names the Message-ID of a message and, once the message is safe in
/// its queue, the queue's id. Set <c>Mail__Smtp__RelayLog</c> where the relay runs on the same machine; elsewhere it cannot be asked.
/// </summary>
public sealed partial class RelayLog(IOptions<MailSettings> settings)
{
    /// <summary>How much of the end of the log is read: days of it, for what is in doubt since minutes.</summary>
    private const long Tail = 64 * 1024 * 1024;

    /// <summary>Those of the Message-IDs that the relay has in its queue or has delivered; null where there is no log to read.</summary>
    public async Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel)
    {
        if (settings.Value.Smtp.RelayLog is not { Length: > 0 } path || !File.Exists(path))
            return null;
        var asked = messageIds.ToHashSet(StringComparer.Ordinal);
        var (named, accepted) = (new Dictionary<string, string>(), new HashSet<string>());
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(0, file.Length - Tail), SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (Named().Match(line) is { Success: true } name && asked.Contains(name.Groups["message"].Value))
                named[name.Groups["queue"].Value] = name.Groups["message"].Value;
            else if (Queued().Match(line) is { Success: true } queued && named.TryGetValue(queued.Groups["queue"].Value, out var message))
                accepted.Add(message);
        }
        return accepted;
    }

    [GeneratedRegex(@"postfix\S*/cleanup\[\d+\]: (?<queue>\w+): message-id=<(?<message>[^>]+)>", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"postfix\S*/qmgr\[\d+\]: (?<queue>\w+): from=<", RegexOptions.CultureInvariant)]
    private static partial Regex Queued();
}
