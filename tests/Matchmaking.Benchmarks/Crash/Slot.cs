using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Matchmaking.TestSupport.MailServers;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>A worker that is started again whenever it dies, and the mail server that it alone talks to.</summary>
internal sealed class Slot : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly Random _random;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Lock _lock = new();
    private readonly Task _watching;

    /// <summary>For how long every start has found the database away.</summary>
    private readonly Stopwatch _away = new();
    private Process? _process;
    private TaskCompletionSource _ready = New(),
        _died = New();
    private Guid? _sender;
    private KillStep? _armed,
        _dying;
    private bool _over;

    /// <summary>Starts it.</summary>
    public Slot(string database, string clock, string way, Random random)
    {
        Server = new() { KeepBodies = true, OnStep = HookAsync };
        _arguments = [typeof(Slot).Assembly.Location, "worker", database, Server.Port.ToString(CultureInfo.InvariantCulture), clock, way];
        _random = random;
        _watching = KeepAliveAsync();
    }

    public ScriptedSmtpServer Server { get; }
    public ConcurrentQueue<Death> Deaths { get; } = new();

    /// <summary>How long each start took until it was ready.</summary>
    public ConcurrentQueue<double> Starts { get; } = new();

    /// <summary>How much of enquiries was done a second time, since the first was not marked.</summary>
    public int Repeats { get; private set; }

    /// <summary>Called at each death.</summary>
    public Action<Death>? Died { get; set; }

    /// <summary>Ends without having been killed: there must be none.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Whether it may be killed just now while it closes windows.</summary>
    public Func<Slot, bool>? KillsDigests { get; set; }

    /// <summary>Waits until the worker of the moment is ready, whichever that is by then.</summary>
    public async Task ReadyAsync()
    {
        while (true)
        {
            lock (_lock)
                if (_ready.Task.IsCompleted)
                    return;
            if (Faults.Count > 5)
                throw new InvalidOperationException("The worker does not stay alive: " + Faults.First());
            await Task.Delay(20);
        }
    }

    /// <summary>Kills it when it comes to a step; when it does not come there within a time, kills it anyway.</summary>
    public async Task KillAtAsync(KillStep step, TimeSpan atMost)
    {
        Task died;
        lock (_lock)
        {
            (_armed, died) = (step == KillStep.AnyTime ? null : step, _died.Task);
        }
        await Task.WhenAny(died, Task.Delay(atMost));
        // More than once, for there may be nobody just then.
        while (!died.IsCompleted)
        {
            Kill(KillStep.AnyTime);
            await Task.WhenAny(died, Task.Delay(20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _over = true;
        while (!_watching.IsCompleted)
        {
            Kill(KillStep.AnyTime);
            await Task.WhenAny(_watching, Task.Delay(20));
        }
        await _watching;
        await Server.DisposeAsync();
    }

    private void Kill(KillStep step)
    {
        lock (_lock)
        {
            if (_dying is not null || _process is not { HasExited: false } process)
                return;
            (_dying, _armed) = (step, null);
            process.Kill();
        }
    }

    private async Task HookAsync(SmtpStep at)
    {
        var step = at.Command switch
        {
            SmtpCommand.MailFrom => KillStep.MailFrom,
            SmtpCommand.RcptTo => KillStep.RcptTo,
            SmtpCommand.Data => KillStep.Data,
            SmtpCommand.EndOfData => KillStep.BeforeReply,
            _ => KillStep.AnyTime,
        };
        Process? process;
        lock (_lock)
        {
            if (step == KillStep.BeforeReply && _armed == KillStep.AfterReply)
            {
                _armed = null;
                _ = AfterAsync(KillStep.AfterReply, _random.Next(6));
                return;
            }
            if (step == KillStep.AnyTime || _armed != step)
                return;
            process = _process;
        }
        // What is left of a conversation with one that is dead kills nobody.
        if (process is null)
            return;
        Kill(step);
        // Nothing is answered before it is dead.
        await process.WaitForExitAsync();
    }

    private async Task AfterAsync(KillStep step, int milliseconds)
    {
        await Task.Delay(milliseconds);
        Kill(step);
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _sender = Guid.Parse(line[6..]);
                _away.Reset();
                _ready.TrySetResult();
            }
            else if (line == Work.Publish && _armed == KillStep.Matching)
                _ = AfterAsync(KillStep.Matching, _random.Next(60));
            else if (Work.IsOfEnquiries(line) && _armed == KillStep.Enquiry)
                _ = AfterAsync(KillStep.Enquiry, _random.Next(300));
            else if (line == Worker.Again)
                Repeats++;
            else if (line == Worker.Done && _armed == KillStep.Unmarked)
                Kill(KillStep.Unmarked);
            else if (line == Work.Close && (_armed == KillStep.Digest || (KillsDigests?.Invoke(this) == true && _random.Next(3) > 0)))
                _ = AfterAsync(KillStep.Digest, _random.Next(400));
        }
    }

    private async Task KeepAliveAsync()
    {
        var next = Start();
        while (!_over)
        {
            var process = next;
            var began = Stopwatch.GetTimestamp();
            lock (_lock)
                _process = process;
            _ = _ready.Task.ContinueWith(_ => Starts.Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds), TaskScheduler.Default);
            Tell(process, Worker.Go);
            // It warms up while this one lives.
            next = Start();
            await process.WaitForExitAsync();
            Bury(process);
        }
        next.Kill();
        next.Dispose();
    }

    private static void Tell(Process process, string word)
    {
        try
        {
            process.StandardInput.WriteLine(word);
        }
        catch (IOException)
        {
            // It ended while it stood by; its exit code says why.
        }
    }

    private Process Start()
    {
        var process = new Process
        {
            StartInfo = new("dotnet", _arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // It never lives long enough for the better code.
                Environment =
                {
                    ["DOTNET_TieredPGO"] = "0",
                    ["DOTNET_TC_CallCounting"] = "0",
                    ["DOTNET_gcServer"] = "0",
                },
            },
        };
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => _said.Enqueue(e.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Bury(Process process)
    {
        Death? death = null;
        TaskCompletionSource died;
        lock (_lock)
        {
            if (_dying is { } step)
                death = new(step, _sender, Stopwatch.GetTimestamp());
            else if (process.ExitCode == Worker.NoDatabase && _away.Elapsed < WorkTable.Patience)
                _away.Start();
            else if (!_over)
                Faults.Enqueue($"ended by itself with code {process.ExitCode}: " + string.Join('\n', _said.TakeLast(40)));
            died = _died;
            (_dying, _armed, _sender, _process, _ready, _died) = (null, null, null, null, New(), New());
        }
        process.Dispose();
        while (_said.Count > 400)
            _said.TryDequeue(out _);
        if (death is not null && !_over)
        {
            Deaths.Enqueue(death);
            Died?.Invoke(death);
        }
        died.SetResult();
    }

    /// <summary>The last lines of its log, over all its lives.</summary>
    public string Log => string.Join('\n', _said);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
