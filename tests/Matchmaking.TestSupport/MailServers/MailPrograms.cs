namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// Postfix and Dovecot of the machine; where they are missing they are installed from Debian's packages when that is possible.
/// Never skipped: without them the tests fail and say how to get them.
/// </summary>
internal static class MailPrograms
{
    public const string Postfix = "/usr/sbin/postfix";
    public const string Dovecot = "/usr/sbin/dovecot";
    public const string SmtpSource = "/usr/sbin/smtp-source";
    public const string SmtpSink = "/usr/sbin/smtp-sink";

    private const string Packages = "postfix dovecot-imapd dovecot-lmtpd";

    // Debian's own way to say that a package may be installed but its service not started.
    private const string Policy = "/usr/sbin/policy-rc.d";
    private static readonly Lazy<Task> Installed = new(FindOrInstallAsync);

    /// <summary>Returns once all of them are there.</summary>
    /// <exception cref="InvalidOperationException">They are not and could not be installed.</exception>
    public static Task EnsureAsync() => Installed.Value;

    private static async Task FindOrInstallAsync()
    {
        if (AreThere())
            return;
        var tried = "only root could install them";
        if (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
            tried = await InstallAsync();
        if (!AreThere())
            throw new InvalidOperationException(
                $"The tests with a real mail server need Postfix and Dovecot, which are not on this machine, and {tried}. "
                    + $"Install them (Debian: apt-get install -y {Packages}; choose \"No configuration\"), and run the tests again as root."
            );
    }

    private static async Task<string> InstallAsync()
    {
        var holdsBack = !File.Exists(Policy);
        if (holdsBack)
        {
            await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n");
            await ProgramRun.MustRunAsync("chmod", ["755", Policy]);
        }
        try
        {
            await ProgramRun.MustRunAsync(
                "debconf-set-selections",
                [],
                input: "postfix postfix/main_mailer_type select No configuration\n"
            );
            var update = await ProgramRun.RunAsync("apt-get", ["update"]);
            var install = await ProgramRun.RunAsync(
                "apt-get",
                ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", .. Packages.Split(' ')]
            );
            // Nor are they to start when the machine does: they came for the tests alone.
            foreach (var service in (string[])["postfix", "dovecot"])
                await ProgramRun.RunAsync("update-rc.d", [service, "disable"]);
            return $"apt-get failed (exit codes {update.Code}, {install.Code}: {Tail(install.Said)})";
        }
        finally
        {
            if (holdsBack)
                File.Delete(Policy);
        }
    }

    private static bool AreThere() =>
        ((string[])[Postfix, Dovecot, SmtpSource, SmtpSink, "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp"]).All(File.Exists);

    private static string Tail(string said) => said.Length < 400 ? said.Trim() : said[^400..].Trim();
}
