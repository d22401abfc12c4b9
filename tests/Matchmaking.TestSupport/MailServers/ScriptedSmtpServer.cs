using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// A mail server on a free port of this machine that accepts every message and remembers it, unless it is told to refuse,
/// to be slow or to break off. Quick enough to be the other end of a measurement.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<int, Task> _sessions = new();
    private readonly ConcurrentDictionary<string, SmtpAnswer> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly List<AcceptedMail> _messages = [];
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private int _connections,
        _open,
        _mostOpen;

    /// <summary>Listens at once.</summary>
    /// <param name="port">A port to come back on; 0 for a free one.</param>
    /// <param name="time">Tells when messages were accepted.</param>
    public ScriptedSmtpServer(int port = 0, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What is done at a step; null for the usual at every step. Connections ask it at the same time.</summary>
    public Func<SmtpStep, SmtpAnswer>? Script { get; set; }

    /// <summary>
    /// Awaited at every step before the script is asked: the client has done its part and has no answer yet, and can be killed
    /// here. A message is in the server's hands by <see cref="SmtpCommand.EndOfData"/>, and is accepted unless the script objects.
    /// </summary>
    public Func<SmtpStep, Task>? OnStep { get; set; }

    /// <summary>Who has to sign in, by AUTH PLAIN, before sending; null when nobody has to.</summary>
    public NetworkCredential? Login { get; set; }

    /// <summary>How long every message takes between its end and the answer.</summary>
    public TimeSpan PerMessage { get; set; }

    /// <summary>The largest message, in bytes.</summary>
    public int MaxSize { get; set; } = 35 * 1024 * 1024;

    /// <summary>Whether the text of messages is kept, and not only who sent which to whom.</summary>
    public bool KeepBodies { get; set; }

    /// <summary>The accepted messages so far, in the order of acceptance.</summary>
    public IReadOnlyList<AcceptedMail> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    /// <summary>How many messages were accepted so far.</summary>
    public int Count
    {
        get
        {
            lock (_messages)
                return _messages.Count;
        }
    }

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many connections there are now.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <summary>The largest number of connections that there were at the same time.</summary>
    public int MostConnections => Volatile.Read(ref _mostOpen);

    /// <summary>How many messages came over each connection that brought any, by its number.</summary>
    public IReadOnlyDictionary<int, int> MessagesPerConnection => Messages.CountBy(mail => mail.Connection).ToDictionary();

    /// <summary>
    /// Refuses a recipient, or all of a domain. The latest word about an address or domain holds; that about an address
    /// goes before that about its domain.
    /// </summary>
    /// <param name="addressOrDomain">Such as <c>nobody@example.org</c> or <c>example.org</c>.</param>
    /// <param name="code">4xx for now, 5xx for good.</param>
    /// <param name="text">With its enhanced status code.</param>
    public void Refuse(string addressOrDomain, int code = 550, string text = "5.1.1 No such user here") =>
        _refused[addressOrDomain] = SmtpAnswer.Say(code, text);

    /// <summary>Takes back a refusal.</summary>
    public void RefuseNoLonger(string addressOrDomain) => _refused.TryRemove(addressOrDomain, out _);

    /// <summary>Waits until so many messages were accepted.</summary>
    /// <exception cref="TimeoutException">They were not, within this time.</exception>
    public async Task WaitForAsync(int messages, TimeSpan? atMost = null)
    {
        var (began, limit) = (TimeProvider.System.GetTimestamp(), atMost ?? TimeSpan.FromSeconds(30));
        while (Count < messages)
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
                throw new TimeoutException($"{Count} of {messages} messages came within {limit}.");
            await Task.Delay(5);
        }
    }

    /// <summary>Closes the port and all connections.</summary>
    /// <exception cref="AggregateException">A script or hook has failed; the clients only saw their connection end.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions.Values);
        _closing.Dispose();
        if (!_failures.IsEmpty)
            throw new AggregateException("The script of the mail server failed.", _failures);
    }

    internal bool IsScripted => Script is not null || OnStep is not null;

    internal async ValueTask<SmtpAnswer> AskAsync(SmtpStep step)
    {
        try
        {
            if (OnStep is { } hook)
                await hook(step);
            return Script?.Invoke(step) ?? SmtpAnswer.GoOn;
        }
        catch (Exception e)
        {
            _failures.Enqueue(e);
            return SmtpAnswer.Break;
        }
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal SmtpAnswer? Refusal(string recipient) =>
        _refused.IsEmpty ? null
        : _refused.TryGetValue(recipient, out var answer) || _refused.TryGetValue(recipient[(recipient.LastIndexOf('@') + 1)..], out answer)
            ? answer
        : null;

    internal void Accept(
        int connection,
        string? id,
        string sender,
        IReadOnlyList<string> recipients,
        DateTimeOffset begun,
        ReadOnlySpan<byte> message
    )
    {
        var body = KeepBodies ? SmtpText.Unstuffed(message) : [];
        lock (_messages)
            _messages.Add(new(_messages.Count + 1, connection, id, sender, recipients, begun, Now, body));
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_closing.Token);
            }
            catch (Exception e)
                when (e is OperationCanceledException or ObjectDisposedException or SocketException && _closing.IsCancellationRequested)
            {
                return;
            }
            var number = Interlocked.Increment(ref _connections);
            Raise(ref _mostOpen, Interlocked.Increment(ref _open));
            var session = TalkAsync(socket, number);
            _sessions[number] = session;
            _ = session.ContinueWith(_ => _sessions.TryRemove(number, out var _), TaskScheduler.Default);
        }
    }

    private async Task TalkAsync(Socket socket, int number)
    {
        // Off the accepting loop, which is to take the next connection meanwhile.
        await Task.Yield();
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                await new SmtpSession(this, socket, number, _closing.Token).TalkAsync();
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client has gone, or the server is being closed: every conversation ends some day.
        }
        catch (Exception e)
        {
            _failures.Enqueue(e);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static void Raise(ref int most, int now)
    {
        for (var was = Volatile.Read(ref most); now > was; was = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, now, was);
    }
}
