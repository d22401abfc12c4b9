using System.Diagnostics;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Where the last batch of a provider ended. Rows that were taken leave dead entries in the index until nobody can see them any more; under
/// a long-running backup, a queue that began at the front each time would read all of them again for each batch. Forgotten every second, so
/// that a row in front of it (more urgent, or committed late) waits no longer than that.
/// </summary>
public sealed class QueueCursor
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);
    private static readonly (int Priority, DateTimeOffset NotBefore, Guid Id) Front = (-1, DateTimeOffset.MinValue, Guid.Empty);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _one = new(1);
    private (int Priority, DateTimeOffset NotBefore, Guid Id) _last = Front;
    private long _since = Stopwatch.GetTimestamp();

    /// <summary>One after the other: claims at the same time would each step over the rows that the others have just locked.</summary>
    /// <param name="claim">Reads and advances the cursor.</param>
    internal async Task<IReadOnlyList<OutgoingMail>> InTurnAsync(Func<Task<IReadOnlyList<OutgoingMail>>> claim, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await claim();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The key after which to look.</summary>
    internal (int Priority, DateTimeOffset NotBefore, Guid Id) Last
    {
        get
        {
            lock (_lock)
            {
                if (Stopwatch.GetElapsedTime(_since) > Memory)
                    (_last, _since) = (Front, Stopwatch.GetTimestamp());
                return _last;
            }
        }
    }

    /// <summary>Notes a batch, in the order of the queue.</summary>
    internal void Advance(IReadOnlyList<OutgoingMail> mails)
    {
        if (mails.Count == 0)
            return;
        var end = (mails[^1].Priority, mails[^1].NotBefore, mails[^1].Id);
        lock (_lock)
            if (end.CompareTo(_last) > 0)
                _last = end;
    }
}
