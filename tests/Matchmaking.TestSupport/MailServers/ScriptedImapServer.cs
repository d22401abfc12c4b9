using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// A mailbox by IMAP on a free port of this machine: one user, one folder, and a script that can refuse or break off at any command.
/// </summary>
public sealed class ScriptedImapServer : IAsyncDisposable
{
    private const string UsualPassword = "postkasten";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly List<(uint Uid, byte[] Bytes)> _messages = [];
    private readonly ConcurrentDictionary<uint, bool> _seen = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly Task _accepting;
    private int _logins;

    /// <summary>Listens at once.</summary>
    public ScriptedImapServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }
    public string User { get; set; } = "bounce@mail.test";
    public string Password { get; set; } = UsualPassword;

    /// <summary>The numbering of the messages.</summary>
    public uint Validity { get; set; } = 1;

    /// <summary>As NetEase: no mailbox is opened for a program that has not said its name.</summary>
    public bool WantsIdentification { get; set; }

    /// <summary>The answer to a command (without its tag), such as "NO not now"; "" breaks off; null for the usual.</summary>
    public Func<string, string?>? Script { get; set; }

    /// <summary>How often somebody tried to sign in.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>All commands so far, without their tags.</summary>
    public IReadOnlyCollection<string> Commands => _commands;

    /// <summary>Puts a message into the mailbox.</summary>
    /// <returns>Its number.</returns>
    public uint Add(byte[] message)
    {
        lock (_messages)
        {
            _messages.Add(((uint)_messages.Count + 1, message));
            return (uint)_messages.Count;
        }
    }

    /// <inheritdoc cref="Add(byte[])"/>
    public uint Add(string message) => Add(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")));

    /// <summary>As it began: without messages, and with the usual answer to everything.</summary>
    public void Empty()
    {
        lock (_messages)
            _messages.Clear();
        _seen.Clear();
        _commands.Clear();
        Volatile.Write(ref _logins, 0);
        (Validity, WantsIdentification, Script, Password) = (1, false, null, UsualPassword);
    }

    /// <summary>Whether a message was marked as read.</summary>
    public bool IsSeen(uint uid) => _seen.ContainsKey(uid);

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                _sessions.Add(TalkAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await SayAsync(stream, "* OK scripted.test\r\n");
                var identified = false;
                while (await reader.ReadLineAsync(_closing.Token) is { } line)
                {
                    var (tag, command) = line.Split(' ', 2) is [var first, var rest] ? (first, rest) : (line, "");
                    _commands.Enqueue(command);
                    var words = command.ToUpperInvariant().Split(' ');
                    var verb = words is ["UID", var what, ..] ? "UID " + what : words[0];
                    identified |= verb == "ID";
                    var answer = Script?.Invoke(command);
                    if (answer == "")
                        return;
                    var usual = answer is null ? Usual(verb, command, identified, tag) : null;
                    await SayAsync(stream, usual ?? Encoding.Latin1.GetBytes($"{tag} {answer}\r\n"));
                    if (verb == "LOGOUT")
                        return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the server is being closed.
            }
        }
    }

    private byte[] Usual(string verb, string command, bool identified, string tag)
    {
        using var answer = new MemoryStream();
        var ending = "OK done";
        switch (verb)
        {
            case "CAPABILITY":
                Add("* CAPABILITY IMAP4rev1 ID\r\n");
                break;
            case "LOGIN":
                Interlocked.Increment(ref _logins);
                if (!command.Split(' ').Skip(1).Select(word => word.Trim('"')).SequenceEqual([User, Password]))
                    ending = "NO [AUTHENTICATIONFAILED] LOGIN Login error or password error";
                break;
            case "ID":
                Add("* ID NIL\r\n");
                break;
            case "LIST":
                Add(
                    command.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"\r\n" : "* LIST () \"/\" INBOX\r\n"
                );
                break;
            case "SELECT" when WantsIdentification && !identified:
                ending = "NO SELECT Unsafe Login. Please contact kefu@188.com for help";
                break;
            case "SELECT":
                Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"* {All().Count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {Validity}] ok\r\n"
                            + $"* OK [UIDNEXT {All().Count + 1}] ok\r\n"
                    )
                );
                Add("* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen)] ok\r\n");
                ending = "OK [READ-WRITE] done";
                break;
            case "UID FETCH":
                Fetch(command.Split(' ')[2], command.Contains("BODY", StringComparison.OrdinalIgnoreCase), answer);
                break;
            case "UID STORE":
                _seen[uint.Parse(command.Split(' ')[2], CultureInfo.InvariantCulture)] = true;
                break;
            case "LOGOUT":
                Add("* BYE\r\n");
                break;
        }
        Add($"{tag} {ending}\r\n");
        return answer.ToArray();

        void Add(string text) => answer.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>"n:*" names the last message too, whatever its number is.</summary>
    private void Fetch(string range, bool whole, MemoryStream answer)
    {
        var all = All();
        var first = uint.Parse(range.Split(':')[0], CultureInfo.InvariantCulture);
        var isOpen = range.Contains(':', StringComparison.Ordinal);
        foreach (var (uid, bytes) in all.Where(m => m.Uid == first || (isOpen && (m.Uid > first || m.Uid == all[^1].Uid))))
        {
            answer.Write(
                Encoding.ASCII.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"* {uid} FETCH (UID {uid} {(whole ? $"BODY[] {{{bytes.Length}}}\r\n" : $"RFC822.SIZE {bytes.Length}")}"
                    )
                )
            );
            if (whole)
                answer.Write(bytes);
            answer.Write(")\r\n"u8);
        }
    }

    private List<(uint Uid, byte[] Bytes)> All()
    {
        lock (_messages)
            return [.. _messages];
    }

    private async Task SayAsync(NetworkStream stream, byte[] text) => await stream.WriteAsync(text, _closing.Token);

    private Task SayAsync(NetworkStream stream, string text) => SayAsync(stream, Encoding.ASCII.GetBytes(text));
}
