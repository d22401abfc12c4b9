using System.Text;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>What a script wants done at a step.</summary>
public sealed record SmtpAnswer
{
    private SmtpAnswer(SmtpEnding ending, int code, byte[] wire) => (Ending, Code, Wire) = (ending, code, wire);

    /// <summary>The usual answer.</summary>
    public static SmtpAnswer GoOn { get; } = new(SmtpEnding.None, 0, []);

    /// <summary>No answer; the connection ends in good order (FIN). A message that is being sent is not accepted.</summary>
    public static SmtpAnswer HangUp { get; } = new(SmtpEnding.Close, 0, []);

    /// <summary>
    /// No answer; the connection breaks (RST), as when a machine on the way loses its state. A message that is being sent is not accepted.
    /// </summary>
    public static SmtpAnswer Break { get; } = new(SmtpEnding.Reset, 0, []);

    /// <summary>
    /// What was asked for is done, a message accepted, but the client never hears of it: the connection ends in good order instead.
    /// </summary>
    public static SmtpAnswer Vanish { get; } = new(SmtpEnding.Close, 0, []) { IsAccepted = true };

    /// <summary>
    /// An answer in words of one's own. A positive code has the effect of the usual answer, a negative one has none:
    /// 250 at <see cref="SmtpCommand.EndOfData"/> accepts the message, 451 does not.
    /// </summary>
    /// <param name="code">The three digits.</param>
    /// <param name="lines">One line or more, each of which should begin with its enhanced status code.</param>
    public static SmtpAnswer Say(int code, params ReadOnlySpan<string> lines) => new(SmtpEnding.None, code, Written(code, lines));

    /// <summary>An answer after which the server closes the connection, as it must after 421.</summary>
    public static SmtpAnswer SayAndClose(int code, params ReadOnlySpan<string> lines) => new(SmtpEnding.Close, code, Written(code, lines));

    /// <summary>The same answer, later.</summary>
    public SmtpAnswer After(TimeSpan wait) => this with { Wait = Wait + wait };

    internal SmtpEnding Ending { get; }
    internal int Code { get; }
    internal byte[] Wire { get; }
    internal TimeSpan Wait { get; private init; }
    internal bool IsUsual => Code == 0 && Ending == SmtpEnding.None;
    internal bool Accepts => IsAccepted || Code is >= 200 and < 400;
    private bool IsAccepted { get; init; }

    private static byte[] Written(int code, ReadOnlySpan<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        ArgumentOutOfRangeException.ThrowIfZero(lines.Length);
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
            text.Append(code).Append(i < lines.Length - 1 ? '-' : ' ').Append(lines[i]).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

/// <summary>How a connection goes on after an answer.</summary>
internal enum SmtpEnding
{
    None,
    Close,
    Reset,
}
