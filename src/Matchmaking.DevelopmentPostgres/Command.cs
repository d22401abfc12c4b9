using System.ComponentModel;
using System.Diagnostics;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>What a command said (both of its streams) and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The end of what it said: the part that tells why it failed.</summary>
    public string LastLines => ServerLog.LastLines(Output);
}

/// <summary>One program to run to its end.</summary>
internal sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    // As shells have it for a program that could not be started at all.
    private const int NotStarted = 127;

    // A server started by pg_ctl may inherit our pipe on Windows; then its end is never seen, and must not be waited for.
    private static readonly TimeSpan _graceForOutput = TimeSpan.FromSeconds(2);

    public string? Folder { get; init; }

    /// <summary>The user to run as, if not that of this process.</summary>
    public ClusterUser? User { get; init; }

    /// <summary>False for the programs of PostgreSQL, which must neither heed PGDATA and the like nor learn our secrets.</summary>
    public bool KeepsEnvironment { get; init; }

    public async Task<CommandResult> RunAsync(CancellationToken ct)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new CommandResult(NotStarted, e.Message);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandResult(process.ExitCode, await TextOf(output, ct) + await TextOf(errors, ct));
    }

    private static async Task<string> TextOf(Task<string> reading, CancellationToken ct)
    {
        try
        {
            return await reading.WaitAsync(_graceForOutput, ct);
        }
        catch (TimeoutException)
        {
            // See _graceForOutput: the command itself has ended, only its output is lost.
            return "";
        }
    }

    private ProcessStartInfo StartInfo()
    {
        IReadOnlyList<string> words = [.. User?.Prefix ?? [], Program, .. Arguments];
        var start = new ProcessStartInfo(words[0])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder ?? "",
        };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        if (!KeepsEnvironment)
        {
            ServerEnvironment.Apply(start.Environment);
        }

        return start;
    }
}
