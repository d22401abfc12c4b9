using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// A real Postfix and a real Dovecot on free ports of this machine, with one domain and two mailboxes. They write nowhere but in a
/// folder of their own and end with the process, at the latest when the next run starts. They need root, as everywhere.
/// </summary>
public sealed class PostfixDovecot : IAsyncDisposable
{
    private static readonly Lazy<Task<PostfixDovecot>> Shared = new(StartSharedAsync);
    private readonly ServerFolder _folder;
    private readonly MailServerConfiguration _configuration;

    private PostfixDovecot(ServerFolder folder, MailServerConfiguration configuration) =>
        (_folder, _configuration) = (folder, configuration);

    /// <summary>Where Postfix takes mail, without a login or TLS.</summary>
    public int SmtpPort => _configuration.SmtpPort;

    /// <summary>Where Dovecot hands out mail, without TLS.</summary>
    public int ImapPort => _configuration.ImapPort;

    /// <summary>The domain of the mailboxes. Whoever else is written to at it bounces, and so does all mail to other domains.</summary>
    public string Domain => _configuration.Domain;

    /// <summary>The mailbox for bounces, and the name to sign in with. Mail to <c>bounce+anything</c> arrives there too.</summary>
    public string User => "bounce@" + Domain;

    /// <summary>The mailbox of somebody who is written to.</summary>
    public string Reader => "investor@" + Domain;

    /// <summary>The password of both.</summary>
    public string Password => "postkasten";

    /// <summary>Postfix's log, which names each message's queue number and what became of it.</summary>
    public string LogFile => _configuration.Log;

    /// <summary>The processes of both servers, for tests that they end.</summary>
    public IReadOnlyList<int> Processes => _folder.Processes();

    /// <summary>The servers that all tests of this process share, started when first asked for.</summary>
    public static Task<PostfixDovecot> SharedAsync() => Shared.Value;

    /// <summary>Starts servers of one's own; returns when both greet.</summary>
    /// <param name="path">Their folder below /run; null for the usual one, which the shared servers have.</param>
    /// <exception cref="InvalidOperationException">The programs are missing, this is not root, or another run uses the folder.</exception>
    public static async Task<PostfixDovecot> StartAsync(string? path = null)
    {
        await MailPrograms.EnsureAsync();
        if (!Environment.IsPrivilegedProcess)
            throw new InvalidOperationException(
                "Postfix can be started by root alone. Run the tests with a real mail server as root, in a container for instance."
            );
        var folder = await ServerFolder.TakeAsync(path ?? ServerFolder.Usual);
        var ports = ProgramRun.FreePorts(2);
        var server = new PostfixDovecot(folder, new(folder.Path, "mail.test", ports[0], ports[1]));
        try
        {
            await server.LaunchAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    /// <summary>All mails in a mailbox, oldest first.</summary>
    /// <param name="user">Whose; null for <see cref="User"/>'s.</param>
    public async Task<IReadOnlyList<MimeMessage>> InboxAsync(string? user = null)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", ImapPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(user ?? User, Password);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        var mails = new List<MimeMessage>();
        for (var i = 0; i < client.Inbox.Count; i++)
            mails.Add(await client.Inbox.GetMessageAsync(i));
        await client.DisconnectAsync(quit: true);
        return mails;
    }

    /// <summary>The first mail in a mailbox that meets a condition; waits for it.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<MimeMessage> WaitForMailAsync(Func<MimeMessage, bool> condition, string? user = null, int seconds = 30)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var mails = await InboxAsync(user);
            if (mails.FirstOrDefault(condition) is { } mail)
                return mail;
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException(
                    $"No such mail for {user ?? User} within {seconds} s, but {mails.Count} others. Postfix said: {Said}"
                );
            await Task.Delay(50);
        }
    }

    /// <summary>Ends both servers and removes all they wrote.</summary>
    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private string Said => string.Concat(((string[])[LogFile, _configuration.DovecotLog]).Where(File.Exists).Select(File.ReadAllText));

    private async Task LaunchAsync()
    {
        var path = _folder.Path;
        await ProgramRun.MustRunAsync("mkdir", ["-m", "755", "postfix", "queue", "data", "dovecot", "mailboxes"], path);
        await File.WriteAllTextAsync($"{path}/postfix/main.cf", _configuration.PostfixMain);
        await File.WriteAllTextAsync($"{path}/postfix/master.cf", _configuration.PostfixServices);
        await File.WriteAllTextAsync($"{path}/dovecot.conf", _configuration.Dovecot);
        await File.WriteAllLinesAsync($"{path}/users", [$"{User}:{{PLAIN}}{Password}::::::", $"{Reader}:{{PLAIN}}{Password}::::::"]);
        await ProgramRun.MustRunAsync("chown", ["postfix", $"{path}/data"]);
        await ProgramRun.MustRunAsync("chown", ["mail:mail", $"{path}/mailboxes"]);
        // Both put themselves into the background, and from their first moment they work inside the folder.
        await Task.WhenAll(
            StartAsync(MailPrograms.Dovecot, ["-c", $"{path}/dovecot.conf"]),
            StartAsync(MailPrograms.Postfix, ["-c", $"{path}/postfix", "start"])
        );
        await ProgramRun.WaitForGreetingAsync([SmtpPort, ImapPort], () => Said);
    }

    // Its words go to a file: a server that stays would hold the end of a pipe, and reading it would never end.
    private Task StartAsync(string program, IEnumerable<string> arguments) =>
        ProgramRun.MustRunAsync(
            "/bin/sh",
            ["-c", "\"$@\" >start-$$.log 2>&1 </dev/null || { cat start-$$.log; exit 1; }", "sh", program, .. arguments],
            _folder.Path
        );

    private static async Task<PostfixDovecot> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
