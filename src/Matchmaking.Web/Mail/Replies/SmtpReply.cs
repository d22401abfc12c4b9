namespace Matchmaking.Web.Mail.Replies;

/// <summary>What a mail server's reply means for us. The reply code alone does not tell: QQ says 550 for "later".</summary>
public enum SmtpReplyClass
{
    /// <summary>Taken over by the server.</summary>
    Accepted,

    /// <summary>No such mailbox: the address gets no more mails.</summary>
    HardBounce,

    /// <summary>No such mailbox, says a server that is known to say so in error: believed the second time.</summary>
    HardBounceAfterTwo,

    /// <summary>The mailbox is full or locked for now.</summary>
    SoftBounce,

    /// <summary>This one recipient gets too many mails from everywhere just now.</summary>
    RecipientBusy,

    /// <summary>We send too fast.</summary>
    RateLimited,

    /// <summary>The text looks like spam to the provider.</summary>
    ContentRefused,

    /// <summary>Our address, domain or past does not please the provider.</summary>
    ReputationRefused,

    /// <summary>SPF, DKIM, DMARC or the reverse name is wrong: ours to put right.</summary>
    NotAuthenticated,

    /// <summary>Our own relay does not know us, or our own settings are wrong.</summary>
    Misconfigured,

    /// <summary>The recipient has blocked us: wants no more mails.</summary>
    RefusedByRecipient,

    /// <summary>Passes by itself, or nobody knows.</summary>
    Transient,

    /// <summary>Refused for good for a reason that says nothing about the address.</summary>
    Failed,
}

/// <summary>What else waits while one mail waits.</summary>
public enum BackOffScope
{
    /// <summary>Only this mail.</summary>
    Mail,

    /// <summary>All mails to this recipient.</summary>
    Person,

    /// <summary>All mails to this group of providers.</summary>
    Group,

    /// <summary>All mails that are handed in to the same mail server: it refuses us, whoever the mail is for.</summary>
    Relay,
}

/// <summary>A reply, understood.</summary>
/// <param name="Class">What it means.</param>
/// <param name="Scope">What waits.</param>
/// <param name="Steps">How long, the first time, the second …; empty when trying again is of no use.</param>
/// <param name="TellDesk">Whether somebody must look.</param>
/// <param name="Row">The row of <c>answers.json</c> that decided.</param>
public sealed record SmtpReply(SmtpReplyClass Class, BackOffScope Scope, IReadOnlyList<TimeSpan> Steps, bool TellDesk, string Row)
{
    /// <summary>When to try again after the n-th such reply in a row (from 1); the last step repeats. Null: never.</summary>
    public TimeSpan? RetryAfter(int occurrence) => Steps.Count == 0 ? null : Steps[Math.Clamp(occurrence, 1, Steps.Count) - 1];

    /// <summary>Whether the n-th such reply for an address (from 1) means that it gets no more mails.</summary>
    public bool Suppresses(int occurrence) =>
        Class switch
        {
            SmtpReplyClass.HardBounce or SmtpReplyClass.RefusedByRecipient => true,
            SmtpReplyClass.HardBounceAfterTwo => occurrence >= 2,
            _ => false,
        };
}
