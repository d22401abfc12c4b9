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

    private static readonly string[] Packages = ["postfix", "dovecot-imapd", "dovecot-lmtpd"];
    private static readonly Lazy<Task> Installed = new(FindOrInstallAsync);

    /// <summary>Returns once all of them are there.</summary>
    /// <exception cref="InvalidOperationException">They are not and could not be installed.</exception>
    public static Task EnsureAsync() => Installed.Value;

    private static async Task FindOrInstallAsync()
    {
        if (AreThere())
            return;
        var tried = await DebianPackages.InstallAsync(
            Packages,
            ["postfix", "dovecot"],
            "postfix postfix/main_mailer_type select No configuration\n"
        );
        if (!AreThere())
            throw new InvalidOperationException(
                $"The tests with a real mail server need Postfix and Dovecot, which are not on this machine, and {tried}. "
                    + $"Install them (Debian: apt-get install -y {string.Join(' ', Packages)}; choose \"No configuration\"), "
                    + "and run the tests again as root."
            );
    }

    private static bool AreThere() =>
        ((string[])[Postfix, Dovecot, SmtpSource, SmtpSink, "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp"]).All(File.Exists);
}
