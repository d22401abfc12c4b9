using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>The conversation on one connection.</summary>
internal sealed class SmtpSession(ScriptedSmtpServer server, Socket socket, int number, CancellationToken ct)
{
    private static readonly SmtpAnswer Greeting = SmtpAnswer.Say(220, "scripted.test ESMTP");
    private static readonly SmtpAnswer Ok = SmtpAnswer.Say(250, "2.0.0 Ok");
    private static readonly SmtpAnswer SenderOk = SmtpAnswer.Say(250, "2.1.0 Ok");
    private static readonly SmtpAnswer RecipientOk = SmtpAnswer.Say(250, "2.1.5 Ok");
    private static readonly SmtpAnswer SendData = SmtpAnswer.Say(354, "End data with <CR><LF>.<CR><LF>");
    private static readonly SmtpAnswer SignedIn = SmtpAnswer.Say(235, "2.7.0 Authentication successful");
    private static readonly SmtpAnswer WrongPassword = SmtpAnswer.Say(535, "5.7.8 Authentication credentials invalid");
    private static readonly SmtpAnswer NotSignedIn = SmtpAnswer.Say(530, "5.7.0 Authentication required");
    private static readonly SmtpAnswer TooBig = SmtpAnswer.Say(552, "5.3.4 Message size exceeds fixed limit");
    private static readonly SmtpAnswer WrongOrder = SmtpAnswer.Say(503, "5.5.1 Bad sequence of commands");
    private static readonly SmtpAnswer NoRecipients = SmtpAnswer.Say(554, "5.5.1 No valid recipients");
    private static readonly SmtpAnswer Unknown = SmtpAnswer.Say(502, "5.5.2 Command not recognized");
    private static readonly SmtpAnswer BadPath = SmtpAnswer.Say(501, "5.1.3 Bad address syntax");
    private static readonly SmtpAnswer Bye = SmtpAnswer.SayAndClose(221, "2.0.0 Bye");

    private readonly SmtpWire _wire = new(socket);
    private string? _sender;
    private List<string> _recipients = [];
    private DateTimeOffset _begun;
    private bool _signedIn,
        _over;

    /// <summary>Talks until one of the two ends it.</summary>
    public async Task TalkAsync()
    {
        await GiveAsync(await DecideAsync(SmtpCommand.Connect, Greeting));
        while (!_over && await _wire.ReadLineAsync(ct) is { } line)
            await ObeyAsync(line);
    }

    private ValueTask ObeyAsync(ReadOnlyMemory<byte> line) =>
        Verb(line.Span) switch
        {
            "EHLO" => RestartAsync(SmtpCommand.Ehlo, Capabilities()),
            "HELO" => RestartAsync(SmtpCommand.Ehlo, Ok),
            "RSET" => RestartAsync(SmtpCommand.Rset, Ok),
            "AUTH" => SignInAsync(line),
            "MAIL" => SenderAsync(line),
            "RCPT" => RecipientAsync(line),
            "DATA" => DataAsync(),
            "NOOP" => GiveAsync(Ok),
            "QUIT" => QuitAsync(),
            _ => GiveAsync(Unknown),
        };

    private async ValueTask RestartAsync(SmtpCommand command, SmtpAnswer usual)
    {
        var answer = await DecideAsync(command, usual);
        if (answer.Accepts)
            Forget();
        await GiveAsync(answer);
    }

    private async ValueTask QuitAsync()
    {
        await GiveAsync(await DecideAsync(SmtpCommand.Quit, Bye));
        _over = true;
    }

    private async ValueTask SignInAsync(ReadOnlyMemory<byte> line)
    {
        if (server.Login is not { } login || !Ascii.EqualsIgnoreCase(line.Span[..Math.Min(10, line.Length)], "AUTH PLAIN"u8))
        {
            await GiveAsync(Unknown);
            return;
        }
        var given = line[10..];
        if (given.IsEmpty)
        {
            _wire.Collect("334 \r\n"u8);
            given = await _wire.ReadLineAsync(ct) ?? default;
        }
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.UserName}\0{login.Password}"));
        var answer = await DecideAsync(
            SmtpCommand.Auth,
            Encoding.ASCII.GetString(given.Span).Trim() == expected ? SignedIn : WrongPassword
        );
        _signedIn = answer.Accepts;
        await GiveAsync(answer);
    }

    private async ValueTask SenderAsync(ReadOnlyMemory<byte> line)
    {
        var sender = SmtpText.Path(line.Span);
        var answer = await DecideAsync(
            SmtpCommand.MailFrom,
            server.Login is not null && !_signedIn ? NotSignedIn
                : _sender is not null ? WrongOrder
                : sender is null ? BadPath
                : SmtpText.AnnouncedSize(line.Span) > server.MaxSize ? TooBig
                : SenderOk,
            sender
        );
        if (answer.Accepts)
            (_sender, _begun) = (sender, server.Now);
        await GiveAsync(answer);
    }

    private async ValueTask RecipientAsync(ReadOnlyMemory<byte> line)
    {
        var recipient = SmtpText.Path(line.Span);
        var usual =
            _sender is null ? WrongOrder
            : string.IsNullOrEmpty(recipient) ? BadPath
            : server.Refusal(recipient) ?? RecipientOk;
        var answer = await DecideAsync(SmtpCommand.RcptTo, usual, recipient);
        if (answer.Accepts && recipient is not null)
            _recipients.Add(recipient);
        await GiveAsync(answer);
    }

    private async ValueTask DataAsync()
    {
        var usual =
            _sender is null ? WrongOrder
            : _recipients.Count == 0 ? NoRecipients
            : SendData;
        var data = await DecideAsync(SmtpCommand.Data, usual);
        await GiveAsync(data);
        if (data.Code != 354 || _over || await _wire.ReadMessageAsync(ct) is not { } message)
            return;
        var id = SmtpText.MessageId(message.Span);
        var answer = await DecideAsync(SmtpCommand.EndOfData, message.Length > server.MaxSize ? TooBig : Ok, id: id);
        // Before the answer: whoever has read it finds the message.
        if (answer.Accepts)
            server.Accept(number, id, _sender ?? "", _recipients, _begun, message.Span);
        Forget();
        await GiveAsync(answer);
    }

    private async ValueTask<SmtpAnswer> DecideAsync(SmtpCommand command, SmtpAnswer usual, string? address = null, string? id = null)
    {
        var wait = command == SmtpCommand.EndOfData ? server.PerMessage : TimeSpan.Zero;
        var answer = usual;
        if (server.IsScripted)
        {
            var step = new SmtpStep(number, command, new(_sender ?? "", [.. _recipients]), address ?? "", id);
            var wanted = await server.AskAsync(step);
            wait += wanted.Wait;
            answer = wanted.IsUsual ? usual : wanted;
        }
        if (wait > TimeSpan.Zero)
        {
            await _wire.FlushAsync(ct);
            await Task.Delay(wait, ct);
        }
        return answer;
    }

    private async ValueTask GiveAsync(SmtpAnswer answer)
    {
        _wire.Collect(answer.Wire);
        if (answer.Ending == SmtpEnding.None)
            return;
        _over = true;
        await _wire.FlushAsync(ct);
        if (answer.Ending == SmtpEnding.Reset)
            socket.LingerState = new(true, 0);
        else
            socket.Shutdown(SocketShutdown.Both);
    }

    private SmtpAnswer Capabilities()
    {
        var size = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SIZE {server.MaxSize}");
        return server.Login is null
            ? SmtpAnswer.Say(250, "scripted.test", "PIPELINING", "8BITMIME", size, "ENHANCEDSTATUSCODES")
            : SmtpAnswer.Say(250, "scripted.test", "PIPELINING", "8BITMIME", size, "AUTH PLAIN", "ENHANCEDSTATUSCODES");
    }

    private void Forget()
    {
        _sender = null;
        // A new one: the old one belongs to the mail that was accepted.
        _recipients = [];
    }

    private static string Verb(ReadOnlySpan<byte> line)
    {
        var verb = line[..Math.Min(4, line.Length)];
        foreach (var known in Verbs)
            if (Ascii.EqualsIgnoreCase(verb, known))
                return known;
        return "";
    }

    private static readonly string[] Verbs = ["MAIL", "RCPT", "DATA", "EHLO", "HELO", "AUTH", "RSET", "NOOP", "QUIT"];
}
