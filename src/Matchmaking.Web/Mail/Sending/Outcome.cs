using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>What became of one attempt to send a mail.</summary>
/// <param name="Mail">The row as it was taken out.</param>
/// <param name="Status">Its next state.</param>
public sealed record Outcome(OutgoingMail Mail, MailStatus Status)
{
    public SuppressedBecause? Because { get; init; }
    public string? Subject { get; init; }

    /// <summary>What the server said, or what went wrong.</summary>
    public string? Answer { get; init; }
    public int? Code { get; init; }

    /// <summary>When it may be tried again; only with <see cref="MailStatus.Deferred"/>.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A line of history; null for a plain acceptance.</summary>
    public MailEventKind? Event { get; init; }

    /// <summary>Nobody can say whether the server took it.</summary>
    public bool InDoubt { get; init; }

    /// <summary>Nothing goes to the whole provider before this time, nor to any other whose mails go by <see cref="Relay"/>.</summary>
    public DateTimeOffset? PauseProviderUntil { get; init; }

    /// <summary>The mail server, when it is the one that is at fault; null when it is the provider, or nobody.</summary>
    public Relay? Relay { get; init; }

    /// <summary>Waiting will not cure it: somebody of the desk must look.</summary>
    public bool TellDesk { get; init; }

    /// <summary>The address gets no more mails.</summary>
    public SuppressionCause? Suppress { get; init; }

    /// <summary>The server has it.</summary>
    public static Outcome Accepted(OutgoingMail mail, string subject, string answer) =>
        new(mail, MailStatus.Accepted)
        {
            Subject = subject,
            Answer = answer,
            Code = 250,
        };

    /// <summary>It was not sent on purpose.</summary>
    public static Outcome NotSent(OutgoingMail mail, SuppressedBecause because) => new(mail, MailStatus.Suppressed) { Because = because };

    /// <summary>The same without anything but the state that it leads to: what is written when the whole of it cannot be.</summary>
    internal Outcome Plain() =>
        new(Mail, Status)
        {
            Because = Because,
            NotBefore = NotBefore,
            InDoubt = InDoubt,
        };

    internal ProviderGroup Provider => Mail.Provider;
}
