namespace Matchmaking.TestSupport.MailServers;

/// <summary>What a client has just done, before it is answered.</summary>
/// <param name="Connection">The number of its connection, the server's first being 1.</param>
/// <param name="Command">The command, or the connection or the end of the data, which await an answer too.</param>
/// <param name="Envelope">The envelope as accepted so far; at MAIL and RCPT without what is being asked for.</param>
/// <param name="Address">The address that MAIL or RCPT ask for; empty for the null sender and for every other step.</param>
/// <param name="MessageId">The header of the message without its brackets, at <see cref="SmtpCommand.EndOfData"/> alone.</param>
public sealed record SmtpStep(int Connection, SmtpCommand Command, SmtpEnvelope Envelope, string Address, string? MessageId);

/// <summary>Everything of a conversation that a server answers.</summary>
public enum SmtpCommand
{
    /// <summary>A connection was made; the answer is the greeting.</summary>
    Connect,

    /// <summary>EHLO or HELO.</summary>
    Ehlo,

    /// <summary>AUTH, once the credentials are there.</summary>
    Auth,

    /// <summary>MAIL FROM.</summary>
    MailFrom,

    /// <summary>RCPT TO, once a recipient.</summary>
    RcptTo,

    /// <summary>DATA; its usual answer is 354.</summary>
    Data,

    /// <summary>The message is here in full; the answer decides whose it is from now on.</summary>
    EndOfData,

    /// <summary>RSET.</summary>
    Rset,

    /// <summary>QUIT; the connection is closed after the answer.</summary>
    Quit,
}

/// <summary>From whom and to whom, as the server has accepted it.</summary>
/// <param name="Sender">The reverse path; empty for the null sender.</param>
/// <param name="Recipients">The accepted recipients, in their order.</param>
public sealed record SmtpEnvelope(string Sender, IReadOnlyList<string> Recipients)
{
    internal static SmtpEnvelope None { get; } = new("", []);
}

/// <summary>A message that the server has taken responsibility for, whether or not the client was told.</summary>
/// <param name="Number">Its place in the order of acceptance, from 1.</param>
/// <param name="Connection">The number of the connection that brought it.</param>
/// <param name="MessageId">Without brackets; null when the message has none.</param>
/// <param name="Sender">The envelope's sender, which is where bounces go.</param>
/// <param name="Recipients">The envelope's recipients.</param>
/// <param name="Begun">When its envelope came (the MAIL command): what happened to its recipient later came too late.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Body">The message as it was before it was dot-stuffed; empty unless bodies are kept.</param>
public sealed record AcceptedMail(
    int Number,
    int Connection,
    string? MessageId,
    string Sender,
    IReadOnlyList<string> Recipients,
    DateTimeOffset Begun,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Body
);
