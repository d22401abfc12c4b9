namespace Matchmaking.Benchmarks.Crash;

/// <summary>Where a worker was when it was killed.</summary>
internal enum KillStep
{
    AnyTime,
    Matching,

    /// <summary>An enquiry is taken in or answered, or somebody is told that it is late.</summary>
    Enquiry,

    /// <summary>What was to be done is done, and not marked: it is done a second time.</summary>
    Unmarked,
    Digest,
    MailFrom,
    RcptTo,
    Data,

    /// <summary>The server has the message and has not answered.</summary>
    BeforeReply,

    /// <summary>The answer is out; whether it was written down is a matter of milliseconds.</summary>
    AfterReply,
}

/// <summary>A death.</summary>
/// <param name="Step">Where.</param>
/// <param name="Sender">Under which name it held mails; null when it was killed before it began.</param>
/// <param name="At">A timestamp.</param>
internal sealed record Death(KillStep Step, Guid? Sender, long At);
