using System.Diagnostics;
using System.Globalization;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// The two programs that Postfix's authors measure mail servers with: what a sender and a receiver written in C can do on this machine.
/// </summary>
public static class PostfixTools
{
    /// <summary>Sends messages to a port as fast as the server takes them, and returns how many a second that was.</summary>
    /// <param name="port">Of a server on 127.0.0.1.</param>
    /// <param name="sessions">How many connections send at the same time, each one message after another.</param>
    /// <param name="messages">How many in all.</param>
    /// <param name="size">Of each, in bytes.</param>
    /// <param name="recipient">To whom.</param>
    /// <exception cref="InvalidOperationException">The server refused or broke off.</exception>
    public static async Task<double> SmtpSourceAsync(
        int port,
        int sessions,
        int messages,
        int size,
        string recipient = "investor@mail.test"
    )
    {
        await MailPrograms.EnsureAsync();
        var watch = Stopwatch.StartNew();
        await ProgramRun.MustRunAsync(
            MailPrograms.SmtpSource,
            [
                "-d",
                "-s",
                Text(sessions),
                "-m",
                Text(messages),
                "-l",
                Text(size),
                "-f",
                "bounce@mail.test",
                "-t",
                recipient,
                $"127.0.0.1:{Text(port)}",
            ]
        );
        return messages / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Starts a server that takes every message and forgets it.</summary>
    public static async Task<SmtpSink> SmtpSinkAsync()
    {
        await MailPrograms.EnsureAsync();
        var port = ProgramRun.FreePorts(1)[0];
        var process = ProgramRun.Start(MailPrograms.SmtpSink, [.. User, $"127.0.0.1:{Text(port)}", "1000"], "/");
        var sink = new SmtpSink(process, port);
        try
        {
            await ProgramRun.WaitForGreetingAsync([port], () => process.HasExited ? process.StandardError.ReadToEnd() : "it runs");
        }
        catch
        {
            await sink.DisposeAsync();
            throw;
        }
        return sink;
    }

    // It refuses to stay root.
    private static string[] User => Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A running smtp-sink.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly Process _process;

    internal SmtpSink(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
