namespace Matchmaking.Web.Queues;

/// <summary>A queue, as somebody sees it who only wants to know whether it moves. Registered by its feature.</summary>
public interface IQueueWatch
{
    /// <summary>A name of <see cref="QueueNames"/>.</summary>
    string Queue { get; }

    /// <summary>How long it may stand still before that is worth saying.</summary>
    TimeSpan Promise { get; }

    /// <summary>
    /// For how long it has been standing still although there is something to do; zero while it moves or has nothing to do.
    /// </summary>
    Task<TimeSpan> StandsForAsync(CancellationToken cancel);
}
